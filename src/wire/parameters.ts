/**
 * Parameters: hashes, arrays, and what is made of them, and the parsing of a whole request.
 *
 * An operation declares its parameters once:
 *
 *     const report_failed = hash({ failed_at: required(timestamp()), metadata: metadata() });
 *     type ReportFailed = Parsed<typeof report_failed>;
 *
 * Of several things wrong with a request one is refused, always the same: unknown parameters of a hash come before
 * anything about its members, and those are refused in the order of their declaration.
 */
import { errors, type Refusal } from '../core/kernel/errors.js';
import type { FormObject, FormValue } from './form.js';
import { nearestName } from './nearest_name.js';
import {
  type Members,
  nameOf,
  type Parsed,
  type Path,
  type Read,
  type Reader,
  readValue,
  refuse,
  type Schema,
  schemaOf,
} from './parameter_schema.js';
import { integer, isLonger, isText } from './parameter_types.js';
import { prototypeAsKey } from './refusals.js';

export {
  described,
  emptyable,
  type Members,
  type Parsed,
  required,
  type Schema,
} from './parameter_schema.js';

export {
  boolean,
  currency,
  decimal,
  enumeration,
  integer,
  moment,
  singleLine,
  string,
  timestamp,
} from './parameter_types.js';

/** What parsing needs to know beside the form. */
export interface ParseContext {
  /** Unix seconds. */
  readonly now: number;
}

/** Reads the parameters of a request, as its operation declares them. */
export function parse<Value extends object>(
  schema: Schema<Value>,
  form: FormObject,
  context: ParseContext,
): Value | Refusal {
  const reader: Reader = { now: context.now, refusal: null };
  const value = schema.read(form, null, REQUEST, reader);
  if (value !== undefined) return value;
  if (reader.refusal === null) throw new Error('a schema read nothing, and did not say why');
  return reader.refusal;
}

/** The name of the request itself among the names of parameters, none of which is empty. */
const REQUEST = '';

type RequiredNames<M extends Members> = { [Name in keyof M]: M[Name]['required'] extends true ? Name : never }[keyof M];

/** Members that are not required may be left out. Flattened, so that editors show the members, not the computation. */
type HashValue<M extends Members> = Flat<
  { [Name in RequiredNames<M>]: Parsed<M[Name]> } & {
    [Name in Exclude<keyof M, RequiredNames<M>>]?: Parsed<M[Name]>;
  }
>;
type Flat<T> = { [Name in keyof T]: T[Name] };

/** A hash with these members and no others. Members that are absent from the form are absent from the result. */
export function hash<const M extends Members>(members: M): Schema<HashValue<M>, false> {
  return schemaOf('hash', hashReader(members) as Read<HashValue<M>>, { members });
}

function hashReader(members: Members): Read<object> {
  const names = Object.keys(members);
  const schemas = Object.values(members);
  const known: ReadonlySet<string> = new Set(names);
  for (const name of names) {
    // `refused` would make isRefusal take the parsed hash for a refusal; the others cannot be written or stored safely.
    if (name === '' || name === '__proto__' || name === 'refused' || /[[\]]/.test(name)) {
      throw new TypeError(`A parameter cannot be named '${name}'.`);
    }
  }
  return (value, parent, name, reader) => {
    if (!(value instanceof Map)) return refuse(reader, errors.notAnObject(nameOf(parent, name)));
    const here = name === REQUEST ? null : { parent, name };
    const result: Record<string, unknown> = {};
    let found = 0;
    for (let index = 0; index < names.length; index++) {
      const member_name = names[index] as string;
      const schema = schemas[index] as Schema;
      const given = value.get(member_name);
      if (given === undefined) {
        if (!schema.required) continue;
        return refuse(reader, unknownMember(value, known, here) ?? errors.missing(nameOf(here, member_name)));
      }
      found++;
      const member = readValue(schema, given, here, member_name, reader);
      if (member === undefined) {
        const unknown = unknownMember(value, known, here);
        return unknown === undefined ? undefined : refuse(reader, unknown);
      }
      result[member_name] = member;
    }
    return found === value.size ? result : refuse(reader, unknownMember(value, known, here) as Refusal);
  };
}

/** As many unknown parameters as an error names. */
const MAXIMUM_NAMED = 20;
/** So many of them are compared with the known ones, for a suggestion. */
const MAXIMUM_COMPARED = 5;

/** The refusal of the members that the hash does not have; undefined if there are none. */
function unknownMember(form: FormObject, known: ReadonlySet<string>, here: Path | null): Refusal | undefined {
  const unknown: string[] = [];
  let suggestion: string | undefined;
  for (const name of form.keys()) {
    if (known.has(name)) continue;
    if (suggestion === undefined && unknown.length < MAXIMUM_COMPARED) suggestion = nearestName(name, known);
    unknown.push(nameOf(here, name));
    if (unknown.length === MAXIMUM_NAMED) break;
  }
  if (unknown.length === 0) return undefined;
  return errors.unknown(unknown, suggestion === undefined ? undefined : nameOf(here, suggestion));
}

/** An array: `x[]=a`, or a hash whose keys are indices, which are put in order and need not be without gaps. */
export function array<Value>(
  item: Schema<Value>,
  options: { readonly maximum_items?: number } = {},
): Schema<Value[], false> {
  const maximum_items = options.maximum_items ?? Number.POSITIVE_INFINITY;
  return schemaOf<Value[]>(
    'array',
    (value, parent, name, reader) => {
      const entries = elementsOf(value);
      if (entries === undefined) return refuse(reader, errors.notAnArray(nameOf(parent, name)));
      if (entries.length > maximum_items) {
        return refuse(reader, errors.tooManyItems(nameOf(parent, name), maximum_items));
      }
      const here = { parent, name };
      const result: Value[] = [];
      for (const [index, element] of entries) {
        const read = readValue(item, element, here, index, reader);
        if (read === undefined) return undefined;
        result.push(read as Value);
      }
      return result;
    },
    { item, ...options },
  );
}

/** An array that may also be sent as its only element: `x=a` is `x[]=a`. */
export function oneOrMore<Value>(
  item: Schema<Value>,
  options: { readonly maximum_items?: number } = {},
): Schema<Value[], false> {
  const many = array(item, options);
  return {
    ...many,
    read: (value, parent, name, reader) => {
      if (typeof value !== 'string') return many.read(value, parent, name, reader);
      const one = readValue(item, value, parent, name, reader);
      return one === undefined ? undefined : [one as Value];
    },
  };
}

/** The elements in order, each with the index its sender gave it; undefined if this is not an array. */
function elementsOf(value: FormValue): [string, FormValue][] | undefined {
  if (typeof value === 'string') return undefined;
  if (Array.isArray(value)) return value.map((element, index) => [String(index), element]);
  const entries = [...value];
  for (const [index] of entries) if (!isIndex(index)) return undefined;
  // Without leading zeros, the longer index is the greater one, and indices of one length compare as texts.
  return entries.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
}

function isIndex(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return false;
  }
  return text.length === 1 || text.charCodeAt(0) !== 0x30;
}

const METADATA_KEYS = 50;
export const METADATA_KEY_LENGTH = 40;
export const METADATA_VALUE_LENGTH = 500;

/**
 * The client's own keys and texts. Null removes all of them; an empty text removes its key, and does not count among
 * the fifty keys an object can hold.
 */
export function metadata(): Schema<Record<string, string> | null, false> {
  const schema = schemaOf<Record<string, string> | null>('metadata', readMetadata, { maximum: METADATA_KEYS });
  return { ...schema, emptyable: true };
}

function readMetadata(
  form: FormValue,
  parent: Path | null,
  name: string,
  reader: Reader,
): Record<string, string> | undefined {
  if (!(form instanceof Map)) return refuse(reader, errors.notAnObject(nameOf(parent, name)));
  const here = { parent, name };
  const result: Record<string, string> = {};
  let count = 0;
  for (const [key, value] of form) {
    if (isLonger(key, METADATA_KEY_LENGTH) || /[[\]\0]/.test(key)) {
      return refuse(reader, errors.metadataKey(nameOf(here, key)));
    }
    // As an ordinary key it would be lost, at the latest, wherever metadata is merged by assignment.
    if (key === '__proto__') {
      return refuse(reader, prototypeAsKey(nameOf(here, key)));
    }
    if (!isText(value, here, key, reader, METADATA_VALUE_LENGTH)) return undefined;
    if (value !== '') count++;
    result[key] = value;
  }
  return count <= METADATA_KEYS ? result : refuse(reader, errors.metadataCount(nameOf(parent, name), METADATA_KEYS));
}

/** Bounds of a list by a number, such as `created`. One exact value arrives as `gte` and `lte` of that value. */
export interface Range {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

export function range(): Schema<Range, false> {
  const bound = integer();
  const members = { gt: bound, gte: bound, lt: bound, lte: bound };
  const readBounds = hashReader(members) as Read<Range>;
  return schemaOf<Range>(
    'range',
    (value, parent, name, reader) => {
      if (value instanceof Map) return readBounds(value, parent, name, reader);
      const exact = bound.read(value, parent, name, reader);
      return exact === undefined ? undefined : { gte: exact, lte: exact };
    },
    { members },
  );
}

/** One line of a generated table of parameters. */
export interface ParameterRow extends Schema {
  /** In bracket form; the elements of an array are `items[]`. */
  readonly name: string;
  readonly nesting: number;
}

/** Every parameter of an operation, with those inside hashes and inside arrays of hashes, in order of declaration. */
export function parameterRows(schema: Schema, parent: Path | null = null, nesting = 0): ParameterRow[] {
  const rows: ParameterRow[] = [];
  for (const [name, member] of Object.entries(schema.members ?? {})) {
    rows.push({ ...member, name: nameOf(parent, name), nesting });
    let here: Path = { parent, name };
    let inner = member;
    while (inner.item !== undefined) {
      inner = inner.item;
      here = { parent: here, name: '' };
    }
    rows.push(...parameterRows(inner, here, nesting + 1));
  }
  return rows;
}
