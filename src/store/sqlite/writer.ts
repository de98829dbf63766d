/** Writing to SQLite: one transaction a batch, with the version of everything it was decided on checked in it. */
import { kindOf } from '../../core/kinds.js';
import { newestMigration, OutdatedError } from '../migration.js';
import {
  ConflictError,
  type Prefetch,
  type ReplyWrite,
  type StoredReply,
  type StoredRow,
  type WriteBatch,
  type Writer,
} from '../port.js';
import { type ReplyRow, storedReply } from '../rows.js';
import { isUniqueClash, type Sqlite, type Statement } from './binding.js';
import { entryWriter } from './entry_writer.js';
import { type KindTables, kindTables } from './kind_tables.js';
import type { Heads } from './marker.js';
import { MIGRATIONS } from './migrations.js';
import { rowWriter } from './row_writer.js';
import { statementCache } from './statement_cache.js';

/** `onCommitted` is told where the journals have come to, once that is on disk. */
export function sqliteWriter(database: Sqlite, onCommitted: (heads: Heads) => void): Writer {
  const statement = statementCache((sql) => database.prepare(sql));
  const tables = kindTables(database);
  const replies = keptReplies(database);
  const findRows = rowFinder(tables, statement);
  const commit = committing(database, tables, replies, statement);
  const latest = database.prepare('SELECT max(last_at_ms) AS at_ms FROM scopes');
  return {
    async prefetch({ references, reply_keys }) {
      return { rows: references.map(findRows), replies: reply_keys.map(replies.get) };
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
      return replies.prune(before_ms, limit);
    },

    async latestTime() {
      return (latest.get() as { at_ms: number | null }).at_ms ?? 0;
    },
  };
}

/** What one transaction does. */
function committing(
  database: Sqlite,
  tables: KindTables,
  replies: KeptReplies,
  statement: (sql: string) => Statement,
): (batch: WriteBatch) => Heads {
  const schema = database.prepareValue('PRAGMA user_version');
  const newest = newestMigration(MIGRATIONS);
  const writeRow = rowWriter(database, tables, statement);
  const writeEntries = entryWriter(database);
  return (batch) => {
    if ((schema.get() as number) > newest) throw new OutdatedError();
    for (const { kind, scope, id, version } of batch.guards) {
      if (tables[kind].version.get(scope, id) !== version) {
        throw new ConflictError(`${id} is no longer at version ${version}`);
      }
    }
    for (const row of batch.rows) writeRow(row);
    const heads = writeEntries(batch.entries);
    for (const reply of batch.replies) replies.write(reply);
    return heads;
  };
}

/** The rows that a command names, by id or by a column. */
function rowFinder(tables: KindTables, statement: (sql: string) => Statement) {
  return ({ scope, reference }: Prefetch['references'][number]): StoredRow[] => {
    const { kind } = reference;
    if ('id' in reference) {
      const row = tables[kind].get.get(scope, reference.id) as Omit<StoredRow, 'kind'> | undefined;
      return row === undefined ? [] : [{ kind, ...row }];
    }
    const found = statement(
      `SELECT id, version, document FROM ${kindOf(kind).table}
       WHERE scope = ? AND ${reference.column} = ? ORDER BY id LIMIT 1000`,
    ).all(scope, reference.value) as Omit<StoredRow, 'kind'>[];
    return found.map((row) => ({ kind, ...row }));
  };
}

interface KeptReplies {
  get(asked: Prefetch['reply_keys'][number]): StoredReply | undefined;
  write(reply: ReplyWrite): void;
  prune(before_ms: number, limit: number): number;
}

/** The answers that are kept under idempotency keys. */
function keptReplies(database: Sqlite): KeptReplies {
  const insert = database.prepare('INSERT INTO idempotency_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const select = database.prepare(
    'SELECT at_ms, path, request_hash, request_id, api_version, outcome FROM idempotency_keys WHERE scope = ? AND key = ?',
  );
  const prune = database.prepare(
    'DELETE FROM idempotency_keys WHERE rowid IN (SELECT rowid FROM idempotency_keys ORDER BY rowid LIMIT ?) AND at_ms < ?',
  );
  return {
    get({ scope, key }) {
      const row = select.get(scope, key) as ReplyRow | undefined;
      return row === undefined ? undefined : storedReply(row);
    },
    write({ scope, key, at_ms, path, request_hash, request_id, api_version, outcome }) {
      insert.run(scope, key, at_ms, path, request_hash, request_id, api_version, JSON.stringify(outcome));
    },
    prune: (before_ms, limit) => Number(prune.run(limit, before_ms).changes),
  };
}
