/** What engines' migrations have in common: numbered steps, applied in order, never taken back. */
import { StartError } from './start_error.js';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The steps still to take on a schema; refuses one that a newer Daybook wrote. */
export function pendingMigrations(all: readonly Migration[], applied: number): readonly Migration[] {
  const newest = all.at(-1)?.number ?? 0;
  if (applied > newest) {
    throw new StartError(
      `The database has schema ${applied}, but this Daybook knows only up to ${newest}. Start the newer version of Daybook that wrote it.`,
    );
  }
  return all.filter((migration) => migration.number > applied);
}
