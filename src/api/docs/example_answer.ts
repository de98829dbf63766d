/** What an operation answers with, made of the schema of its answer: every member, with a value that it could have. */
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { type JsonSchema, listSchema } from '../kernel/json_schema.js';
import type { Operation } from '../kernel/operation.js';
import { answerOf } from './answers.js';
import { searchResultSchema } from './envelopes.js';
import { exampleId, exampleOf, MOMENT, VALUES } from './examples.js';
import { OBJECTS, type ObjectName } from './schemas.js';

const REFERENCE = '#/components/schemas/';
type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Undefined where the answer is no JSON. */
export function exampleAnswer(operation: Operation): object | undefined {
  const { objects, page } = answerOf(operation);
  const [object] = objects;
  if (object === undefined || operation.streams) return undefined;
  if (page === undefined) return exampleObject(object);
  const schema = page === 'list' ? listSchema(object) : searchResultSchema(object);
  return { ...membersOf(schema, object, 0), url: exampleOf(operation).path };
}

function exampleObject(name: ObjectName): object {
  return membersOf(OBJECTS[name], name, 0);
}

/** `owner` is the object that the member is of, by which its id is written. */
function sampleOf(name: string, schema: JsonSchema, owner: string, depth: number): Json {
  if (schema.const !== undefined) return schema.const;
  if (schema.$ref !== undefined) return referenced(name, schema.$ref.slice(REFERENCE.length), depth);
  if (schema.anyOf !== undefined) return chosen(name, schema.anyOf, owner, depth);
  const types = [schema.type ?? 'object'].flat();
  // Most members that may be null are null most of the time.
  if (types.includes('null') && textOf(name, schema, owner) === undefined) return null;
  if (schema.enum !== undefined) return preferred(name, schema.enum);
  switch (types[0]) {
    case 'array':
      return itemsOf(name, schema, owner, depth);
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return numberOf(name, schema);
    case 'object':
      return membersOf(schema, owner, depth);
    case 'null':
      return null;
    default:
      return textOf(name, schema, owner) ?? 'example';
  }
}

function chosen(name: string, choices: readonly JsonSchema[], owner: string, depth: number): Json {
  const is_null = choices.some(({ type }) => type === 'null');
  const id = choices.find(({ type }) => type === 'string');
  if (id !== undefined) return textOf(name, id, owner) ?? (is_null ? null : 'example');
  const [first = {}] = choices;
  if (is_null && name !== 'card' && name !== 'billing_details') return null;
  return sampleOf(name, first, owner, depth);
}

/** Objects within objects within objects are named by nothing but their kind. */
const DEEPEST = 3;

function referenced(name: string, object: string, depth: number): Json {
  if (object === 'currency') return 'usd';
  if (object === 'money') return { currency: 'usd', value: amountOf(name) };
  if (depth > DEEPEST) return { id: idOf(object) ?? 'example', object };
  return membersOf(OBJECTS[object as ObjectName], object, depth + 1);
}

/** Of a payment that was received and neither refused, returned nor ended. */
function amountOf(name: string): number {
  return /^(amount|value|net)(_received|_captured|_requested|_guaranteed)?$/.test(name) ? 2000 : 0;
}

function itemsOf(name: string, { items = {}, maxItems }: JsonSchema, owner: string, depth: number): Json {
  if (maxItems === 0 || (items.properties === undefined && items.$ref === undefined && items.enum === undefined)) {
    return [];
  }
  return [sampleOf(name, items, owner, depth)];
}

function membersOf(schema: JsonSchema, owner: string, depth: number): { [name: string]: Json } {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(name, member, owner, depth)]));
}

function preferred(name: string, values: readonly (string | null)[]): Json {
  const wanted = PREFERRED[name];
  return wanted !== undefined && values.includes(wanted) ? wanted : (values[0] ?? null);
}

const PREFERRED: Readonly<Record<string, string | undefined>> = { status: 'succeeded', type: 'card' };

function numberOf(name: string, { format, minimum }: JsonSchema): number {
  if (format === 'unix-time') return Number(MOMENT);
  if (name === 'exp_year') return 2030;
  if (name === 'exp_month') return 12;
  return amountOf(name) || (minimum ?? 0);
}

/** What a text of this name could say; undefined where the name says nothing. */
function textOf(name: string, { format }: JsonSchema, owner: string): string | undefined {
  if (format === 'unix-time') return undefined;
  if (name === 'id') return idOf(owner) ?? exampleId('id');
  if (name === 'last4') return '4242';
  if (name === 'brand' || name === 'network') return 'visa';
  if (name === 'currency') return 'usd';
  if (name === 'payment_method' || name === 'payment_intent' || name === 'customer') return idOf(name);
  if (name === 'latest_charge') return idOf('charge');
  if (name === 'balance_transaction') return idOf('balance_transaction');
  return TEXTS.has(name) ? VALUES[name] : undefined;
}

const TEXTS: ReadonlySet<string> = new Set(['email', 'name', 'url']);

function idOf(object: string): string | undefined {
  const kind = KIND_NAMES.find((each) => each === object);
  return kind === undefined ? OTHER_IDS[object] : exampleId(kindOf(kind).prefix);
}

const OTHER_IDS: Readonly<Record<string, string>> = { event: exampleId('evt'), request_log: exampleId('req') };
