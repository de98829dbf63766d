import type { Command } from 'commander';
import { requireEmbedded, sqliteFile } from '../../app/ledger.js';
import { restore } from '../../app/restore.js';
import { EXIT_FAILED, inOneLine } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { Progress } from '../progress.js';
import { printVerdict, STEPS } from '../verdict.js';

const NOTES = `
The backup is copied, brought up to date and verified before anything is changed; with differences nothing is. What was in
the data folder is moved aside and can be put back: it stays there, with "before-restore" in its names. Stop Daybook first.

Restoring the database file itself goes on with what is in it, where a part of it was lost.

Examples:
  daybook restore /backups/monday.sqlite
  daybook restore ./data/daybook.sqlite`;

export function addRestore(program: Command): void {
  const command = program
    .command('restore')
    .description('Put a backup in the place of the embedded database.')
    .argument('<file>', 'The backup.')
    .addHelpText('after', NOTES);
  addSettings(command, DATA_SETTINGS).action(async (backup: string) => {
    const location = settingsOf(command, DATA_SETTINGS);
    requireEmbedded(location);
    const file = sqliteFile(location.data_folder);
    const progress = new Progress(process.stderr);
    const done = await inOneLine(() =>
      restore(backup, file, new Date(), {
        onProgress: (step, count, total) => progress.update(`Verifying: ${STEPS[step]}`, count, total),
      }),
    );
    progress.end();
    printVerdict(done.verdict);
    if (!done.is_restored) {
      process.stdout.write(`${backup} was not restored, and nothing was changed.\n`);
      process.exitCode = EXIT_FAILED;
      return;
    }
    process.stdout.write(`Restored ${backup} as ${file}.\n`);
    if (done.aside !== undefined) process.stdout.write(`What was there is now ${done.aside}.\n`);
  });
}
