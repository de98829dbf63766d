import type { Command } from 'commander';
import { type DemoSummary, fillWithDemo } from '../../app/demo/fill.js';
import { HOUR_MS } from '../../app/demo/rhythm.js';
import type { Kind } from '../../core/kernel/kind.js';
import { DEFAULT_API_VERSION } from '../../wire/api_version.js';
import { UsageError } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { Progress } from '../progress.js';
import { withLedger } from '../with_ledger.js';

const NOTES = `
Makes customers and payments of the last months in test mode, by the same rules as the API: cards that pay and cards
that are declined, retries, captures in parts, holds, refunds, disputes, and payments that other processors took. The
database must not have been started or used before. The same seed makes the same payments within an hour.

Examples:
  daybook demo --data ./demo && daybook serve --data ./demo
  daybook demo --data ./small --payments 200 --days 30`;

interface Options {
  readonly payments: string;
  readonly days: string;
  readonly seed: string;
}

export function addDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('Fill a new installation with payments to look at.')
    .option('--payments <number>', 'How many payments, at most 10000.', '3000')
    .option('--days <number>', 'Over how many days until now, from 7 to 365.', '90')
    .option('--seed <number>', 'Another number makes other payments.', '1')
    .addHelpText('after', NOTES);
  addSettings(command, DATA_SETTINGS).action(async (options: Options) => {
    const payments = wholeNumber('--payments', options.payments, 1, 10_000);
    const days = wholeNumber('--days', options.days, 7, 365);
    const seed = wholeNumber('--seed', options.seed, 0, 999_999_999);
    const location = settingsOf(command, DATA_SETTINGS);
    const progress = new Progress(process.stderr);
    const end_ms = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const request = { payments, days, seed, end_ms, api_version: DEFAULT_API_VERSION };
    const { made, where } = await withLedger(location, async ({ store }) => ({
      made: await fillWithDemo(store, request, (done) => progress.update('Making payments', done, payments)),
      where: store.description,
    }));
    progress.end();
    process.stdout.write(`Made ${payments} payments of ${days} days in ${where}.\n\n${summary(made)}\n`);
    process.stdout.write(`${hint(location)}\n`);
  });
}

function wholeNumber(flag: string, text: string, from: number, to: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new UsageError(`${flag} must be a whole number from ${from} to ${to}, not ${JSON.stringify(text)}.`);
}

const NAMES: { readonly [K in Kind]?: string } = {
  customer: 'customers',
  payment_intent: 'payment intents',
  refund: 'refunds',
  payment_record_refund: 'reported refunds',
  dispute: 'disputes',
  early_fraud_warning: 'early fraud warnings',
};

function summary({ states, objects, events }: DemoSummary): string {
  const payments = [...states]
    .sort(([, a], [, b]) => b - a)
    .map(([state, count]) => [state.replaceAll('_', ' '), count]);
  const others = [...objects].map(([kind, count]) => [NAMES[kind] ?? kind, count]);
  return [...payments, ...others, ['events', events]]
    .map(([name, count]) => `  ${String(name).padEnd(22)}${String(count).padStart(7)}\n`)
    .join('');
}

function hint({
  database_url,
  data_folder,
}: {
  readonly database_url: string | undefined;
  readonly data_folder: string;
}): string {
  const how =
    database_url === undefined ? `daybook serve --data ${data_folder}` : 'daybook serve, with the same DATABASE_URL';
  return `Look at them: ${how}\nand open the dashboard at the address that it prints, /dashboard.`;
}
