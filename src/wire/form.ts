/**
 * Form encoding: the text of a query string or a body, as the tree its brackets spell.
 *
 * The decoder knows no parameters, so it cannot tell whether `x[0]=a` is the first element of an array or the member
 * "0" of a hash: it keeps a hash, and the schema (parameters.ts) turns it into an array where it expects one. Only
 * `x[]=a` is an array already here.
 *
 * Whatever arrives, the decoder answers with a tree or a refusal and never throws. Its bounds keep the work per byte
 * constant, so that no body below the limit on bodies can hold up the process.
 */
import { isUtf8 } from 'node:buffer';
import type { Refusal } from '../core/kernel/errors.js';
import {
  badEscape,
  badName,
  escapedNotUtf8,
  nameTooLong,
  nestedTooDeep,
  notUtf8,
  nulInForm,
  type Problem,
  tooManyParameters,
} from './refusals.js';

/**
 * A hash. It is a Map because its keys are the client's: a Map has no prototype that a key such as `__proto__` could
 * reach, keeps the order of the keys, and costs no more than an object without a prototype.
 */
export type FormObject = Map<string, FormValue>;
export type FormValue = string | FormObject | FormValue[];

/** More pairs than this are refused. A hundred line items with a dozen fields and metadata each stay below it. */
export const MAX_PARAMETERS = 5_000;
/** More brackets than this in one name are refused: no parameter lies anywhere near as deep. */
export const MAX_NESTING = 16;
/** Longer names (in characters, brackets included) are refused. */
export const MAX_NAME_LENGTH = 1_000;

const AMPERSAND = 0x26;
const PLUS = 0x2b;
const BLANK = 0x20;
const EQUALS = 0x3d;
const OPENING = 0x5b;
const CLOSING = 0x5d;

/** Decodes a body. The bytes must be UTF-8: anything else would be stored, signed and shown as something else. */
export function decodeFormBody(bytes: Buffer): FormObject | Refusal {
  if (!isUtf8(bytes)) return notUtf8();
  return decodePairs(withBlanks(bytes).toString('utf8'));
}

/** Decodes a query string (without its `?`) or a body that is a text already. */
export function decodeForm(text: string): FormObject | Refusal {
  return decodeFormBody(Buffer.from(text, 'utf8'));
}

/** A plus stands for a blank wherever it is. They are exchanged as bytes: in a text, each would make a piece of a text. */
function withBlanks(bytes: Buffer): Buffer {
  const first = bytes.indexOf(PLUS);
  if (first === -1) return bytes;
  const blank = Buffer.from(bytes);
  for (let index = first; index < blank.length; index++) if (blank[index] === PLUS) blank[index] = BLANK;
  return blank;
}

/**
 * Where a name is repeated, the last value wins. One pass over the text: the position of the next `%` runs ahead of it, so
 * that a piece without any, which is nearly every one, is cut out of the text as it stands.
 */
function decodePairs(text: string): FormObject | Refusal {
  const root: FormObject = new Map();
  if (text.includes('%00') || text.includes('\0')) return nulInForm();
  const length = text.length;
  let percent = positionOf('%', text, 0);
  let pairs = 0;
  let start = 0;
  while (start < length) {
    let bracket = -1;
    let name_end = start;
    let code = 0;
    for (; name_end < length; name_end++) {
      code = text.charCodeAt(name_end);
      if (code === EQUALS || code === AMPERSAND) break;
      if (bracket === -1 && (code === OPENING || code === CLOSING)) bracket = name_end - start;
    }
    if (name_end === start && code === AMPERSAND) {
      start++; // Nothing between two ampersands: browsers and SDKs leave such gaps, and they mean nothing.
      continue;
    }
    if (++pairs > MAX_PARAMETERS) return tooManyParameters(MAX_PARAMETERS);
    const end = code === EQUALS ? positionOf('&', text, name_end + 1) : name_end;

    let name: string | undefined = text.slice(start, name_end);
    let value: string | undefined = end > name_end ? text.slice(name_end + 1, end) : '';
    if (percent < end) {
      if (percent < name_end) {
        name = unescaped(name);
        if (name === undefined) return escapeRefusal(text.slice(start, name_end));
        bracket = firstBracket(name);
      }
      if (end > name_end) value = unescaped(value);
      if (value === undefined) return escapeRefusal(text.slice(name_end + 1, end));
      percent = positionOf('%', text, end);
    }
    if (name.length > MAX_NAME_LENGTH) return nameTooLong(MAX_NAME_LENGTH);
    const problem = bracket === -1 ? put(root, name, value) : putNested(root, name, bracket, value);
    if (problem === 'too_deep') return nestedTooDeep(name, MAX_NESTING);
    if (problem !== undefined) return badName(name, problem);
    start = end + 1;
  }
  return root;
}

/** What is wrong with the name of a parameter. */
type Wrong = Problem | 'too_deep';

function put(hash: FormObject, name: string, value: string): Wrong | undefined {
  if (name === '') return 'nameless';
  if (typeof hash.get(name) === 'object') return 'conflict';
  hash.set(name, value);
  return undefined;
}

/** Puts a value where the brackets of its name lead, making the hashes and arrays on the way. */
function putNested(root: FormObject, name: string, first_bracket: number, value: string): Wrong | undefined {
  if (first_bracket === 0) return 'nameless_before_bracket';
  const path = segmentsOf(name, first_bracket);
  if (typeof path === 'string') return path;
  const last = path.length - 1;
  let hash = root;
  for (let index = 0; index < last; index++) {
    const segment = path[index] as string;
    const child = hash.get(segment);
    if (path[index + 1] !== '') {
      if (child === undefined) {
        const made: FormObject = new Map();
        hash.set(segment, made);
        hash = made;
      } else if (child instanceof Map) hash = child;
      else return 'conflict';
      continue;
    }
    let elements: FormValue[];
    if (child === undefined) {
      elements = [];
      hash.set(segment, elements);
    } else if (Array.isArray(child)) elements = child;
    else return 'conflict';
    index++;
    if (index === last) {
      elements.push(value);
      return undefined;
    }
    if (path[index + 1] === '') return 'array_in_array';
    const newest = elements.at(-1);
    if (newest instanceof Map && !holds(newest, path, index + 1)) hash = newest;
    else {
      hash = new Map();
      elements.push(hash);
    }
  }
  return put(hash, path[last] as string, value);
}

/** `a[b][]` as ['a', 'b', '']; a text says why the name cannot be read. */
function segmentsOf(name: string, first_bracket: number): string[] | Wrong {
  const segments = [name.slice(0, first_bracket)];
  let position = first_bracket;
  while (position < name.length) {
    const closing = name.indexOf(']', position);
    const inner = position + 1;
    if (name.charCodeAt(position) !== OPENING || closing === -1) return 'unmatched_brackets';
    const opening = name.indexOf('[', inner);
    if (opening !== -1 && opening < closing) return 'nested_brackets';
    if (segments.length > MAX_NESTING) return 'too_deep';
    segments.push(name.slice(inner, closing));
    position = closing + 1;
  }
  return segments;
}

/**
 * Whether an element of `items[][...]` has the rest of this name already, so that a further one starts a new element.
 * A name that leads into another `[]` adds to that inner array and repeats nothing.
 */
function holds(element: FormObject, path: readonly string[], from: number): boolean {
  let value: FormValue | undefined = element;
  for (let index = from; index < path.length; index++) {
    if (!(value instanceof Map)) return false;
    value = value.get(path[index] as string);
  }
  return value !== undefined;
}

/** Where the next such character is; the end of the text if there is none. */
function positionOf(character: string, text: string, from: number): number {
  const position = text.indexOf(character, from);
  return position === -1 ? text.length : position;
}

function firstBracket(name: string): number {
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code === OPENING || code === CLOSING) return index;
  }
  return -1;
}

/** Undefined if an escape is not two hexadecimal digits, or the escaped bytes are not UTF-8. */
function unescaped(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function escapeRefusal(text: string): Refusal {
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at + 1)) {
    if (!/^%[0-9a-f]{2}$/i.test(text.slice(at, at + 3))) return badEscape();
  }
  return escapedNotUtf8();
}
