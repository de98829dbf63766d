import type { Command } from 'commander';
import { headText } from '../../app/head.js';
import { requireData, withSnapshot } from '../../app/ledger.js';
import { guardData } from '../../app/reading.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';

const NOTES = `
The head stands for everything that is in the journal now: 64 hexadecimal digits for test mode, then 64 for live mode.
Keep it where those who can write to the database cannot: later on "daybook verify --head" proves that nothing of what
was there has been changed or removed since. It can be asked for while servers are running.

Examples:
  daybook head
  daybook head >> /elsewhere/heads
  daybook verify --head "$(tail -1 /elsewhere/heads)"`;

export function addHead(program: Command): void {
  const command = program
    .command('head')
    .description('Print the head of the journal, with which it can be proven later.')
    .addHelpText('after', NOTES);
  addSettings(command, DATA_SETTINGS).action(async () => {
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    guardData(location);
    process.stdout.write(`${headText(await withSnapshot(location, (inspector) => inspector.heads()))}\n`);
  });
}
