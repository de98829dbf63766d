/** As much of JSON Schema as Daybook's own schemas use: what is wrong with a value, each with where it is. */
import type { JsonSchema } from '../../src/api/docs/json_schema.js';

export type Components = Readonly<Record<string, JsonSchema>>;

const REFERENCE = '#/components/schemas/';

export function violationsOf(value: unknown, schema: JsonSchema, components: Components, at = '$'): string[] {
  if (schema.$ref !== undefined) {
    const target = components[schema.$ref.slice(REFERENCE.length)];
    return target === undefined ? [`${at}: nothing is at ${schema.$ref}`] : violationsOf(value, target, components, at);
  }
  if (schema.anyOf !== undefined) {
    const found = schema.anyOf.map((choice) => violationsOf(value, choice, components, at));
    // Of several choices, the one that fits best says most.
    return found.some((each) => each.length === 0) ? [] : (found.sort((a, b) => a.length - b.length)[0] ?? []);
  }
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.includes(typeOf(value))) {
    return [`${at}: ${JSON.stringify(value)} is not ${types.join(' or ')}`];
  }
  if (schema.const !== undefined && value !== schema.const) return [`${at}: is not ${JSON.stringify(schema.const)}`];
  if (schema.enum !== undefined && !schema.enum.includes(value as string | null)) {
    return [`${at}: ${JSON.stringify(value)} is none of ${schema.enum.join(', ')}`];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? []
      : value.flatMap((item, index) => violationsOf(item, items, components, `${at}[${index}]`));
  }
  return typeof value === 'object' && value !== null ? memberViolations(value, schema, components, at) : [];
}

function memberViolations(value: object, schema: JsonSchema, components: Components, at: string): string[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const absent = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: is missing`);
  const found = Object.entries(value).flatMap(([name, member]) => {
    const own = properties[name] ?? additionalProperties;
    if (own === true) return [];
    return own === false ? [`${at}.${name}: is not declared`] : violationsOf(member, own, components, `${at}.${name}`);
  });
  return [...absent, ...found];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
