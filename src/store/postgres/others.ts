/** Other processes of Daybook that are connected to the same database, by the name that their connections have. */
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '../start_error.js';
import type { Query } from './inspector.js';

/** Of a process that has just ended, the server may not know yet. */
const OTHERS_END_WITHIN_MS = 5_000;
const LOOKED_AT_EVERY_MS = 100;

export async function waitForOthers(query: Query): Promise<void> {
  const give_up_ms = performance.now() + OTHERS_END_WITHIN_MS;
  while ((await others(query)) > 0 && performance.now() < give_up_ms) await pause(LOOKED_AT_EVERY_MS);
  await refuseOthers(query);
}

/** What another process has read may be what is repaired here, and it would go on from that. */
export async function refuseOthers(query: Query): Promise<void> {
  const count = await others(query);
  if (count === 0) return;
  const connections = count === 1 ? 'a connection' : `${count} connections`;
  throw new StartError(
    `The database is in use: there ${count === 1 ? 'is' : 'are'} ${connections} of other processes of Daybook. Stop them, and run this again: it goes on where it was.`,
  );
}

async function others(query: Query): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
     AND backend_type = 'client backend' AND application_name = current_setting('application_name')`,
    [],
  );
  return row?.count ?? 0;
}
