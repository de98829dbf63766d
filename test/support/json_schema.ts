/** What is wrong with a value by Daybook's own schemas; they are read strictly, so a word that says nothing fails as well. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../src/api/kernel/json_schema.js';

export type Components = Readonly<Record<string, JsonSchema>>;

const validators = new WeakMap<Components, Ajv2020>();
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

export function violationsOf(value: unknown, schema: JsonSchema, components: Components): string[] {
  const validate = compiled.get(schema) ?? validatorFor(components).compile(byName(schema));
  compiled.set(schema, validate);
  return validate(value) ? [] : (validate.errors ?? []).map(violationText);
}

/** Each component is a schema of its own there, so it is compiled once, not with each that refers to it. */
function validatorFor(components: Components): Ajv2020 {
  const known = validators.get(components);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  ajv.addKeyword('x-daybook-extension');
  ajv.addFormat('unix-time', { type: 'number', validate: Number.isSafeInteger });
  for (const [name, schema] of Object.entries(components)) ajv.addSchema(byName(schema), name);
  validators.set(components, ajv);
  return ajv;
}

function byName(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"'));
}

function violationText({ instancePath, message, params }: ErrorObject): string {
  return `$${instancePath}: ${message} ${JSON.stringify(params)}`;
}
