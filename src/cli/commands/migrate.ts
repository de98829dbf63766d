import type { Command } from 'commander';
import { migrateData } from '../../app/ledger.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';

export function addMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('Bring the database up to date. Starting does the same; this is for doing it beforehand.');
  addSettings(command, DATA_SETTINGS).action(async () => {
    const applied = await migrateData(settingsOf(command, DATA_SETTINGS));
    if (applied.length === 0) process.stdout.write('The database is up to date: nothing to do.\n');
    for (const migration of applied) process.stdout.write(`Applied migration ${migration}.\n`);
  });
}
