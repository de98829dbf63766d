/** The scalar types of parameters. Each refuses a hash or an array in its place as it refuses a wrong value. */
import { CURRENCIES, isCurrency } from '../core/kernel/currencies.js';
import { errors, type Refusal } from '../core/kernel/errors.js';
import type { FormValue } from './form.js';
import { nameOf, type Path, type Reader, refuse, type Schema, schemaOf } from './parameter_schema.js';
import { notOneLine, nulInText, patternMissed } from './refusals.js';

/** Stripe's limit on strings that have no other. */
export const MAXIMUM_LENGTH = 5_000;

/** How far ahead of the server's clock a reported moment may lie: clocks differ, and time zones are confused. */
const TOLERATED_FUTURE_SECONDS = 24 * 60 * 60;

export interface StringOptions {
  /** In characters; an emoji is one. */
  readonly maximum_length?: number;
  readonly pattern?: RegExp;
  /** The refusal that says what the pattern asks for. */
  readonly pattern_refusal?: (param: string) => Refusal;
}

export function string(options: StringOptions = {}): Schema<string, false> {
  const { maximum_length = MAXIMUM_LENGTH, pattern, pattern_refusal } = options;
  if (pattern?.global || pattern?.sticky) throw new TypeError('A pattern with g or y would remember the last request.');
  return schemaOf(
    'string',
    (value, parent, name, reader) => {
      if (!isText(value, parent, name, reader, maximum_length)) return undefined;
      if (pattern === undefined || pattern.test(value)) return value;
      const param = nameOf(parent, name);
      return refuse(reader, pattern_refusal?.(param) ?? patternMissed(param, pattern));
    },
    { maximum_length, ...(pattern === undefined ? {} : { pattern }) },
  );
}

/** A text that others print or compare as one line, such as a telephone number: nothing in it ends a line or steers a device. */
export function singleLine(options: StringOptions = {}): Schema<string, false> {
  const { read, ...schema } = string(options);
  return {
    ...schema,
    read: (value, parent, name, reader) => {
      const text = read(value, parent, name, reader);
      if (text === undefined || !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return text;
      return refuse(reader, notOneLine(nameOf(parent, name)));
    },
  };
}

/** Checks what holds for every text, and leaves the refusal in the reader if it is none. */
export function isText(
  value: FormValue,
  parent: Path | null,
  name: string,
  reader: Reader,
  maximum_length: number,
): value is string {
  if (typeof value !== 'string') refuse(reader, errors.notAString(nameOf(parent, name)));
  else if (value.includes('\0')) refuse(reader, nulInText(nameOf(parent, name)));
  else if (isLonger(value, maximum_length)) refuse(reader, errors.tooLong(nameOf(parent, name), value, maximum_length));
  else return true;
  return false;
}

/** Whether a text has more characters than that. A character outside the basic plane is one, though it has length 2. */
export function isLonger(value: string, maximum: number): boolean {
  if (value.length <= maximum) return false;
  if (value.length > 2 * maximum) return true;
  let characters = 0;
  for (const _ of value) characters++;
  return characters > maximum;
}

export interface IntegerBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A whole number in plain decimal digits. Numbers beyond 2^53-1, which JSON cannot carry exactly, are refused. */
export function integer(bounds: IntegerBounds = {}): Schema<number, false> {
  const minimum = bounds.minimum ?? -Number.MAX_SAFE_INTEGER;
  const maximum = bounds.maximum ?? Number.MAX_SAFE_INTEGER;
  return schemaOf(
    'integer',
    (value, parent, name, reader) => {
      const number = typeof value === 'string' ? digits(value) : undefined;
      if (number === undefined) return refuse(reader, errors.notAnInteger(nameOf(parent, name), worded(value)));
      if (number > maximum) return refuse(reader, errors.tooLarge(nameOf(parent, name), maximum, worded(value)));
      if (number >= minimum) return number;
      const param = nameOf(parent, name);
      return refuse(reader, minimum === 0 ? errors.negative(param) : errors.tooSmall(param, minimum));
    },
    bounds,
  );
}

/**
 * A number from 0 on with so many decimal places at most, as the whole number of its smallest parts: with four places `8.25`
 * is 82500. The maximum is of the number as it is written.
 */
export function decimal({ places, maximum }: { places: number; maximum: number }): Schema<number, false> {
  const written = new RegExp(`^(?:0|[1-9]\\d{0,11})(?:\\.\\d{1,${places}}0*)?$`);
  return schemaOf(
    'decimal',
    (value, parent, name, reader) => {
      if (typeof value !== 'string' || !written.test(value) || Number(value) > maximum) {
        return refuse(reader, errors.notADecimal(nameOf(parent, name), worded(value), maximum, places));
      }
      const [whole = '', part = ''] = value.split('.');
      return Number(`${whole}${part.slice(0, places).padEnd(places, '0')}`);
    },
    { minimum: 0, maximum },
  );
}

/** Unix seconds, in the past or the next 24 hours: a later moment is milliseconds passed for seconds, or a mistake. */
export function timestamp(): Schema<number, false> {
  const { read } = integer({ minimum: 0 });
  return schemaOf(
    'timestamp',
    (value, parent, name, reader) => {
      const moment = read(value, parent, name, reader);
      if (moment === undefined || moment <= reader.now + TOLERATED_FUTURE_SECONDS) return moment;
      return refuse(reader, errors.timestampInFuture(nameOf(parent, name), moment));
    },
    { minimum: 0 },
  );
}

/** The last second that is written with four digits of years; milliseconds passed for seconds are later. */
const LAST_MOMENT = 253_402_300_799;

/** Unix seconds to look for, also in the time of a test clock, which can be far ahead. */
export function moment(): Schema<number, false> {
  const { read } = integer({ minimum: 0, maximum: LAST_MOMENT });
  return schemaOf('timestamp', read, { minimum: 0, maximum: LAST_MOMENT });
}

/** In any case: every stripe-python before 12.0.1 sends `True` and `False`. */
export function boolean(): Schema<boolean, false> {
  return schemaOf('boolean', (value, parent, name, reader) => {
    const folded = foldedBoolean(value);
    if (folded === 'true') return true;
    if (folded === 'false') return false;
    return refuse(reader, errors.notABoolean(nameOf(parent, name), worded(value)));
  });
}

/** A boolean as it is written here; other values as they are. None but ASCII letters fold to these. */
function foldedBoolean(value: FormValue): FormValue {
  return typeof value === 'string' && /^(?:true|false)$/i.test(value) ? value.toLowerCase() : value;
}

/** Where `true` or `false` is among the values, it may be written in any case, as a boolean may. */
export function enumeration<const Value extends string>(values: readonly Value[]): Schema<Value, false> {
  const known: ReadonlySet<FormValue> = new Set(values);
  const has_boolean = known.has('true') || known.has('false');
  return schemaOf<Value>(
    'enumeration',
    (value, parent, name, reader) => {
      const folded = has_boolean ? foldedBoolean(value) : value;
      return known.has(folded) ? (folded as Value) : refuse(reader, errors.notOneOf(nameOf(parent, name), values));
    },
    { values },
  );
}

/** A currency's code in lower case. Upper case is accepted, since ISO 4217 and much software write it so. */
export function currency(): Schema<string, false> {
  return schemaOf(
    'currency',
    (value, parent, name, reader) => {
      if (typeof value !== 'string') return refuse(reader, errors.notAString(nameOf(parent, name)));
      if (isCurrency(value)) return value;
      // Only ASCII is folded: the Kelvin sign, for one, has k as its lower case.
      const folded = /^[A-Za-z]{3}$/.test(value) ? value.toLowerCase() : '';
      if (isCurrency(folded)) return folded;
      return refuse(reader, errors.invalidCurrency(nameOf(parent, name), value, CURRENCIES));
    },
    { values: CURRENCIES },
  );
}

/** Undefined if the text is anything but digits after an optional minus. Imprecise beyond 2^53, but then beyond it. */
function digits(text: string): number | undefined {
  const negative = text.charCodeAt(0) === 0x2d;
  const start = negative ? 1 : 0;
  if (text.length === start) return undefined;
  let number = 0;
  for (let index = start; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return negative && number !== 0 ? -number : number;
}

/** How a message names a value of the wrong type. */
function worded(value: FormValue): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? 'an array' : 'an object';
}
