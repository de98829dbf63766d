import type { Command } from 'commander';
import { type KnownKey, listKeys, stateOfKey } from '../../app/keys.js';
import { requireData } from '../../app/ledger.js';
import { withSource } from '../../app/reading.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { table } from '../table.js';

const HEADINGS = ['ID', 'TYPE', 'MODE', 'NAME', 'LAST4', 'CREATED', 'STATE'];

export function addKeysList(keys: Command): void {
  const command = keys
    .command('list')
    .description('Show all keys, oldest first: everything but the keys themselves.')
    .option('--json', 'Print a JSON array.');
  addSettings(command, DATA_SETTINGS).action(async ({ json }: { json?: true }) => {
    const location = settingsOf(command, DATA_SETTINGS);
    requireData(location);
    const found = await withSource(location, listKeys);
    const now = Math.floor(Date.now() / 1000);
    if (json) {
      process.stdout.write(
        `${JSON.stringify(
          found.map((key) => asJson(key, now)),
          null,
          2,
        )}\n`,
      );
    } else {
      process.stdout.write(table([HEADINGS, ...found.map((key) => asLine(key, now))]));
    }
  });
}

/** The hash is nobody's business: it would let a stolen list be compared with a guess. */
function asJson({ hash: _hash, ...key }: KnownKey, now: number): object {
  return { ...key, state: stateOfKey(key as KnownKey, now) };
}

function asLine(key: KnownKey, now: number): string[] {
  const state = stateOfKey(key, now);
  return [
    key.id,
    key.type,
    key.livemode ? 'live' : 'test',
    key.name ?? '',
    key.last4,
    timeText(key.created),
    state === 'expiring' ? `expires ${timeText(key.expires_at ?? 0)}` : state,
  ];
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
