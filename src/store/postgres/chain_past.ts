/** Puts what was written to the journal before there was a chain into it, once. */
import type pg from 'pg';
import { chainRows, ENTRIES_CHAINED_AT_ONCE, IS_CHAINED, type Unchained } from '../chain.js';
import type { OnProgress } from '../progress.js';
import type { JournalRow } from '../rows.js';

const UNCHAINED = `SELECT s.scope, s.head_position, s.head_hash FROM scopes AS s WHERE s.head_position < coalesce(
  (SELECT position FROM journal AS j WHERE j.scope = s.scope ORDER BY at_ms DESC, position DESC LIMIT 1), 0)`;

/** Some entries at a time, each time in a transaction: what was done stays done, whenever it ends. */
export async function chainPast(
  client: pg.Client,
  onProgress: OnProgress,
  at_once = ENTRIES_CHAINED_AT_ONCE,
): Promise<void> {
  const done = await client.query('SELECT 1 FROM installation WHERE name = $1', [IS_CHAINED]);
  if (done.rows.length > 0) return;
  const { rows } = await client.query<{ last: number | null }>('SELECT max(position) AS last FROM journal');
  let position: number | undefined = 0;
  for (;;) {
    await client.query('BEGIN');
    try {
      position = await chainSome(client, position, at_once);
      await client.query('COMMIT');
      if (position === undefined) return;
      onProgress('Chaining the journal', position, rows[0]?.last ?? position);
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}

/** Tells how far it has come; undefined when nothing was left to do. Several processes take turns. */
async function chainSome(client: pg.Client, done_to: number, at_once: number): Promise<number | undefined> {
  await client.query('SELECT 1 FROM scopes ORDER BY scope FOR UPDATE');
  const { rows: unchained } = await client.query<Unchained>(UNCHAINED);
  if (unchained.length === 0) {
    await client.query("INSERT INTO installation (name, value) VALUES ($1, '1') ON CONFLICT DO NOTHING", [IS_CHAINED]);
    return undefined;
  }
  const { rows } = await client.query<JournalRow>(
    'SELECT * FROM journal WHERE position > $1 ORDER BY position LIMIT $2',
    [Math.max(done_to, Math.min(...unchained.map(({ head_position }) => head_position))), at_once],
  );
  for (const { scope, position, hash } of chainRows(unchained, rows)) {
    await client.query('UPDATE journal SET hash = $1 WHERE position = $2', [hash, position]);
    await client.query('UPDATE scopes SET head_position = $1, head_hash = $2 WHERE scope = $3', [
      position,
      hash,
      scope,
    ]);
  }
  return rows.at(-1)?.position;
}
