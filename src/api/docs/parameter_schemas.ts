/** Declared parameters as JSON Schema. */
import { METADATA_VALUE_LENGTH, type Schema } from '../../wire/parameters.js';
import { type JsonSchema, reference } from '../kernel/json_schema.js';
import { isExtension } from './extension.js';

/** No enumeration: generators of clients make names of its values, and there is none for this one. */
const EMPTY: JsonSchema = { type: 'string', maxLength: 0 };

/** The schema of one parameter, with its description; `''` is allowed where it unsets the parameter. */
export function parameterSchema(schema: Schema): JsonSchema {
  const value = valueSchema(schema);
  return {
    ...(schema.emptyable ? { anyOf: [value, EMPTY] } : value),
    ...(schema.description === undefined ? {} : { description: schema.description }),
    ...(isExtension(schema) ? { 'x-daybook-extension': true } : {}),
  };
}

function valueSchema(schema: Schema): JsonSchema {
  switch (schema.type) {
    case 'array':
      return {
        type: 'array',
        ...(schema.item === undefined ? {} : { items: parameterSchema(schema.item) }),
        ...present({ maxItems: schema.maximum_items }),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'currency':
      return reference('currency');
    case 'decimal':
      return { type: 'number', ...present({ minimum: schema.minimum, maximum: schema.maximum }) };
    case 'enumeration':
      return { type: 'string', ...present({ enum: schema.values }) };
    case 'hash':
      return hashSchema(schema);
    case 'integer':
      return { type: 'integer', ...present({ minimum: schema.minimum, maximum: schema.maximum }) };
    case 'metadata':
      return {
        type: 'object',
        additionalProperties: { type: 'string', maxLength: METADATA_VALUE_LENGTH },
        ...present({ maxProperties: schema.maximum }),
      };
    case 'range':
      return { anyOf: [{ type: 'integer' }, hashSchema(schema)] };
    case 'string':
      return { type: 'string', ...present({ maxLength: schema.maximum_length, pattern: schema.pattern?.source }) };
    case 'timestamp':
      return { type: 'integer', format: 'unix-time', minimum: 0 };
  }
}

/** Unknown members are refused, so there are no others but those that the caller may name. */
function hashSchema({ members = {}, others }: Schema): JsonSchema {
  const entries = Object.entries(members);
  const required = entries.filter(([, member]) => member.required).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, member]) => [name, parameterSchema(member)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: others === undefined ? false : parameterSchema(others),
  };
}

/** The members that have a value. */
function present(facts: JsonSchemaFacts): JsonSchema {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

type JsonSchemaFacts = { readonly [Name in keyof JsonSchema]?: JsonSchema[Name] | undefined };
