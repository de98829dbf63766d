/** Writing to SQLite: one transaction a batch, with the version of everything it was decided on checked in it. */
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { type ChainHead, ChainLink, hashedText } from '../chain.js';
import { encodeBody } from '../journal_body.js';
import { newestMigration, OutdatedError } from '../migration.js';
import {
  ConflictError,
  type JournalEntryDraft,
  type Prefetch,
  type Prefetched,
  type ReplyWrite,
  type RowWrite,
  type StoredRow,
  type WriteBatch,
  type Writer,
} from '../port.js';
import { type ReplyRow, storedReply } from '../rows.js';
import { isUniqueClash, type Sqlite } from './binding.js';
import type { Heads } from './marker.js';
import { MIGRATIONS } from './migrations.js';
import { statementCache } from './statement_cache.js';

/** `onCommitted` is told where the journals have come to, once that is on disk. */
export function sqliteWriter(database: Sqlite, onCommitted: (heads: Heads) => void): Writer {
  const statement = statementCache((sql) => database.prepare(sql));
  const tables = Object.fromEntries(
    KIND_NAMES.map((kind) => {
      const { table, columns } = kindOf(kind);
      const names = Object.keys(columns);
      return [
        kind,
        {
          names,
          insert: database.prepare(
            `INSERT INTO ${table} (scope, id, version, document, ${names.join(', ')})
             VALUES (?, ?, ?, ?, ${names.map(() => '?').join(', ')})`,
          ),
          version: database.prepareValue(`SELECT version FROM ${table} WHERE scope = ? AND id = ?`),
          get: database.prepare(`SELECT id, version, document FROM ${table} WHERE scope = ? AND id = ?`),
        },
      ];
    }),
  );
  const table = (kind: StoredRow['kind']) => {
    const found = tables[kind];
    if (found === undefined) throw new Error(`no table for ${kind}`);
    return found;
  };

  const head = database.prepare('SELECT last_event, last_at_ms, head_hash FROM scopes WHERE scope = ?');
  const latest = database.prepare('SELECT max(last_at_ms) AS at_ms FROM scopes');
  const move_head = database.prepare(
    'UPDATE scopes SET last_event = ?, last_at_ms = ?, head_position = ?, head_hash = ? WHERE scope = ?',
  );
  const insert_entry = database.prepare(
    `INSERT INTO journal (scope, at_ms, command, actor, request_id, idempotency_key, api_version, first_event, event_count, body, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insert_object = database.prepare('INSERT INTO journal_objects VALUES (?, ?, ?, ?)');
  const insert_event = database.prepare('INSERT INTO event_types VALUES (?, ?, ?)');
  const insert_metadata = database.prepare('INSERT INTO metadata_index VALUES (?, ?, ?, ?, ?)');
  const delete_metadata = database.prepare(
    'DELETE FROM metadata_index WHERE scope = ? AND kind = ? AND key = ? AND value = ? AND id = ?',
  );
  const insert_reply = database.prepare('INSERT INTO idempotency_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const select_reply = database.prepare(
    'SELECT at_ms, path, request_hash, request_id, api_version, outcome FROM idempotency_keys WHERE scope = ? AND key = ?',
  );
  const prune = database.prepare(
    'DELETE FROM idempotency_keys WHERE rowid IN (SELECT rowid FROM idempotency_keys ORDER BY rowid LIMIT ?) AND at_ms < ?',
  );

  function writeRow(row: RowWrite): void {
    const { names, insert } = table(row.kind);
    const values = (columns: readonly string[]) => columns.map((name) => row.columns[name]);
    if (row.expected_version === 0) {
      insert.run(row.scope, row.id, row.version, row.document, ...values(names));
    } else {
      // A column that is named is written to every index that holds it, even if its value stays the same.
      const changed = row.changed_columns ?? names;
      const update = statement(
        `UPDATE ${kindOf(row.kind).table} SET version = ?, document = ?${changed.map((name) => `, ${name} = ?`).join('')}
         WHERE scope = ? AND id = ? AND version = ?`,
      );
      const { changes } = update.run(
        row.version,
        row.document,
        ...values(changed),
        row.scope,
        row.id,
        row.expected_version,
      );
      if (changes !== 1) throw new ConflictError(`${row.id} is no longer at version ${row.expected_version}`);
    }
    for (const [key, value] of row.metadata?.removed ?? [])
      delete_metadata.run(row.scope, row.kind, key, value, row.id);
    for (const [key, value] of row.metadata?.added ?? []) insert_metadata.run(row.scope, row.kind, key, value, row.id);
  }

  /** Tells where the entry stands. */
  function writeEntry({ entry, body, first_event, at_ms }: PlacedEntry, hash: string): number | bigint {
    const { scope } = entry;
    const { lastInsertRowid: position } = insert_entry.run(
      scope,
      at_ms,
      entry.command,
      entry.actor,
      entry.request_id,
      entry.idempotency_key,
      entry.api_version,
      first_event,
      entry.events.length,
      body,
      hash,
    );
    for (const change of entry.changes) insert_object.run(scope, change.id, change.version, position);
    entry.events.forEach((event, index) => {
      insert_event.run(scope, event.type, first_event + index);
    });
    return position;
  }

  function writeReply(reply: ReplyWrite): void {
    const { scope, key, at_ms, path, request_hash, request_id, api_version, outcome } = reply;
    insert_reply.run(scope, key, at_ms, path, request_hash, request_id, api_version, JSON.stringify(outcome));
  }

  /** Each scope's entries are numbered on from its head, and chained to it as one commit. */
  function writeEntries(entries: readonly JournalEntryDraft[]): Heads {
    const commits = new Map<number, ScopeCommit>();
    const placed = entries.map((entry): PlacedEntry => {
      const { scope } = entry;
      const commit = commits.get(scope) ?? new ScopeCommit(scope, head.get(scope) as unknown as ScopeState);
      commits.set(scope, commit);
      return commit.place(entry);
    });
    const hashes = new Map([...commits.values()].map((commit) => [commit.last, commit.hash()]));
    const positions = new Map(placed.map((one) => [one, writeEntry(one, hashes.get(one) ?? '')]));
    const heads: Record<string, ChainHead> = {};
    for (const [scope, { last, state }] of commits) {
      if (last === undefined) continue;
      const head = { position: Number(positions.get(last)), hash: hashes.get(last) ?? '' };
      move_head.run(state.last_event, state.last_at_ms, head.position, head.hash, scope);
      heads[scope] = head;
    }
    return heads;
  }

  const schema = database.prepareValue('PRAGMA user_version');
  const newest = newestMigration(MIGRATIONS);

  const commit = (batch: WriteBatch): Heads => {
    if ((schema.get() as number) > newest) throw new OutdatedError();
    for (const guard of batch.guards) {
      if (table(guard.kind).version.get(guard.scope, guard.id) !== guard.version) {
        throw new ConflictError(`${guard.id} is no longer at version ${guard.version}`);
      }
    }
    for (const row of batch.rows) writeRow(row);
    const heads = writeEntries(batch.entries);
    for (const reply of batch.replies) writeReply(reply);
    return heads;
  };

  return {
    async prefetch(wanted: Prefetch): Promise<Prefetched> {
      const rows = wanted.references.map(({ scope, reference }) => {
        const { kind } = reference;
        if ('id' in reference) {
          const row = table(kind).get.get(scope, reference.id) as Omit<StoredRow, 'kind'> | undefined;
          return row === undefined ? [] : [{ kind, ...row }];
        }
        const found = statement(
          `SELECT id, version, document FROM ${kindOf(kind).table}
           WHERE scope = ? AND ${reference.column} = ? ORDER BY id LIMIT 1000`,
        ).all(scope, reference.value) as Omit<StoredRow, 'kind'>[];
        return found.map((row) => ({ kind, ...row }));
      });
      const replies = wanted.reply_keys.map(({ scope, key }) => {
        const row = select_reply.get(scope, key) as ReplyRow | undefined;
        return row === undefined ? undefined : storedReply(row);
      });
      return { rows, replies };
    },

    async commit(batch) {
      try {
        const heads = database.transaction(() => commit(batch));
        if (batch.entries.length > 0) onCommitted(heads);
      } catch (error) {
        if (isUniqueClash(error)) throw new ConflictError((error as Error).message);
        throw error;
      }
    },

    async pruneReplies(before_ms, limit) {
      return prune.run(limit, before_ms).changes;
    },

    async latestTime() {
      return (latest.get() as { at_ms: number | null }).at_ms ?? 0;
    },
  };
}

interface ScopeState {
  last_event: number;
  last_at_ms: number;
  readonly head_hash: string;
}

/** An entry with its place in the history of its scope. */
interface PlacedEntry {
  readonly entry: JournalEntryDraft;
  readonly body: string;
  readonly first_event: number;
  readonly at_ms: number;
}

/** What one batch writes to the journal of one scope. */
class ScopeCommit {
  readonly state: ScopeState;
  readonly #link: ChainLink;
  last: PlacedEntry | undefined;

  constructor(scope: number, state: ScopeState) {
    this.state = state;
    this.#link = new ChainLink(state.head_hash, scope);
  }

  place(entry: JournalEntryDraft): PlacedEntry {
    const { state } = this;
    const body = encodeBody(entry);
    state.last_at_ms = Math.max(state.last_at_ms, entry.at_ms);
    this.last = { entry, body, first_event: state.last_event + 1, at_ms: state.last_at_ms };
    state.last_event += entry.events.length;
    this.#link.add(hashedText(entry, body), this.last.at_ms);
    return this.last;
  }

  hash(): string {
    return this.#link.hash();
  }
}
