/** What cannot be read: forms, queries of a search, and texts that their parameters do not take. */
import { maskCardNumbers } from '../core/kernel/card_number/masked.js';
import type { Refusal } from '../core/kernel/refusal.js';
import { invalid } from '../core/kernel/refusing.js';

// --- forms -------------------------------------------------------------------------------------------------------

function malformedBody(why: string): Refusal {
  return invalid(`Invalid request body: ${why}.`);
}

export function notUtf8(): Refusal {
  return malformedBody('it is not UTF-8');
}

export function nulInForm(): Refusal {
  return malformedBody('it contains a NUL character (%00)');
}

export function tooManyParameters(maximum: number): Refusal {
  return malformedBody(`it has more than ${maximum} parameters`);
}

export function nameTooLong(maximum: number): Refusal {
  return malformedBody(`the name of a parameter is longer than ${maximum} characters`);
}

/** What can be wrong with the name of a parameter. */
const PROBLEMS = {
  array_in_array: 'has an array directly in an array',
  conflict: 'is passed in two ways that exclude each other: as a value, as a hash (a[b]) or as an array (a[])',
  nameless: 'has no name',
  nameless_before_bracket: 'has no name before its first bracket',
  nested_brackets: 'has a bracket within brackets',
  unmatched_brackets: 'has brackets that do not match',
} as const;
export type Problem = keyof typeof PROBLEMS;

export function badName(name: string, problem: Problem): Refusal {
  return malformedBody(`the parameter '${begun(name)}' ${PROBLEMS[problem]}`);
}

export function nestedTooDeep(name: string, maximum: number): Refusal {
  return malformedBody(`the parameter '${begun(name)}' is nested more than ${maximum} levels deep`);
}

function begun(name: string): string {
  return name.length > 64 ? `${maskCardNumbers(name.slice(0, 64), true)}…` : name;
}

export function badEscape(): Refusal {
  return malformedBody('a % is not followed by two hexadecimal digits; a % itself is written %25');
}

export function escapedNotUtf8(): Refusal {
  return malformedBody('its percent-encoded bytes are not UTF-8');
}

export function compressed(): Refusal {
  return malformedBody('it is compressed; send it as it is');
}

export function endedEarly(): Refusal {
  return malformedBody('it ended early or was not what its headers announced');
}

// --- texts -------------------------------------------------------------------------------------------------------

export function patternMissed(param: string, pattern: RegExp): Refusal {
  return invalid(`Invalid string: it must match ${pattern.source}`, { param });
}

export function notOneLine(param: string): Refusal {
  return invalid('Invalid string: it must be one line, without control characters.', { param });
}

export function nulInText(param: string): Refusal {
  return invalid('Invalid string: it contains a NUL character.', { param });
}

export function prototypeAsKey(param: string): Refusal {
  return invalid('A metadata key cannot be __proto__.', { param });
}

export function descriptorOfSigns(param: string): Refusal {
  return invalid('Invalid statement descriptor: it cannot contain < > \\ \' " or *.', { param });
}

export function descriptorWithoutLatin(param: string): Refusal {
  return invalid('The statement descriptor must contain at least one Latin character.', { param });
}

export function descriptorNotPrinted(param: string): Refusal {
  return invalid('Invalid statement descriptor: it contains characters that are not printed.', { param });
}

export function noScheme(param: string): Refusal {
  return invalid('Invalid URL: An explicit scheme (such as https) must be provided.', { code: 'url_invalid', param });
}

// --- queries of a search -----------------------------------------------------------------------------------------

function notParsed(why: string): Refusal {
  return invalid(`We were unable to parse your search query: ${why}.`, { param: 'query' });
}

/** Characters are counted from 1. */
function notParsedAt(why: string, at: number): Refusal {
  return notParsed(`${why} at character ${at + 1}`);
}

/** A piece of the query for a message, so that no message echoes kilobytes. */
function shortened(text: string): string {
  return text.length <= 40 ? text : `${maskCardNumbers(text.slice(0, 40), true)}…`;
}

function quoted(text: string): string {
  return `'${shortened(text)}'`;
}

/** What stands at a place of the query. */
interface Place {
  readonly text: string;
  readonly at: number;
}

function found({ text, at }: Place): string {
  return at >= text.length ? 'the query ends' : `found ${quoted(String.fromCodePoint(text.codePointAt(at) ?? 0))}`;
}

export function emptyQuery(): Refusal {
  return notParsed('the query is empty');
}

export function tooManyClauses(maximum: number, at: number): Refusal {
  return notParsedAt(`a query can have at most ${maximum} clauses; another one begins`, at);
}

export function mixedJoins(at: number): Refusal {
  return notParsedAt('AND and OR cannot be mixed in one query; the other one is', at);
}

export function clauseMissing(join: string, at: number): Refusal {
  return notParsedAt(`the clause after ${join.toUpperCase()} is missing`, at);
}

export function joinMissing(place: Place): Refusal {
  return notParsedAt(`clauses must be joined by AND or OR; ${found(place)}`, place.at);
}

export function parenthesis(at: number): Refusal {
  return notParsedAt('parentheses are not supported outside of quotes; there is one', at);
}

export function fieldMissing(place: Place): Refusal {
  return notParsedAt(`expected a field such as status; ${found(place)}`, place.at);
}

export function metadataWithoutKey(at: number): Refusal {
  return notParsedAt('metadata needs a key, as in metadata["order"]:"6735",', at);
}

export function joinAsField(word: string, at: number): Refusal {
  return notParsedAt(`${word} must stand between two clauses, not`, at);
}

export function notAsField(at: number): Refusal {
  return notParsedAt('NOT is unknown (a clause is negated by a - before its field)', at);
}

export function operatorMissing(field: string, place: Place): Refusal {
  return notParsedAt(`expected one of : ~ > < >= <= after ${quoted(field)}; ${found(place)}`, place.at);
}

export function keyOfField(field: string, at: number): Refusal {
  return notParsedAt(`only metadata has keys in brackets, not ${quoted(field)},`, at);
}

export function keyNotQuoted(at: number): Refusal {
  return notParsedAt('the key of metadata must be in quotes, as in metadata["order"],', at);
}

export function emptyKey(at: number): Refusal {
  return notParsedAt('the key of metadata is empty', at);
}

export function keyNotClosed(place: Place): Refusal {
  return notParsedAt(`expected ] after the key of metadata; ${found(place)}`, place.at);
}

export function valueMissing(operator: string, place: Place): Refusal {
  return notParsedAt(`expected a value after ${operator}; ${found(place)}`, place.at);
}

export function joinAsValue(operator: string, word: string, at: number): Refusal {
  return notParsedAt(`expected a value after ${operator}; ${quoted(word)} as a value must be in quotes`, at);
}

export function valueNotQuoted(character: string, at: number): Refusal {
  return notParsedAt(`a value with ${character} in it must be in quotes; it is`, at);
}

export function nullCompared(operator: string, at: number): Refusal {
  return notParsedAt(`null can only be asked for with ':', not with '${operator}',`, at);
}

export function quotesNotClosed(at: number): Refusal {
  return notParsedAt('the quotes are not closed that open', at);
}

/** The query was understood, so that these do not begin with "We were unable to parse". */
function notAsked(why: string): Refusal {
  return invalid(`${why}.`, { param: 'query' });
}

export function unknownField(field: string, known: readonly string[]): Refusal {
  return notAsked(
    `Field \`${shortened(field)}\` is an unsupported search field. The supported fields are: ${known.join(', ')}`,
  );
}

export function operatorNotOfType(field: string, type: string, operator: string, known: readonly string[]): Refusal {
  return notAsked(
    `Field \`${field}\` is of type ${type} and does not support the operator ${operator}, only ${known.join(' ')}`,
  );
}

export function partTooShort(field: string, minimum: number): Refusal {
  return notAsked(
    `Field \`${shortened(field)}\` is searched for a part of it, which needs at least ${minimum} characters`,
  );
}

export function valueNotNumeric(field: string, value: string | null): Refusal {
  return notAsked(`Field \`${field}\` is numeric; its value must be an integer, not ${quoted(value ?? 'null')}`);
}
