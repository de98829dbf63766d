/**
 * A whole batch as one statement, and so as one transaction, one flush and one round trip.
 *
 * The scopes' heads are locked first, in the order of scopes, and every other part waits for them: that serialises the
 * commits of a scope across processes, so that events are numbered without gaps in the order of commits, time does not
 * run backwards, and no two processes can wait for each other. The statement counts the rows it found at the version it
 * expected and divides by zero where they are too few: the one way for plain SQL to abort itself.
 *
 * Rows travel as JSON, with documents as they are: cheaper than arrays of columns, which quote every document.
 */
import type { Kind } from '../../core/kernel/kind.js';
import { kindOf } from '../../core/kinds.js';
import { digestOf, hashedText } from '../chain.js';
import { encodeBody } from '../journal_body.js';
import { newestMigration } from '../migration.js';
import type { Scope } from '../page.js';
import type { Guard, JournalEntryDraft, ReplyWrite, RowWrite, WriteBatch } from '../port.js';
import { flushedCommits, type Server, type Statement } from './connection.js';
import { NEWER_SCHEMA } from './failures.js';
import { MIGRATIONS } from './migrations.js';

/** The types of the columns of each table, as the server names them. */
export type ColumnTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What the statement has to know of where it goes. */
export interface Target {
  readonly server: Server;
  readonly types: ColumnTypes;
}

/** Names a batch: numbers of one writer rise. */
export interface BatchName {
  readonly writer: string;
  readonly number: number;
}

/**
 * Aborts the statement where the database has a newer schema than this process knows: what it wrote would lack columns,
 * and indexes with them. Null is a number, and a text that ends with one is none.
 */
const NO_NEWER_SCHEMA = `CAST((SELECT '${NEWER_SCHEMA} ' || max(number) FROM schema_migrations
WHERE number > ${newestMigration(MIGRATIONS)}) AS integer)`;

const HEADS_ARE_LOCKED = '(SELECT count(*) FROM heads) > 0';
const GUARDS_HOLD = '(SELECT checked FROM gate) > 0';

export function commitStatement(batch: WriteBatch, name: BatchName, { server, types }: Target): Statement {
  const parts = new Parts();
  const scopes = scopesOf(batch);
  parts.add(
    'heads',
    `SELECT scope, last_event, last_at_ms, head_hash FROM scopes WHERE scope = ANY (${parts.bind(scopes)}::integer[])
ORDER BY scope FOR UPDATE`,
    scopes.length,
  );
  parts.add(
    'turn',
    `INSERT INTO writers (writer, batch) SELECT ${parts.bind(name.writer)}, ${parts.bind(name.number)}::bigint
WHERE ${HEADS_ARE_LOCKED} ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, used_at = now()
WHERE writers.batch < excluded.batch RETURNING 1`,
    1,
  );
  addGuards(parts, batch.guards);
  addRows(parts, batch.rows, types);
  addMetadata(parts, batch.rows);
  addEntries(parts, batch.entries, server);
  addReplies(parts, batch.replies);
  // Said once more for this transaction: a pooler may hand it to a session that was not set up here.
  return parts.statement([
    NO_NEWER_SCHEMA,
    ...(server.product === 'PostgreSQL' ? [flushedCommits('transaction')] : []),
  ]);
}

/** Collects the parts of the statement, its parameters, and what its parts must count. */
class Parts {
  readonly #parts: string[] = [];
  readonly #counted: string[] = [];
  readonly #values: unknown[] = [];
  #expected = 0;

  bind(value: unknown): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }

  /** A part; with `expected`, one that must return exactly that many rows. */
  add(name: string, text: string, expected?: number): void {
    this.#parts.push(`${name} AS (${text})`);
    if (expected === undefined) return;
    this.#counted.push(name);
    this.#expected += expected;
  }

  /** Asks for more expressions beside the check. */
  statement(expressions: readonly string[]): Statement {
    const found = this.#counted.map((name) => `(SELECT count(*) FROM ${name})`).join(' + ');
    const check = `SELECT 1 / CASE WHEN ${found} = ${this.bind(this.#expected)}::bigint THEN 1 ELSE 0 END AS written`;
    return { text: `WITH ${this.#parts.join(',\n')}\n${[check, ...expressions].join(', ')}`, values: this.#values };
  }
}

function scopesOf(batch: WriteBatch): readonly Scope[] {
  const scopes = new Set<Scope>();
  for (const { scope } of batch.entries) scopes.add(scope);
  for (const { scope } of batch.rows) scopes.add(scope);
  for (const { scope } of batch.replies) scopes.add(scope);
  for (const { scope } of batch.guards) scopes.add(scope);
  return [...scopes].sort((a, b) => a - b);
}

/** What is guarded is read before anything is written, since the batch itself may change it. */
function addGuards(parts: Parts, guards: readonly Guard[]): void {
  const names: string[] = [];
  for (const [kind, of_kind] of groupByKind(guards)) {
    const { table } = kindOf(kind);
    const json = `[${of_kind.map(({ scope, id, version }) => JSON.stringify({ scope, id, version })).join(',')}]`;
    parts.add(
      `guards_of_${table}`,
      `SELECT t.id FROM json_to_recordset(${parts.bind(json)}) AS g(scope integer, id text, version bigint)
JOIN ${table} AS t ON t.scope = g.scope AND t.id = g.id AND t.version = g.version
WHERE ${HEADS_ARE_LOCKED} FOR SHARE OF t`,
      of_kind.length,
    );
    names.push(`guards_of_${table}`);
  }
  const counts = ['heads', ...names].map((name) => `(SELECT count(*) FROM ${name})`);
  parts.add('gate', `SELECT ${counts.join(' + ')} AS checked`);
}

function addRows(parts: Parts, rows: readonly RowWrite[], types: ColumnTypes): void {
  for (const [kind, of_kind] of groupByKind(rows)) {
    const { table, columns } = kindOf(kind);
    const names = ['version', 'document', ...Object.keys(columns)];
    const typed = names.map((name) => `${name} ${types.get(table)?.get(name) ?? 'text'}`).join(', ');
    const inserts = of_kind.filter((row) => row.expected_version === 0);
    if (inserts.length > 0) {
      const json = parts.bind(`[${inserts.map((row) => rowJson(row)).join(',')}]`);
      parts.add(
        `insert_${table}`,
        `INSERT INTO ${table} (scope, id, ${names.join(', ')}) SELECT scope, id, ${names.join(', ')}
FROM json_to_recordset(${json}) AS r(scope integer, id text, ${typed}) WHERE ${GUARDS_HOLD}`,
      );
    }
    const updates = of_kind.filter((row) => row.expected_version !== 0);
    if (updates.length > 0) {
      const json = parts.bind(`[${updates.map((row) => rowJson(row)).join(',')}]`);
      parts.add(
        `update_${table}`,
        `UPDATE ${table} AS t SET ${names.map((name) => `${name} = r.${name}`).join(', ')}
FROM json_to_recordset(${json}) AS r(scope integer, id text, expected bigint, ${typed})
WHERE ${GUARDS_HOLD} AND t.scope = r.scope AND t.id = r.id AND t.version = r.expected RETURNING 1`,
        updates.length,
      );
    }
  }
}

function rowJson({ scope, id, version, expected_version, document, columns }: RowWrite): string {
  const head = `{"scope":${scope},"id":${JSON.stringify(id)},"version":${version},"expected":${expected_version}`;
  const rest = JSON.stringify(columns).slice(1);
  return `${head},"document":${document}${rest === '}' ? rest : `,${rest}`}`;
}

function addMetadata(parts: Parts, rows: readonly RowWrite[]): void {
  const columns = ['scope', 'kind', 'key', 'value', 'id'];
  const record = 'r(scope integer, kind text, key text, value text, id text)';
  const removed: string[] = [];
  const added: string[] = [];
  for (const { scope, kind, id, metadata } of rows) {
    for (const [key, value] of metadata?.removed ?? []) removed.push(JSON.stringify({ scope, kind, key, value, id }));
    for (const [key, value] of metadata?.added ?? []) added.push(JSON.stringify({ scope, kind, key, value, id }));
  }
  if (removed.length > 0) {
    parts.add(
      'delete_metadata',
      `DELETE FROM metadata_index AS t USING json_to_recordset(${parts.bind(`[${removed.join(',')}]`)}) AS ${record}
WHERE ${GUARDS_HOLD} AND ${columns.map((column) => `t.${column} = r.${column}`).join(' AND ')}`,
    );
  }
  if (added.length > 0) {
    parts.add(
      'insert_metadata',
      `INSERT INTO metadata_index (${columns.join(', ')}) SELECT ${columns.join(', ')}
FROM json_to_recordset(${parts.bind(`[${added.join(',')}]`)}) AS ${record} WHERE ${GUARDS_HOLD}`,
    );
  }
}

/** Numbers of events and times count from the locked heads; positions are drawn under their lock. */
function addEntries(parts: Parts, entries: readonly JournalEntryDraft[], server: Server): void {
  if (entries.length === 0) return;
  const heads = new Map<Scope, { events: number; at_ms: number; texts: string }>();
  const drafts: string[] = [];
  const objects: string[] = [];
  const types: string[] = [];
  entries.forEach((entry, index) => {
    const { scope } = entry;
    const head = heads.get(scope) ?? { events: 0, at_ms: 0, texts: '' };
    heads.set(scope, head);
    head.at_ms = Math.max(head.at_ms, entry.at_ms);
    const body = encodeBody(entry);
    head.texts += hashedText(entry, body);
    drafts.push(draftJson(entry, body, index + 1, head.events, head.at_ms));
    for (const { id, version } of entry.changes) {
      objects.push(`{"scope":${scope},"id":${JSON.stringify(id)},"version":${version},"entry":${index + 1}}`);
    }
    for (const { type } of entry.events) {
      head.events += 1;
      types.push(`{"scope":${scope},"type":${JSON.stringify(type)},"event":${head.events}}`);
    }
  });
  const moves = [...heads].map(([scope, { events, at_ms, texts }]) =>
    JSON.stringify({ scope, events, at_ms, digest: digestOf(texts) }),
  );
  parts.add(
    'moves',
    `SELECT scope, events, at_ms, digest FROM json_to_recordset(${parts.bind(`[${moves.join(',')}]`)})
AS m(scope integer, events bigint, at_ms bigint, digest text)`,
  );
  const copied = ['scope', 'command', 'actor', 'request_id', 'idempotency_key', 'api_version', 'event_count', 'body'];
  parts.add(
    'numbered',
    `SELECT ${copied.map((column) => `e.${column}`).join(', ')}, e.entry, h.last_event + e.events_before + 1 AS first_event,
greatest(h.last_at_ms, e.at_ms) AS at_ms, nextval('journal_position_seq') AS position
FROM json_to_recordset(${parts.bind(`[${drafts.join(',')}]`)}) AS e(entry integer, scope integer, at_ms bigint,
command text, actor text, request_id text, idempotency_key text, api_version text, events_before bigint,
event_count bigint, body json) JOIN heads AS h ON h.scope = e.scope ORDER BY e.entry`,
  );
  // As chain.ts does it: only here is it known what the commit follows, and at what times.
  const linked = "concat_ws(E'\\n', h.head_hash, h.scope, m.digest, string_agg(n.at_ms::text, ',' ORDER BY n.entry))";
  parts.add(
    'links',
    `SELECT h.scope, max(n.entry) AS entry, max(n.position) AS position, ${sha256Sql(linked, server)} AS hash
FROM numbered AS n JOIN heads AS h ON h.scope = n.scope JOIN moves AS m ON m.scope = n.scope
GROUP BY h.scope, h.head_hash, m.digest`,
  );
  parts.add(
    'moved',
    `UPDATE scopes AS t SET last_event = h.last_event + m.events, last_at_ms = greatest(h.last_at_ms, m.at_ms),
head_position = l.position, head_hash = l.hash FROM heads AS h JOIN moves AS m ON m.scope = h.scope
JOIN links AS l ON l.scope = h.scope WHERE t.scope = h.scope RETURNING 1`,
    heads.size,
  );
  parts.add(
    'insert_journal',
    `INSERT INTO journal (position, at_ms, first_event, hash, ${copied.join(', ')})
SELECT n.position, n.at_ms, n.first_event, coalesce(l.hash, ''), ${copied.map((column) => `n.${column}`).join(', ')}
FROM numbered AS n LEFT JOIN links AS l ON l.entry = n.entry`,
  );
  if (objects.length > 0) {
    parts.add('positions', 'SELECT array_agg(position ORDER BY entry) AS of_entry FROM numbered');
    parts.add(
      'insert_objects',
      `INSERT INTO journal_objects (scope, id, version, position)
SELECT scope, id, version, (SELECT of_entry FROM positions)[entry] FROM json_to_recordset(${parts.bind(`[${objects.join(',')}]`)})
AS o(scope integer, id text, version bigint, entry integer)`,
    );
  }
  if (types.length > 0) {
    parts.add(
      'insert_types',
      `INSERT INTO event_types (scope, type, number) SELECT e.scope, e.type, h.last_event + e.event
FROM json_to_recordset(${parts.bind(`[${types.join(',')}]`)}) AS e(scope integer, type text, event bigint)
JOIN heads AS h ON h.scope = e.scope`,
    );
  }
}

function sha256Sql(text: string, { product }: Server): string {
  const hashed = `sha256(convert_to(${text}, 'UTF8'))`;
  return product === 'CockroachDB' ? hashed : `encode(${hashed}, 'hex')`;
}

function draftJson(
  entry: JournalEntryDraft,
  body: string,
  number: number,
  events_before: number,
  at_ms: number,
): string {
  const { scope, command, actor, request_id, idempotency_key, api_version } = entry;
  const event_count = entry.events.length;
  const columns = { command, actor, request_id, idempotency_key, api_version, events_before, event_count };
  const rest = JSON.stringify(columns).slice(1, -1);
  return `{"entry":${number},"scope":${scope},"at_ms":${at_ms},${rest},"body":${body}}`;
}

function addReplies(parts: Parts, replies: readonly ReplyWrite[]): void {
  if (replies.length === 0) return;
  const columns = 'scope, key, at_ms, path, request_hash, request_id, api_version, outcome';
  parts.add(
    'insert_replies',
    `INSERT INTO idempotency_keys (${columns}) SELECT ${columns}
FROM json_to_recordset(${parts.bind(JSON.stringify(replies))}) AS r(scope integer, key text, at_ms bigint, path text,
request_hash text, request_id text, api_version text, outcome json) WHERE ${GUARDS_HOLD}`,
  );
}

/** By kind, in the order of kinds, so that batches that touch the same kinds send the same text. */
function groupByKind<T extends { readonly kind: Kind }>(items: readonly T[]): readonly [Kind, readonly T[]][] {
  const groups = new Map<Kind, T[]>();
  for (const item of items) {
    const group = groups.get(item.kind);
    if (group === undefined) groups.set(item.kind, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
