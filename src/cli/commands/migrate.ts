import type { Command } from 'commander';
import { migrateData } from '../../app/ledger.js';
import { inOneLine } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { Progress } from '../progress.js';

export function addMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('Bring the database up to date. Starting does the same; this is for doing it beforehand.');
  addSettings(command, DATA_SETTINGS).action(async () => {
    const progress = new Progress(process.stderr);
    const applied = await inOneLine(() =>
      migrateData(settingsOf(command, DATA_SETTINGS), (doing, done, total) => progress.update(doing, done, total)),
    );
    progress.end();
    if (applied.length === 0) process.stdout.write('The database is up to date: nothing to do.\n');
    for (const migration of applied) process.stdout.write(`Applied migration ${migration}.\n`);
  });
}
