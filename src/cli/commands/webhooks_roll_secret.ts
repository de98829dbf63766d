import type { Command } from 'commander';
import { requireData } from '../../app/ledger.js';
import { rollSecret } from '../../app/webhooks/manage.js';
import { MAXIMUM_OVERLAP_SECONDS } from '../../core/platform/webhook_endpoint/roll_secret.js';
import { durationSeconds } from '../duration.js';
import { UsageError } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { withLedger } from '../with_ledger.js';

export function addWebhooksRollSecret(webhooks: Command): void {
  const command = webhooks
    .command('roll-secret')
    .description("Replace an endpoint's secret, and print the new one.")
    .argument('<id>', 'The id of the endpoint: we_…')
    .option('--expires-in <time>', 'How long the old secret signs too: 30s, 15m, at most 24h.', '0');
  addSettings(command, DATA_SETTINGS).action(async (id: string, { expiresIn }: { expiresIn: string }) => {
    const expires_in = durationSeconds('--expires-in', expiresIn);
    if (expires_in > MAXIMUM_OVERLAP_SECONDS) throw new UsageError('--expires-in must be at most 24h.');
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const secret = await withLedger(location, (ledger) => rollSecret(ledger, { id, expires_in }));
    process.stdout.write(`${secret}\n`);
  });
}
