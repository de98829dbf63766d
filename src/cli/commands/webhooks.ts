import type { Command } from 'commander';
import { addWebhooksDeliveries } from './webhooks_deliveries.js';
import { addWebhooksList } from './webhooks_list.js';
import { addWebhooksReplay } from './webhooks_replay.js';
import { addWebhooksRollSecret } from './webhooks_roll_secret.js';

const EXAMPLES = `
Endpoints are made with the API: POST /v1/webhook_endpoints. Changes take effect on running servers within a second.

Examples:
  daybook webhooks list
  daybook webhooks deliveries we_… --status failed
  daybook webhooks replay we_… --from 2026-11-01T00:00:00Z
  daybook webhooks roll-secret we_… --expires-in 24h`;

export function addWebhooks(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description('Show webhook endpoints and what was sent to them; send again; replace secrets.')
    .addHelpText('after', EXAMPLES);
  for (const add of [addWebhooksList, addWebhooksDeliveries, addWebhooksReplay, addWebhooksRollSecret]) add(webhooks);
}
