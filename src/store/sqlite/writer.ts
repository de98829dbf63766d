/** Writing to SQLite: one transaction a batch, with the version of everything it was decided on checked in it. */
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { encodeBody } from '../journal_body.js';
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
import { isUniqueClash, type Sqlite, type Statement } from './binding.js';

export function sqliteWriter(database: Sqlite): Writer {
  const cache = new Map<string, Statement>();
  const statement = (sql: string): Statement => {
    const found: Statement = cache.get(sql) ?? database.prepare(sql);
    cache.set(sql, found);
    return found;
  };
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

  const head = database.prepare('SELECT last_event, last_at_ms FROM scopes WHERE scope = ?');
  const latest = database.prepare('SELECT max(last_at_ms) AS at_ms FROM scopes');
  const move_head = database.prepare('UPDATE scopes SET last_event = ?, last_at_ms = ? WHERE scope = ?');
  const insert_entry = database.prepare(
    `INSERT INTO journal (scope, at_ms, command, actor, request_id, idempotency_key, api_version, first_event, event_count, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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

  function writeEntry(entry: JournalEntryDraft, first_event: number, at_ms: number): void {
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
      encodeBody(entry),
    );
    for (const change of entry.changes) insert_object.run(scope, change.id, change.version, position);
    entry.events.forEach((event, index) => {
      insert_event.run(scope, event.type, first_event + index);
    });
  }

  function writeReply(reply: ReplyWrite): void {
    const { scope, key, at_ms, path, request_hash, request_id, api_version, outcome } = reply;
    insert_reply.run(scope, key, at_ms, path, request_hash, request_id, api_version, JSON.stringify(outcome));
  }

  function writeEntries(entries: readonly JournalEntryDraft[]): void {
    const heads = new Map<number, { last_event: number; last_at_ms: number }>();
    for (const entry of entries) {
      const at = heads.get(entry.scope) ?? (head.get(entry.scope) as { last_event: number; last_at_ms: number });
      heads.set(entry.scope, at);
      at.last_at_ms = Math.max(at.last_at_ms, entry.at_ms);
      writeEntry(entry, at.last_event + 1, at.last_at_ms);
      at.last_event += entry.events.length;
    }
    for (const [scope, at] of heads) move_head.run(at.last_event, at.last_at_ms, scope);
  }

  const commit = (batch: WriteBatch): void => {
    for (const guard of batch.guards) {
      if (table(guard.kind).version.get(guard.scope, guard.id) !== guard.version) {
        throw new ConflictError(`${guard.id} is no longer at version ${guard.version}`);
      }
    }
    for (const row of batch.rows) writeRow(row);
    writeEntries(batch.entries);
    for (const reply of batch.replies) writeReply(reply);
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
        database.transaction(() => commit(batch));
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
