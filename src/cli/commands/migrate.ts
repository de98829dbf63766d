import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { type LedgerLocation, migrateData } from '../../app/ledger.js';
import { StartError } from '../../store/start_error.js';
import { inOneLine } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { Progress } from '../progress.js';

export function addMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('Bring the database up to date. Starting does the same; this is for doing it beforehand.')
    .option('--create', 'Make the data folder where there is none.');
  addSettings(command, DATA_SETTINGS).action(async ({ create }: { create?: true }) => {
    const location = settingsOf(command, DATA_SETTINGS);
    if (create !== true) requireFolder(location);
    const progress = new Progress(process.stderr);
    const applied = await inOneLine(() =>
      migrateData(location, (doing, done, total) => progress.update(doing, done, total)),
    );
    progress.end();
    if (applied.length === 0) process.stdout.write('The database is up to date: nothing to do.\n');
    for (const migration of applied) process.stdout.write(`Applied migration ${migration}.\n`);
  });
}

/** A mistyped folder should be noticed, not made. */
function requireFolder({ database_url, data_folder }: LedgerLocation): void {
  if (database_url !== undefined || existsSync(data_folder)) return;
  throw new StartError(
    `There is no folder ${data_folder}. Name that of a Daybook with --data or DAYBOOK_DATA, or make this one with --create.`,
  );
}
