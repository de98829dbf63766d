/**
 * What a schema of parameters is: the one declaration an operation makes of what it takes, from which its parameters
 * are validated, unknown ones are refused, and the documentation is generated.
 *
 * Everything a request needs is computed when the schema is made. Reading allocates the result and nothing else: the
 * bracketed path of a parameter, which only refusals show, is assembled when something is refused.
 */
import { errors, type Refusal } from '../core/kernel/errors.js';
import type { FormValue } from './form.js';

export type ParameterType =
  | 'array'
  | 'boolean'
  | 'currency'
  | 'decimal'
  | 'enumeration'
  | 'hash'
  | 'integer'
  | 'metadata'
  | 'range'
  | 'string'
  | 'timestamp';

/**
 * A parameter, as data. The fields are there for documentation; `read` is the only thing a request uses of them.
 * `Value` is what a handler receives, `Required` whether the parameter must be there.
 */
export interface Schema<Value = unknown, Required extends boolean = boolean> {
  readonly type: ParameterType;
  readonly required: Required;
  /** Whether an empty string unsets the parameter; the handler then receives null. */
  readonly emptyable: boolean;
  readonly description: string | undefined;
  /** The members of a hash or of a range, in the order in which they are validated and documented. */
  readonly members: Members | undefined;
  /** What a hash holds under a name that the caller chooses, where it may choose one. */
  readonly others: Schema | undefined;
  /** What an array holds. */
  readonly item: Schema | undefined;
  readonly maximum_items: number | undefined;
  /** What an enumeration or a currency allows. */
  readonly values: readonly string[] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly maximum_length: number | undefined;
  readonly pattern: RegExp | undefined;
  /**
   * Reads a value that is not the empty string. On a refusal it leaves the refusal in `reader` and returns undefined.
   * The names lead to the value: `parent` to the hash around it, null for a parameter at the top.
   */
  readonly read: Read<Value>;
}

export type Members = Readonly<Record<string, Schema>>;

export type Read<Value> = (
  value: FormValue,
  parent: Path | null,
  name: string,
  reader: Reader,
) => Exclude<Value, null> | undefined;

/** What a handler receives for a schema. */
export type Parsed<S extends Schema> = S extends Schema<infer Value> ? Value : never;

/** Where in the form a hash or an array lies. */
export interface Path {
  readonly parent: Path | null;
  readonly name: string;
}

/** One run over one form. */
export interface Reader {
  /** Unix seconds. */
  readonly now: number;
  refusal: Refusal | null;
}

/** The bracketed name of a parameter, as in `param` of an error: `a[b][c]`. */
export function nameOf(parent: Path | null, name: string): string {
  return parent === null ? name : `${nameOf(parent.parent, parent.name)}[${name}]`;
}

/** What a schema has beside the fields every schema starts with. */
type Particulars = Partial<Pick<Schema, 'members' | 'others' | 'item' | 'values' | 'pattern' | BoundName>>;
type BoundName = 'maximum_items' | 'minimum' | 'maximum' | 'maximum_length';

/** Makes a schema. Every schema comes from here with the same fields in the same order, which keeps reading fast. */
export function schemaOf<Value>(
  type: ParameterType,
  read: Read<Value>,
  particulars: Particulars = {},
): Schema<Value, false> {
  return {
    type,
    required: false,
    emptyable: false,
    description: undefined,
    members: particulars.members,
    others: particulars.others,
    item: particulars.item,
    maximum_items: particulars.maximum_items,
    values: particulars.values,
    minimum: particulars.minimum,
    maximum: particulars.maximum,
    maximum_length: particulars.maximum_length,
    pattern: particulars.pattern,
    read,
  };
}

/** The parameter must be there wherever the hash around it is. */
export function required<Value>(schema: Schema<Value>): Schema<Value, true> {
  return { ...schema, required: true };
}

/** The parameter may be an empty string, which unsets it. */
export function emptyable<Value, Required extends boolean>(
  schema: Schema<Value, Required>,
): Schema<Value | null, Required> {
  return { ...schema, emptyable: true };
}

/** Says in the generated documentation what the parameter means. */
export function described<Value, Required extends boolean>(
  schema: Schema<Value, Required>,
  description: string,
): Schema<Value, Required> {
  return { ...schema, description };
}

/** Reads a value, be it empty or not; undefined after a refusal. Null stands for unset. */
export function readValue(
  schema: Schema,
  value: FormValue,
  parent: Path | null,
  name: string,
  reader: Reader,
): unknown {
  if (value !== '') return schema.read(value, parent, name, reader);
  if (schema.emptyable) return null;
  return refuse(reader, errors.empty(nameOf(parent, name)));
}

export function refuse(reader: Reader, refusal: Refusal): undefined {
  reader.refusal = refusal;
  return undefined;
}
