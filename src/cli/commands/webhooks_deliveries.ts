import { type Command, Option } from 'commander';
import { requireData } from '../../app/ledger.js';
import { withSource } from '../../app/reading.js';
import { listDeliveriesOf } from '../../app/webhooks/manage.js';
import type { Delivery, DeliveryStatus } from '../../store/delivery_port.js';
import { UsageError } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { table } from '../table.js';

const HEADINGS = ['EVENT', 'TYPE', 'STATUS', 'TRIES', 'LAST TRY', 'ANSWER', 'NEXT TRY'];
const STATUSES: readonly DeliveryStatus[] = ['pending', 'succeeded', 'failed', 'canceled'];
const MAXIMUM_SHOWN = 1_000;

export function addWebhooksDeliveries(webhooks: Command): void {
  const command = webhooks
    .command('deliveries')
    .description('Show what was sent to an endpoint, the newest event first.')
    .argument('<id>', 'The id of the endpoint: we_…')
    .addOption(new Option('--status <status>', 'Only those in this status.').choices(STATUSES))
    .option('--limit <number>', 'How many at most.', '20');
  addSettings(command, DATA_SETTINGS).action(
    async (id: string, { status, limit: text }: { status?: DeliveryStatus; limit: string }) => {
      const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
      if (limit < 1 || limit > MAXIMUM_SHOWN) throw new UsageError(`--limit must be from 1 to ${MAXIMUM_SHOWN}.`);
      const location = settingsOf(command, DATA_SETTINGS);
      requireData(location);
      const page = await withSource(location, (source) =>
        listDeliveriesOf(source, id, { limit, ...(status === undefined ? {} : { status }) }),
      );
      process.stdout.write(table([HEADINGS, ...page.items.map(asLine)]));
      if (page.has_more) process.stderr.write('There are more.\n');
    },
  );
}

function asLine({ event_id, type, status, tries, due_at_ms }: Delivery): string[] {
  const last = tries.at(-1);
  const answer = last === undefined ? '' : (last.error ?? `${last.status} in ${last.latency_ms} ms`);
  return [event_id, type, status, String(tries.length), timeText(last?.at_ms), answer, timeText(due_at_ms)];
}

function timeText(at_ms: number | null | undefined): string {
  return at_ms == null ? '' : new Date(at_ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
