/** Writing to PostgreSQL: one statement a batch, and what to do when the connection breaks meanwhile. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { newestMigration, OutdatedError } from '../migration.js';
import { ConflictError, type WriteBatch, type Writer } from '../port.js';
import { commitStatement, type Target } from './commit_statement.js';
import { read, send } from './connection.js';
import { isConflict, isLost, isNewerSchema } from './failures.js';
import { MIGRATIONS } from './migrations.js';
import { type PrefetchRow, planPrefetch } from './prefetch.js';
import { withRetries } from './retries.js';

export function postgresWriter(pool: pg.Pool, target: Target): Writer {
  // Batches are numbered, and the number of the last one is written with it: that is how the outcome of a commit whose
  // connection broke is found out, and how a commit that is still under way on a broken connection is kept from being
  // written after its retry.
  const writer = randomUUID();
  let last_batch = 0;
  let previous: Promise<unknown> = Promise.resolve();

  const isWritten = async (number: number): Promise<boolean> => {
    const text = 'SELECT batch FROM writers WHERE writer = $1';
    const [row] = await send<{ batch: number }>(pool, { text, values: [writer] });
    return row !== undefined && row.batch >= number;
  };

  const commitOnce = async (batch: WriteBatch): Promise<void> => {
    last_batch += 1;
    const number = last_batch;
    const statement = commitStatement(batch, { writer, number }, target);
    let outcome_is_unknown = false;
    await withRetries(async () => {
      if (outcome_is_unknown && (await isWritten(number))) return;
      let sent = false;
      try {
        await send(pool, statement, () => {
          sent = true;
        });
      } catch (error) {
        if (isLost(error)) {
          outcome_is_unknown ||= sent;
          throw error;
        }
        // The retry may have met the first attempt, written after all.
        if (outcome_is_unknown && (await isWritten(number))) return;
        if (isNewerSchema(error)) throw new OutdatedError();
        if (isConflict(error)) throw new ConflictError('what the batch was decided on has changed', { cause: error });
        // A newer schema may lack what the statement names, or ask for more.
        await checkSchema(pool);
        throw error;
      }
    });
  };

  return {
    async prefetch(wanted) {
      if (wanted.references.length === 0 && wanted.reply_keys.length === 0) return { rows: [], replies: [] };
      const { statement, answer } = planPrefetch(wanted);
      return answer(await withRetries(() => send<PrefetchRow>(pool, statement)));
    },

    async commit(batch) {
      const { entries, rows, replies, guards } = batch;
      if (entries.length + rows.length + replies.length + guards.length === 0) return;
      // One after another: a batch that is numbered later must not be written earlier.
      const turn = previous.then(() => commitOnce(batch));
      previous = turn.catch(() => {});
      await turn;
    },

    async pruneReplies(before_ms, limit) {
      const rows = await read(
        pool,
        `DELETE FROM idempotency_keys WHERE (scope, key) IN (SELECT scope, key FROM idempotency_keys
         WHERE at_ms < $1 ORDER BY at_ms LIMIT $2) RETURNING 1`,
        [before_ms, limit],
      );
      return rows.length;
    },

    async latestTime() {
      const [row] = await read<{ at_ms: number | null }>(pool, 'SELECT max(last_at_ms) AS at_ms FROM scopes', []);
      return row?.at_ms ?? 0;
    },
  };
}

/** Throws an OutdatedError where a newer Daybook has migrated the database. */
export async function checkSchema(pool: pg.Pool): Promise<void> {
  const [row] = await read<{ number: number }>(pool, 'SELECT max(number) AS number FROM schema_migrations', []);
  if (row !== undefined && row.number > newestMigration(MIGRATIONS)) throw new OutdatedError();
}
