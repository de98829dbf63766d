import type { Command } from 'commander';
import { revokeKey } from '../../app/keys.js';
import { requireData } from '../../app/ledger.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { withLedger } from '../with_ledger.js';

export function addKeysRevoke(keys: Command): void {
  const command = keys
    .command('revoke')
    .description('End a key at once. It cannot be taken back.')
    .argument('<id>', 'The id of the key: key_…');
  addSettings(command, DATA_SETTINGS).action(async (id: string) => {
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const key = await withLedger(location, (ledger) => revokeKey(ledger, id));
    process.stdout.write(`Revoked ${key.id}, which ended in ${key.last4}.\n`);
  });
}
