/** The tables of docs/compatibility: what is served, beside what Stripe documents for the same resources. */
import { OLDEST_API_VERSION } from '../../wire/api_version.js';
import { type ParameterRow, parameterRows } from '../../wire/parameters.js';
import type { Operation } from '../kernel/operation.js';
import { CHANGES } from '../kernel/versions/changes.js';
import { answerOf } from './answers.js';
import { isExtension, plainDescription } from './extension.js';
import { groupsOf } from './groups.js';
import { typeText } from './parameter_text.js';

/** What Stripe documents, as its SDK declares it. */
export interface Documented {
  /** Of the SDK. */
  readonly version: string;
  readonly api_version: string;
  readonly methods: readonly DocumentedMethod[];
}

interface DocumentedMethod {
  readonly method: string;
  readonly path: string;
  /** In bracket form; the elements of an array are `items[]`. */
  readonly parameters: readonly string[];
}

/** What is generated of a resource's page, `docs/compatibility/<name>.md`. */
export interface ResourcePage {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** A page for each resource. */
export function resourcePages(operations: readonly Operation[], documented: Documented): readonly ResourcePage[] {
  const served = new Set(operations.map(keyOf));
  return groupsOf(operations).map(({ name, title, operations: own }) => {
    const others = documented.methods.filter((each) => resourceOf(each) === name && !served.has(keyOf(each)));
    const texts = own.map((operation) => operationText(operation, documented));
    return { name, title, text: [...texts, ...(others.length === 0 ? [] : [notServed(others)])].join('\n\n') };
  });
}

/** What is generated of the page before them: what holds for all of them. */
export function compatibilityIndex(documented: Documented): string {
  const intro = [
    "Every operation also takes `expand`. Stripe's own parameters are those of",
    `stripe-node ${documented.version}, which pins the API version ${documented.api_version}.`,
  ].join(' ');
  return ['## Parameters', intro, versionsText()].join('\n\n');
}

/** The table of Stripe's changes, as `versions/changes.ts` has it. */
function versionsText(): string {
  const rows = CHANGES.map(({ since, of, before }) => `| ${since} | \`${of}\` | ${before} |`);
  return [
    '## API versions',
    `Objects, events and defaults are those of the version of the request, or of the webhook endpoint. The oldest is ${OLDEST_API_VERSION}. What differs:`,
    ['| Since | Object | Versions before it |', '|---|---|---|', ...rows].join('\n'),
    'Searches and filters of lists compare what objects are in the newest version, whichever version asks, also where that one shows something else: a hold that was canceled shows as refunded before 2025-03-31.basil, and `refunded:"false"` finds it.',
  ].join('\n\n');
}

function operationText(operation: Operation, { methods }: Documented): string {
  const stripe = methods.find((each) => keyOf(each) === keyOf(operation));
  const rows = parameterRows(operation.parameters).filter(({ name }) => name !== 'expand');
  return [
    `### \`${operation.method} ${operation.path}\`${operation.extension ? ' (extension)' : ''}`,
    `${operation.summary} Answers with ${answerText(operation)}.`,
    ...(rows.length === 0
      ? ['No parameters of its own.']
      : [['| Parameter | Type | Required | Notes |', '|---|---|---|---|', ...rowTexts(rows)].join('\n')]),
    ...absentText(rows, stripe),
  ].join('\n\n');
}

function answerText(operation: Operation): string {
  const { objects, page } = answerOf(operation);
  const answer = objects.map((name) => `\`${name}\``).join(' or ');
  if (operation.streams) return `a stream of ${answer}`;
  if (operation.media_type !== undefined) return `\`${operation.media_type}\``;
  return page === undefined ? answer : `a \`${page}\` of ${answer}`;
}

const ALIKE_AT_LEAST = 8;

/** Choices of one hash that are the same but for their names are told once: the reference names each. */
function rowTexts(rows: readonly ParameterRow[]): string[] {
  const alike = (row: ParameterRow): string => rowText({ ...row, name: row.name.replace(/\[\w+\]$/, '[…]') });
  const choices = rows.filter(({ type }) => type === 'enumeration').map(alike);
  const is_one_of_many = (text: string): boolean =>
    choices.filter((choice) => choice === text).length >= ALIKE_AT_LEAST;
  return [...new Set(rows.map((row) => (is_one_of_many(alike(row)) ? alike(row) : rowText(row))))];
}

function rowText(row: ParameterRow): string {
  const note = plainDescription(row) ?? '';
  const notes = isExtension(row) ? `**Extension.** ${note}` : note;
  const cells = [`\`${row.name}\``, typeText(row), row.required ? 'yes' : '', notes];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What Stripe takes here and Daybook refuses; what lies inside of something absent goes without saying. */
function absentText(rows: readonly ParameterRow[], stripe: DocumentedMethod | undefined): string[] {
  const known = new Set(['expand', ...rows.map(({ name }) => name)]);
  // Free-form hashes have no rows for their members.
  const open = rows.filter(({ type }) => type === 'metadata').map(({ name }) => name);
  const absent = (stripe?.parameters ?? []).filter((name) => !known.has(name));
  const outermost = absent.filter(
    (name) => ![...absent, ...open].some((other) => name !== other && name.startsWith(`${other}[`)),
  );
  return outermost.length === 0 ? [] : [`Not taken: ${outermost.map((name) => `\`${name}\``).join(', ')}.`];
}

function notServed(methods: readonly DocumentedMethod[]): string {
  const lines = methods.map(({ method, path }) => `- \`${method} ${path}\``).sort();
  return `### Not served\n\n${lines.join('\n')}`;
}

function resourceOf({ path }: DocumentedMethod): string {
  return path.split('/')[2] ?? '';
}

/** An operation in both lists, in which ids go by different names. */
export function keyOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.replaceAll(/:\w+/g, ':')}`;
}
