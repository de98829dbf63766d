/** The small part of JSON Schema (2020-12, as in OpenAPI 3.1) that the documentation is written in. */

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string' | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly const?: string | boolean;
  readonly enum?: readonly (string | null)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly 'x-daybook-extension'?: true;
}

type Properties = Readonly<Record<string, JsonSchema>>;

export const text: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
export const integer: JsonSchema = { type: 'integer' };
export const decimal: JsonSchema = { type: 'number' };
/** Unix seconds. */
export const time: JsonSchema = { type: 'integer', format: 'unix-time' };
/** Members nobody can list: keys are the client's own, or depend on another member. */
export const anything: JsonSchema = { type: 'object', additionalProperties: true };
export const textMap: JsonSchema = { type: 'object', additionalProperties: text };

export function constant(value: string | boolean): JsonSchema {
  return { type: typeof value === 'string' ? 'string' : 'boolean', const: value };
}

export function oneOf(values: readonly string[]): JsonSchema {
  if (values.length === 0) throw new TypeError('An enumeration without values allows nothing.');
  return { type: 'string', enum: values };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** A list that Stripe's object has, and in which nothing can be here. */
export const emptyList: JsonSchema = object({
  object: constant('list'),
  data: { type: 'array', items: anything, maxItems: 0 },
  has_more: flag,
  url: text,
});

/** Always `null`: Stripe's object has the member, and nothing in Daybook ever fills it. */
export const never: JsonSchema = { type: 'null' };

export function nullable(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] }),
  };
}

/** An object with exactly these members; the optional ones may be absent. */
export function object(required: Properties, optional: Properties = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

export function about(schema: JsonSchema, description: string): JsonSchema {
  return { ...schema, description };
}

/** A schema of the components by its name. */
export function reference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An id that `expand[]` replaces by the object it names, which is of one of these kinds. */
export function expandable(...kinds: readonly string[]): JsonSchema {
  return { anyOf: [text, ...kinds.map(reference)] };
}

/** A list in an object, or an answer that is one. */
export function listSchema(item: string): JsonSchema {
  return object({
    object: constant('list'),
    data: listOf(reference(item)),
    has_more: flag,
    url: text,
  });
}
