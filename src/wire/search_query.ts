/**
 * The language of the search endpoints: `status:"succeeded" AND -currency:usd AND metadata["order"]:"6735"`.
 *
 * A query is one to ten clauses `field operator value`, joined by AND or by OR, never by both, as there are no
 * parentheses to say which binds first. `parseSearchQuery` knows the grammar only; which fields a resource has and what
 * can be asked of them is for `checkSearchFields`. A refusal says what is wrong and at which character, counted from 1.
 */
import { isRefusal, type Refusal } from '../core/kernel/errors.js';
import {
  clauseMissing,
  emptyKey,
  emptyQuery,
  fieldMissing,
  joinAsField,
  joinAsValue,
  joinMissing,
  keyNotClosed,
  keyNotQuoted,
  keyOfField,
  metadataWithoutKey,
  mixedJoins,
  notAsField,
  nullCompared,
  operatorMissing,
  operatorNotOfType,
  parenthesis,
  partTooShort,
  quotesNotClosed,
  tooManyClauses,
  unknownField,
  valueMissing,
  valueNotNumeric,
  valueNotQuoted,
} from './refusals.js';

/** `:` is equal, `~` contains; the others compare numbers. */
export type SearchOperator = ':' | '~' | '>' | '<' | '>=' | '<=';

export interface SearchClause {
  readonly field: string;
  /** The key within metadata; present exactly when `field` is `metadata`. */
  readonly key?: string;
  readonly operator: SearchOperator;
  /** The text as it is meant, quotes and escapes removed; null (the bare word, with `:` only) asks for "not set". */
  readonly value: string | null;
  /** Whether the clause is to be untrue: a `-` before the field. */
  readonly negated: boolean;
}

export interface SearchQuery {
  /** `and` for a single clause. */
  readonly join: 'and' | 'or';
  readonly clauses: readonly SearchClause[];
}

/** `string` can be searched for parts, `token` only as a whole, `numeric` is an integer and can be compared. */
export type SearchFieldType = 'string' | 'token' | 'numeric';

/** What can be searched for; `metadata` stands for all its keys. */
export type SearchFields = Readonly<Record<string, SearchFieldType>>;

const MAXIMUM_CLAUSES = 10;

const SPACE = /\s*/y;
const FIELD = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
const OPERATOR = />=|<=|[:~><]/y;
const BARE_VALUE = /[^\s"'()[\]:~<>=\\]+/y;
const WORD = /[A-Za-z]+/y;

/** A text and how far it has been read. */
interface Reader {
  readonly text: string;
  at: number;
}

/** Reads what `pattern` (sticky) matches at the current place; an empty text when it does not match. */
function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

/** Reads one character if it is the expected one. */
function takeCharacter(reader: Reader, character: string): boolean {
  if (reader.text.charAt(reader.at) !== character) return false;
  reader.at += 1;
  return true;
}

function isAtEnd(reader: Reader): boolean {
  return reader.at >= reader.text.length;
}

/** Parses a query. Never throws, whatever the text. */
export function parseSearchQuery(text: string): SearchQuery | Refusal {
  const reader: Reader = { text, at: 0 };
  const clauses: SearchClause[] = [];
  let join: 'and' | 'or' | null = null;
  take(reader, SPACE);
  if (isAtEnd(reader)) return emptyQuery();
  for (;;) {
    if (clauses.length === MAXIMUM_CLAUSES) return tooManyClauses(MAXIMUM_CLAUSES, reader.at);
    const clause = readClause(reader);
    if (isRefusal(clause)) return clause;
    clauses.push(clause);
    take(reader, SPACE);
    if (isAtEnd(reader)) return { join: join ?? 'and', clauses };
    const word_at = reader.at;
    const word = readJoin(reader);
    if (isRefusal(word)) return word;
    if (join !== null && join !== word) return mixedJoins(word_at);
    join = word;
    take(reader, SPACE);
    if (isAtEnd(reader)) return clauseMissing(word, reader.at);
  }
}

/** Reads the AND or OR between two clauses; a space alone means AND. */
function readJoin(reader: Reader): 'and' | 'or' | Refusal {
  const word_at = reader.at;
  const word = take(reader, WORD).toLowerCase();
  const follows_space = /\s/.test(reader.text.charAt(word_at - 1));
  const stands_alone = follows_space && (isAtEnd(reader) || startsWithSpace(reader));
  if ((word === 'and' || word === 'or') && stands_alone) return word;
  reader.at = word_at;
  const refused = refuseParenthesis(reader);
  if (refused !== null) return refused;
  return follows_space ? 'and' : joinMissing(reader);
}

function startsWithSpace(reader: Reader): boolean {
  return /\s/.test(reader.text.charAt(reader.at));
}

function refuseParenthesis(reader: Reader): Refusal | null {
  const character = reader.text.charAt(reader.at);
  return character === '(' || character === ')' ? parenthesis(reader.at) : null;
}

function readClause(reader: Reader): SearchClause | Refusal {
  const start_at = reader.at;
  const negated = takeCharacter(reader, '-');
  const refused = refuseParenthesis(reader);
  if (refused !== null) return refused;
  const field_at = reader.at;
  const field = take(reader, FIELD);
  if (field === '') return fieldMissing(reader);
  const key = readKey(reader, field);
  if (isRefusal(key)) return key;
  take(reader, SPACE);
  const operator = take(reader, OPERATOR) as SearchOperator | '';
  if (operator === '') return refuseMissingOperator(reader, field, field_at);
  take(reader, SPACE);
  const value = readValue(reader, operator);
  if (isRefusal(value)) return value;
  if (field === 'metadata' && key === null) return metadataWithoutKey(start_at);
  return { field, ...(key === null ? {} : { key }), operator, value, negated };
}

function refuseMissingOperator(reader: Reader, field: string, field_at: number): Refusal {
  const word = field.toUpperCase();
  if (word === 'AND' || word === 'OR') return joinAsField(word, field_at);
  if (word === 'NOT') return notAsField(field_at);
  return operatorMissing(field, reader);
}

/** Reads `["key"]`; null when there is none. */
function readKey(reader: Reader, field: string): string | null | Refusal {
  const bracket_at = reader.at;
  if (!takeCharacter(reader, '[')) return null;
  if (field !== 'metadata') return keyOfField(field, bracket_at);
  const key_at = reader.at;
  const key = readQuoted(reader);
  if (key === null) return keyNotQuoted(key_at);
  if (isRefusal(key)) return key;
  if (key === '') return emptyKey(key_at);
  if (!takeCharacter(reader, ']')) return keyNotClosed(reader);
  return key;
}

function readValue(reader: Reader, operator: SearchOperator): string | null | Refusal {
  const value_at = reader.at;
  const text = readQuoted(reader);
  if (text !== null) return text;
  const refused = refuseParenthesis(reader);
  if (refused !== null) return refused;
  const bare = take(reader, BARE_VALUE);
  const word = bare.toLowerCase();
  if (bare === '') return valueMissing(operator, reader);
  if (word === 'and' || word === 'or') return joinAsValue(operator, bare, value_at);
  if (!isAtEnd(reader) && !startsWithSpace(reader)) {
    const special = reader.text.charAt(reader.at);
    return refuseParenthesis(reader) ?? valueNotQuoted(special, reader.at);
  }
  if (word !== 'null') return bare;
  return operator === ':' ? null : nullCompared(operator, value_at);
}

/** Reads a text in double or single quotes, in which a backslash takes away the meaning of the character after it. */
function readQuoted(reader: Reader): string | null | Refusal {
  const quote_at = reader.at;
  const quote = reader.text.charAt(quote_at);
  if (quote !== '"' && quote !== "'") return null;
  const pieces: string[] = [];
  let piece_at = quote_at + 1;
  for (let at = piece_at; at < reader.text.length; at += 1) {
    const character = reader.text.charAt(at);
    if (character === quote) {
      pieces.push(reader.text.slice(piece_at, at));
      reader.at = at + 1;
      return pieces.join('');
    }
    if (character === '\\') {
      pieces.push(reader.text.slice(piece_at, at));
      at += 1;
      piece_at = at;
    }
  }
  return quotesNotClosed(quote_at);
}

const OPERATORS: Readonly<Record<SearchFieldType, readonly SearchOperator[]>> = {
  string: [':', '~'],
  token: [':'],
  numeric: [':', '>', '<', '>=', '<='],
};

/** Shorter parts stand in nearly every text. */
const MINIMUM_PART = 3;

/**
 * Checks the clauses against the fields of a resource: the refusal of the first that does not fit, or null when all do.
 * After it, a numeric clause's value is the text of an integer that a number holds exactly.
 */
export function checkSearchFields(query: SearchQuery, fields: SearchFields): Refusal | null {
  for (const clause of query.clauses) {
    const refusal = checkClause(clause, fields);
    if (refusal !== null) return refusal;
  }
  return null;
}

function checkClause(clause: SearchClause, fields: SearchFields): Refusal | null {
  const { field, operator, value } = clause;
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (type === undefined) return unknownField(field, Object.keys(fields).sort());
  const operators = OPERATORS[type];
  if (!operators.includes(operator)) return operatorNotOfType(field, type, operator, operators);
  if (operator === '~' && (value === null || [...value].length < MINIMUM_PART))
    return partTooShort(field, MINIMUM_PART);
  if (type === 'numeric' && (value === null || !isInteger(value))) return valueNotNumeric(field, value);
  return null;
}

function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));
}
