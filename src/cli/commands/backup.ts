import type { Command } from 'commander';
import { writeBackup } from '../../app/backup.js';
import { requireData } from '../../app/ledger.js';
import { copyData } from '../../app/reading.js';
import { inOneLine } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';

const NOTES = `
The copy is of one moment, also while servers are running. Only its owner can read it: it holds everything.
"daybook restore" puts a copy of the embedded database in its place;
a copy of PostgreSQL goes into an empty database: pg_restore --no-owner --single-transaction --exit-on-error.

Examples:
  daybook backup /backups/monday.sqlite
  daybook verify --file /backups/monday.sqlite`;

export function addBackup(program: Command): void {
  const command = program
    .command('backup')
    .description('Copy everything into one file, while it is in use.')
    .argument('<file>', 'The file to write.')
    .option('--force', 'Overwrite the file if it exists.')
    .addHelpText('after', NOTES);
  addSettings(command, DATA_SETTINGS).action(async (file: string, { force }: { force?: true }) => {
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const target = { file, overwrite: force === true, data_folder: location.data_folder };
    const copied = await inOneLine(() => writeBackup(target, (partial) => copyData(location, partial)));
    process.stdout.write(`Copied ${copied} to ${file}.\n`);
  });
}
