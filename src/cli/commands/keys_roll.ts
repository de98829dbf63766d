import type { Command } from 'commander';
import { rollKey } from '../../app/keys.js';
import { requireData } from '../../app/ledger.js';
import { durationSeconds } from '../duration.js';
import { showMadeKey } from '../made_key.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { withLedger } from '../with_ledger.js';

export function addKeysRoll(keys: Command): void {
  const command = keys
    .command('roll')
    .description('Replace a key by a new one with the same rights, and print the new one.')
    .argument('<id>', 'The id of the key: key_…')
    .option('--expires-in <time>', 'How long the old key keeps working: 30s, 15m, 24h, 7d.', '0');
  addSettings(command, DATA_SETTINGS).action(async (id: string, { expiresIn }: { expiresIn: string }) => {
    const seconds = durationSeconds('--expires-in', expiresIn);
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const { key, text, kept_in } = await withLedger(location, (ledger) =>
      rollKey(ledger, location.data_folder, id, seconds),
    );
    showMadeKey(text, key);
    if (kept_in !== undefined) process.stderr.write(`It is also kept in ${kept_in}, in place of the old one.\n`);
  });
}
