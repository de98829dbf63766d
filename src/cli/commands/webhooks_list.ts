import type { Command } from 'commander';
import { requireData } from '../../app/ledger.js';
import { withSource } from '../../app/reading.js';
import { type KnownEndpoint, listAllEndpoints } from '../../app/webhooks/manage.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { table } from '../table.js';

const HEADINGS = ['ID', 'MODE', 'STATUS', 'URL', 'EVENTS'];

export function addWebhooksList(webhooks: Command): void {
  const command = webhooks
    .command('list')
    .description('Show all webhook endpoints, oldest first.')
    .option('--json', 'Print a JSON array.');
  addSettings(command, DATA_SETTINGS).action(async ({ json }: { json?: true }) => {
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const found = await withSource(location, listAllEndpoints);
    process.stdout.write(
      json ? `${JSON.stringify(found.map(asJson), null, 2)}\n` : table([HEADINGS, ...found.map(asLine)]),
    );
  });
}

function asJson({ id, created, url, livemode, enabled_events, disabled }: KnownEndpoint): object {
  return { id, created, url, livemode, enabled_events, disabled: disabled ?? null };
}

function asLine({ id, url, livemode, enabled_events, disabled }: KnownEndpoint): string[] {
  const status = disabled === undefined ? 'enabled' : `disabled (${disabled.replace('_', ' ')})`;
  return [id, livemode ? 'live' : 'test', status, url, enabled_events.join(',')];
}
