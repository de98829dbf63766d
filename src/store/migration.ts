/** What engines' migrations have in common: numbered steps, applied in order, never taken back and never changed. */
import { hash } from 'node:crypto';
import { StartError } from './start_error.js';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** A step as the database remembers it. */
export interface AppliedMigration {
  readonly number: number;
  /** Of what was applied. */
  readonly hash: string;
}

/** The step from which on databases keep the hashes of all steps. */
export const FIRST_WITH_HASHES = 6;

export function newestMigration(all: readonly Migration[]): number {
  return all.at(-1)?.number ?? 0;
}

export function migrationHash({ sql }: Migration): string {
  return hash('sha256', sql);
}

/** The steps still to take on a schema; refuses one that a newer Daybook wrote. */
export function pendingMigrations(all: readonly Migration[], applied: number): readonly Migration[] {
  const newest = newestMigration(all);
  if (applied > newest) {
    throw new StartError(
      `The database has schema ${applied}, but this Daybook knows only up to ${newest}. Start the newer version of Daybook that wrote it.`,
    );
  }
  return all.filter((migration) => migration.number > applied);
}

/** Refuses a database that was made by other steps than those that this Daybook has under the same numbers. */
export function checkApplied(all: readonly Migration[], applied: readonly AppliedMigration[]): void {
  for (const { number, hash: kept } of applied) {
    const migration = all.find((one) => one.number === number);
    if (migration === undefined || kept === migrationHash(migration)) continue;
    throw new StartError(
      `Migration ${number} of the database (${migration.name}) was another one than that of this Daybook. Start the version of Daybook that made the database.`,
    );
  }
}

/** What a process that writes is told when a newer Daybook has migrated the database under it: it must end. */
export class OutdatedError extends StartError {
  constructor() {
    super(
      'A newer Daybook has migrated the database while this process was running: it has ended, and nothing was written wrongly. Start the newer version instead.',
    );
  }
}
