/** Everything a batch needs to know, asked in one statement. */
import type { Kind } from '../../core/kernel/kind.js';
import { kindOf } from '../../core/kinds.js';
import type { Prefetch, Prefetched, StoredReply, StoredRow } from '../port.js';
import type { Statement } from './connection.js';

/** References of one kind by one column, with the places of their answers. */
interface Group {
  readonly kind: Kind;
  readonly column: string;
  readonly places: number[];
  readonly scopes: number[];
  readonly values: string[];
}

/** A row of the answer: which group, which of the group's references, counted from 1, and what was found. */
export interface PrefetchRow {
  readonly part: number;
  readonly ordinal: number;
  readonly id: string;
  readonly version: number;
  readonly document: string;
}

export interface PrefetchPlan {
  readonly statement: Statement;
  readonly answer: (rows: readonly PrefetchRow[]) => Prefetched;
}

const REPLIES_PART = -1;

export function planPrefetch(wanted: Prefetch): PrefetchPlan {
  const groups = groupReferences(wanted);
  const values: unknown[] = [];
  const bind = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const parts = groups.map(({ kind, column, ...group }, index) => {
    const { table } = kindOf(kind);
    const keys = `unnest(${bind(group.scopes)}::integer[], ${bind(group.values)}::text[])`;
    const limit = column === 'id' ? '' : ' ORDER BY id LIMIT 1000';
    return `SELECT ${index} AS part, k.ordinal, t.id, t.version, t.document
FROM ${keys} WITH ORDINALITY AS k(scope, value, ordinal) CROSS JOIN LATERAL
(SELECT id, version, document FROM ${table} WHERE scope = k.scope AND ${column} = k.value${limit}) AS t`;
  });
  if (wanted.reply_keys.length > 0) {
    const scopes = bind(wanted.reply_keys.map(({ scope }) => scope));
    const keys = bind(wanted.reply_keys.map(({ key }) => key));
    parts.push(`SELECT ${REPLIES_PART} AS part, k.ordinal, t.key AS id, 0 AS version, json_build_object('request_id',
t.request_id, 'path', t.path, 'request_hash', t.request_hash, 'api_version', t.api_version, 'at_ms', t.at_ms, 'outcome', t.outcome) AS document
FROM unnest(${scopes}::integer[], ${keys}::text[]) WITH ORDINALITY AS k(scope, value, ordinal)
JOIN idempotency_keys AS t ON t.scope = k.scope AND t.key = k.value`);
  }
  return { statement: { text: parts.join('\nUNION ALL\n'), values }, answer: (rows) => answer(wanted, groups, rows) };
}

function groupReferences({ references }: Prefetch): readonly Group[] {
  const groups = new Map<string, Group>();
  references.forEach(({ scope, reference }, place) => {
    const { kind } = reference;
    const [column, value] = 'id' in reference ? ['id', reference.id] : [reference.column, reference.value];
    const name = `${kind} ${column}`;
    const group = groups.get(name) ?? { kind, column, places: [], scopes: [], values: [] };
    groups.set(name, group);
    group.places.push(place);
    group.scopes.push(scope);
    group.values.push(value);
  });
  // In one order, so that batches that want the same kinds send the same text.
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function answer(wanted: Prefetch, groups: readonly Group[], found: readonly PrefetchRow[]): Prefetched {
  const rows: StoredRow[][] = wanted.references.map(() => []);
  const replies: (StoredReply | undefined)[] = wanted.reply_keys.map(() => undefined);
  for (const { part, ordinal, id, version, document } of found) {
    if (part === REPLIES_PART) {
      replies[ordinal - 1] = JSON.parse(document) as StoredReply;
      continue;
    }
    const group = groups[part];
    const place = group?.places[ordinal - 1];
    if (group !== undefined && place !== undefined) rows[place]?.push({ kind: group.kind, id, version, document });
  }
  // The parts of a union come in any order the server likes.
  for (const several of rows) if (several.length > 1) several.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rows, replies };
}
