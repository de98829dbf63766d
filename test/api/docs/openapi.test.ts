/** The OpenAPI document says what the operations say, and nothing in it leads nowhere. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { operationId } from '../../../src/api/docs/groups.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import { EXPANDABLE } from '../../../src/api/shown_objects.js';
import { kindsOf } from '../../../src/wire/expand_routes.js';
import { parameterRows, type Schema } from '../../../src/wire/parameters.js';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into at every depth
type Json = any;

let daybook: TestDaybook;
let document: Json;

before(async () => {
  daybook = await startDaybook();
  document = await (await fetch(`${daybook.address}/openapi.json`)).json();
});
after(() => daybook.remove());

test('it is served as JSON without a key', async () => {
  const response = await fetch(`${daybook.address}/openapi.json`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  assert.equal(document.openapi, '3.1.0');
});

function described(method: string, path: string): Json {
  return document.paths[path.replaceAll(/:([a-z_]+)/g, '{$1}')]?.[method.toLowerCase()];
}

test('every operation is there once, and no other', () => {
  const names = OPERATIONS.map(({ method, path }) => described(method, path)?.operationId);
  assert.deepEqual(names, OPERATIONS.map(operationId));
  assert.equal(new Set(names).size, OPERATIONS.length);
  const count = Object.values(document.paths).flatMap((path) => Object.keys(path as object)).length;
  assert.equal(count, OPERATIONS.length);
});

/** The parameters of an operation as the document has them, hashes and arrays of hashes opened. */
function namesIn(schema: Json, parent: string): string[] {
  const inner = schema.anyOf?.find((choice: Json) => choice.properties !== undefined || choice.items) ?? schema;
  if (inner.items !== undefined) return namesIn(inner.items, `${parent}[]`);
  return Object.entries(inner.properties ?? {}).flatMap(([name, member]) => {
    const own = parent === '' ? name : `${parent}[${name}]`;
    return [own, ...namesIn(member, own)];
  });
}

test('every parameter is there, required where it is required', () => {
  for (const operation of OPERATIONS) {
    const { parameters, requestBody } = described(operation.method, operation.path);
    const expected = parameterRows(operation.parameters).map(({ name }) => name);
    const query: Json[] = parameters.filter((parameter: Json) => parameter.in === 'query');
    const form: Json = requestBody?.content['application/x-www-form-urlencoded'];
    const found =
      form === undefined
        ? query.flatMap(({ name, schema }) => [name, ...namesIn(schema, name)])
        : namesIn(form.schema, '');
    assert.deepEqual(found, expected, `${operation.method} ${operation.path}`);
    const required = Object.entries(operation.parameters.members as Record<string, Schema>)
      .filter(([, schema]) => schema.required)
      .map(([name]) => name);
    const marked = form?.schema.required ?? query.filter((parameter) => parameter.required).map(({ name }) => name);
    assert.deepEqual(marked, required, `${operation.method} ${operation.path}`);
  }
});

test('bounds, values, encodings and extensions are those of the declarations', () => {
  const list = described('GET', '/v1/payment_records').parameters;
  const named = (name: string): Json => list.find((parameter: Json) => parameter.name === name);
  assert.deepEqual(named('limit').schema, { type: 'integer', minimum: 1, maximum: 100 });
  assert.equal(named('state')['x-daybook-extension'], true);
  assert.ok(named('state').schema.items.enum.includes('partially_refunded'));
  assert.equal(named('created_after')['x-daybook-extension'], undefined);
  assert.equal(named('expand').style, 'deepObject');
  assert.equal(described('GET', '/v1/payment_records/:id/history')['x-daybook-extension'], true);
  assert.equal(described('GET', '/v1/payment_records/:id')['x-daybook-extension'], undefined);

  const body = described('POST', '/v1/payment_records/report_payment').requestBody;
  const form = body.content['application/x-www-form-urlencoded'];
  assert.equal(body.required, true);
  assert.deepEqual(form.encoding.amount_requested, { style: 'deepObject', explode: true });
  assert.equal(form.encoding.description, undefined);
  const { description, ...initiated_at } = form.schema.properties.initiated_at;
  assert.deepEqual(initiated_at, { type: 'integer', format: 'unix-time', minimum: 0 });
  assert.equal(typeof description, 'string');
  assert.equal(form.schema.additionalProperties, false);
  assert.deepEqual(form.schema.properties.metadata.anyOf[1], { type: 'string', maxLength: 0 });
});

test('no reference leads nowhere', () => {
  const lost: string[] = [];
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (typeof value.$ref === 'string') {
      const target = value.$ref
        .slice(2)
        .split('/')
        .reduce((inside: Json, name: string) => inside?.[name], document);
      if (target === undefined) lost.push(value.$ref);
    }
    for (const member of Object.values(value)) visit(member);
  };
  visit(document);
  assert.deepEqual(lost, []);
});

test('what can be expanded is declared as an id or the object, or as a list that may be absent', () => {
  for (const [kind, paths] of Object.entries(EXPANDABLE.filled)) {
    for (const [path, target] of Object.entries(paths)) {
      let schema = document.components.schemas[kind];
      let is_optional = false;
      for (const step of path.split('.')) {
        is_optional = !schema.required.includes(step);
        schema = schema.properties[step];
      }
      for (const named of kindsOf(target)) {
        assert.match(JSON.stringify(schema), new RegExp(`/schemas/${named}"`), `${kind}.${path}`);
      }
      if (typeof target === 'string' || !('list_of' in target)) continue;
      assert.equal(is_optional, true, `${kind}.${path}`);
      if (schema.type !== 'null') assert.equal(schema.properties.object.const, 'list');
    }
  }
});

/** Generators of clients make a type of every enumeration and a name of each of its values. */
test('no enumeration is empty or has an empty value', () => {
  const visit = (node: Json, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node.enum)) {
      assert.ok(node.enum.length > 0, path);
      assert.ok(!node.enum.includes(''), path);
    }
    for (const [name, member] of Object.entries(node)) visit(member, `${path}/${name}`);
  };
  visit(document, '');
});
