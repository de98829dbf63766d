/** The API as an OpenAPI 3.1 document, made from the operations as they are. Parameters are encoded as Stripe's are. */
import { DEFAULT_API_VERSION, OLDEST_API_VERSION } from '../../wire/api_version.js';
import type { Schema } from '../../wire/parameters.js';
import { type JsonSchema, listSchema, reference } from '../kernel/json_schema.js';
import type { Operation } from '../kernel/operation.js';
import { answerOf } from './answers.js';
import { searchResultSchema } from './envelopes.js';
import { isExtension } from './extension.js';
import { groupsOf, operationId, pathParameters } from './groups.js';
import { parameterSchema } from './parameter_schemas.js';
import { OBJECTS, PARTS } from './schemas.js';

const FORM = 'application/x-www-form-urlencoded';
/** Hashes and arrays are sent in brackets: `a[b]=1`, `a[0]=1`. */
const BRACKETS = { style: 'deepObject', explode: true } as const;

export function openApiDocument(operations: readonly Operation[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daybook',
      version: DEFAULT_API_VERSION,
      description: [
        "A self-hosted system of record for payments that speaks Stripe's wire protocol.",
        'The version is the API version that answers follow where a request names none.',
        '`x-daybook-extension` marks what Daybook offers and Stripe does not.',
      ].join(' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ basic: [] }, { bearer: [] }],
    tags: groupsOf(operations).map(({ name, title }) => ({ name, description: `${title}.` })),
    paths: paths(operations),
    components: {
      schemas: { ...OBJECTS, ...PARTS },
      parameters: {
        idempotency_key: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'Repeats of a request with the same key, within 24 hours, get its first answer.',
          schema: { type: 'string', maxLength: 255 },
        },
        stripe_version: {
          name: 'Stripe-Version',
          in: 'header',
          description: `The API version to answer in, from ${OLDEST_API_VERSION} on; ${DEFAULT_API_VERSION} without it, which is described here.`,
          schema: { type: 'string' },
        },
      },
      responses: { error: { description: 'The request was refused.', content: json(reference('error')) } },
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: 'The secret key as the user name, no password.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The secret key.' },
      },
    },
  };
}

function paths(operations: readonly Operation[]): object {
  const found: Record<string, Record<string, object>> = {};
  for (const { name, operations: own } of groupsOf(operations)) {
    for (const operation of own) {
      const path = operation.path.replaceAll(/:([a-z_]+)/g, '{$1}');
      found[path] = { ...found[path], [operation.method.toLowerCase()]: describe(operation, name) };
    }
  }
  return found;
}

function describe(operation: Operation, tag: string): object {
  const in_body = operation.method === 'POST';
  const members = Object.entries(operation.parameters.members ?? {});
  return {
    operationId: operationId(operation),
    summary: operation.summary,
    tags: [tag],
    ...(operation.extension ? { 'x-daybook-extension': true } : {}),
    parameters: [
      ...pathParameters(operation.path).map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string', maxLength: 255 },
      })),
      ...(in_body ? [] : members.map(([name, schema]) => queryParameter(name, schema))),
      ...(in_body ? [{ $ref: '#/components/parameters/idempotency_key' }] : []),
      { $ref: '#/components/parameters/stripe_version' },
    ],
    ...(in_body ? { requestBody: requestBody(operation, members) } : {}),
    responses: {
      '200': { description: 'Done.', content: contentOf(operation) },
      default: { $ref: '#/components/responses/error' },
    },
  };
}

function queryParameter(name: string, schema: Schema): object {
  const { description, ...value } = parameterSchema(schema);
  return {
    name,
    in: 'query',
    ...(schema.required ? { required: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(isExtension(schema) ? { 'x-daybook-extension': true } : {}),
    ...(isNested(schema) ? BRACKETS : { style: 'form' }),
    schema: value,
  };
}

function requestBody(operation: Operation, members: readonly (readonly [string, Schema])[]): object {
  const nested = members.filter(([, schema]) => isNested(schema));
  return {
    required: members.some(([, schema]) => schema.required),
    content: {
      [FORM]: {
        schema: parameterSchema(operation.parameters),
        encoding: Object.fromEntries(nested.map(([name]) => [name, BRACKETS])),
      },
    },
  };
}

function isNested({ type }: Schema): boolean {
  return type === 'array' || type === 'hash' || type === 'metadata' || type === 'range';
}

function answerSchema(operation: Operation): JsonSchema {
  const { objects, page } = answerOf(operation);
  const [object = 'error'] = objects;
  if (page === 'list') return listSchema(object);
  if (page === 'search_result') return searchResultSchema(object);
  return objects.length === 1 ? reference(object) : { anyOf: objects.map(reference) };
}

/** The data of each message of a stream is JSON; OpenAPI has no way to say so. */
function contentOf(operation: Operation): object {
  const media_type = operation.streams ? 'text/event-stream' : operation.media_type;
  return media_type === undefined ? json(answerSchema(operation)) : { [media_type]: { schema: { type: 'string' } } };
}

function json(schema: JsonSchema): object {
  return { 'application/json': { schema } };
}
