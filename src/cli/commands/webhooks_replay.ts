import type { Command } from 'commander';
import { requireData } from '../../app/ledger.js';
import { replayAll } from '../../app/webhooks/manage.js';
import type { ReplayRange } from '../../app/webhooks/replay.js';
import { UsageError } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { withLedger } from '../with_ledger.js';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly fromSequence?: string;
  readonly toSequence?: string;
}

export function addWebhooksReplay(webhooks: Command): void {
  const command = webhooks
    .command('replay')
    .description('Send the events of a range to an endpoint again. A running server sends them.')
    .argument('<id>', 'The id of the endpoint: we_…')
    .option('--from <time>', 'Events from this time on: 2026-11-01T00:00:00Z, or Unix seconds.')
    .option('--to <time>', 'Events up to this time.')
    .option('--from-sequence <number>', 'Events from this number on.')
    .option('--to-sequence <number>', 'Events up to this number.');
  addSettings(command, DATA_SETTINGS).action(async (id: string, options: Options) => {
    const range = rangeOf(options);
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const count = await withLedger(location, (ledger) => replayAll(ledger.store, id, range, Date.now()));
    process.stdout.write(`${count} ${count === 1 ? 'event is' : 'events are'} sent to ${id} again.\n`);
  });
}

function rangeOf({ from, to, fromSequence, toSequence }: Options): ReplayRange {
  if ([from, to, fromSequence, toSequence].every((value) => value === undefined)) {
    throw new UsageError('Say which events: --from and --to, or --from-sequence and --to-sequence.');
  }
  return {
    ...(from === undefined ? {} : { from_ms: timeOf('--from', from) }),
    ...(to === undefined ? {} : { below_ms: timeOf('--to', to) + 1_000 }),
    ...(fromSequence === undefined ? {} : { from_sequence: numberOf('--from-sequence', fromSequence) }),
    ...(toSequence === undefined ? {} : { to_sequence: numberOf('--to-sequence', toSequence) }),
  };
}

function timeOf(flag: string, text: string): number {
  const at_ms = /^\d{1,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(at_ms)) {
    throw new UsageError(`${flag} must be a time like 2026-11-01T00:00:00Z, not ${JSON.stringify(text)}.`);
  }
  return Math.floor(at_ms / 1000) * 1000;
}

function numberOf(flag: string, text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`${flag} must be the number of an event, from 1 on.`);
  return Number(text);
}
