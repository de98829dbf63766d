/**
 * Golden wire tests: the bytes of a request and the bytes of its answer, kept as text that people can read and compare
 * with Stripe's documentation. `UPDATE_GOLDEN=1` writes the files anew; what changed is then reviewed as a diff.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { storedKey } from '../../src/app/new_key.js';
import type { Settings } from '../../src/app/settings.js';
import type { Permissions } from '../../src/core/platform/api_key/types.js';
import { LIVE_KEY, request, startDaybook, type TestDaybook } from './daybook.js';
import { withLedger } from './ledger.js';
import { answerTo, type ExchangeOptions, type RawAnswer, rawRequest } from './raw.js';

export interface GoldenCase {
  readonly name: string;
  /** As for `rawRequest`, from the objects that are there. */
  readonly request: string | ((world: World) => string);
  /** Sent as it stands, with nothing added. */
  readonly verbatim?: true;
  readonly options?: ExchangeOptions;
}

/** What every case finds in the store. */
interface World {
  readonly record: string;
  readonly attempt: string;
  /** The older one of the two records in test mode. */
  readonly older_record: string;
  readonly live_record: string;
  readonly event: string;
  readonly account: string;
}

export const PUBLISHABLE_KEY = 'pk_test_aPublishableKeyOfTheTests';
export const RESTRICTED_KEY = 'rk_test_aRestrictedKeyOfTheTests';
export const EXPIRED_KEY = 'sk_test_anExpiredKeyOfTheTests';

export const REPORT_PAYMENT = [
  'amount_requested[currency]=usd&amount_requested[value]=5099&initiated_at=1750000000',
  '&payment_method_details[type]=custom&payment_method_details[custom][display_name]=Bank%20transfer',
  '&payment_method_details[custom][type]=bank_transfer&outcome=guaranteed&guaranteed[guaranteed_at]=1750000060',
].join('');

const FOLDER = new URL('../../../test/wire/golden/', import.meta.url);

/** One test for each case of a file; the settings are those of the server that answers it. */
export function goldenTests(name: string, cases: readonly GoldenCase[], settings: Partial<Settings> = {}): void {
  const file = new URL(`${name}.txt`, FOLDER);
  const is_updating = process.env['UPDATE_GOLDEN'] === '1';
  const kept = existsSync(file) ? sections(readFileSync(file, 'utf8')) : new Map<string, string>();
  const made = new Map<string, string>();
  let daybook: TestDaybook;
  let world: World;

  before(async () => {
    const maker = await startDaybook();
    world = await makeWorld(maker);
    await maker.close();
    daybook = await startDaybook({ ...settings, data_folder: maker.settings.data_folder });
  });
  after(async () => {
    await daybook.remove();
    if (is_updating) writeFileSync(file, [...made].map(([title, text]) => `=== ${title}\n${text}`).join('\n'));
  });

  for (const each of cases) {
    test(`${name}: ${each.name}`, async () => {
      const text = typeof each.request === 'string' ? each.request : each.request(world);
      const bytes = each.verbatim ? text : rawRequest(text);
      const answer = await answerTo(daybook, bytes, each.options);
      const exchange = withPlaceholders(shown(bytes, answer), daybook, world);
      made.set(each.name, exchange);
      checkEveryAnswer(answer, each.options?.bodyless === true);
      if (!is_updating) assert.equal(exchange, kept.get(each.name) ?? 'not in the file: run with UPDATE_GOLDEN=1');
    });
  }
  test(`${name}: the file holds these cases and no others`, () => {
    assert.equal(new Set(cases.map((each) => each.name)).size, cases.length, 'two cases have the same name');
    if (!is_updating) assert.deepEqual([...kept.keys()], [...made.keys()]);
  });
}

/** What holds for every answer, whatever it answers. */
function checkEveryAnswer(answer: RawAnswer, is_bodyless: boolean): void {
  assert.match(answer.header('request-id') ?? '', /^req_[0-9A-Za-z]{14}$/);
  assert.equal(answer.header('content-type'), 'application/json');
  assert.equal(answer.header('cache-control'), 'no-cache, no-store');
  if (!is_bodyless) {
    const length = Buffer.byteLength(answer.body);
    assert.equal(answer.header('content-length'), String(length));
    assert.equal(answer.body, JSON.stringify(JSON.parse(answer.body), null, 2), 'indented by two spaces');
  }
}

const HEADERS_NOT_SHOWN = new Set(['date', 'keep-alive', 'content-length']);

function shown(bytes: string, answer: RawAnswer): string {
  const headers = answer.headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((line) => !HEADERS_NOT_SHOWN.has(line.split(':', 1)[0] ?? '') && line !== 'connection: keep-alive')
    .sort();
  const lines = [
    ...bytes.split('\r\n').map((line) => `> ${line}`.trimEnd()),
    `< ${answer.status_line}`,
    ...headers.map((line) => `< ${line}`),
    '<',
    answer.body,
    '',
  ];
  return lines.join('\n');
}

/** Ids, times and addresses differ from run to run; what they stand for does not. */
function withPlaceholders(text: string, { address }: TestDaybook, world: World): string {
  let result = text.replaceAll(address, '{address}');
  for (const [name, id] of Object.entries(world)) result = result.replaceAll(id as string, `{${name}}`);
  const numbers = new Map<string, string>();
  result = result.replaceAll(/\b(evt|jrn|key|par|pm|pr|prr|req)_[0-9A-Za-z]{14,}\b/g, (id, prefix: string) => {
    const known =
      numbers.get(id) ?? `{${prefix}_${[...numbers.values()].filter((n) => n.startsWith(`{${prefix}_`)).length + 1}}`;
    numbers.set(id, known);
    return known;
  });
  const now = Date.now() / 1000;
  result = result.replaceAll(/\b\d{10}\b/g, (digits) => (Math.abs(Number(digits) - now) < 600 ? '{now}' : digits));
  return result
    .replaceAll(/("fingerprint": )"[0-9A-Za-z]{16}"/g, '$1"{fingerprint}"')
    .replaceAll(/("exp_year": )20\d\d/g, '$1{year}');
}

function sections(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const section of text.split(/^=== /m).slice(1)) {
    const end = section.indexOf('\n');
    // One blank line divides the sections; it belongs to none of them.
    found.set(section.slice(0, end), section.slice(end + 1).replace(/\n\n$/, '\n'));
  }
  return found;
}

async function makeWorld(daybook: TestDaybook): Promise<World> {
  const older = await request(daybook, 'POST', '/v1/payment_records/report_payment', REPORT_PAYMENT);
  const newer = await request(daybook, 'POST', '/v1/payment_records/report_payment', REPORT_PAYMENT);
  const live = await request(daybook, 'POST', '/v1/payment_records/report_payment', REPORT_PAYMENT, {
    Authorization: `Bearer ${LIVE_KEY}`,
  });
  const events = await request(daybook, 'GET', '/v1/events', 'limit=1');
  const account = await makeKeys(daybook);
  return {
    record: newer.body.id,
    attempt: newer.body.latest_payment_attempt_record,
    older_record: older.body.id,
    live_record: live.body.id,
    event: events.body.data[0].id,
    account,
  };
}

async function makeKeys(daybook: TestDaybook): Promise<string> {
  return withLedger(daybook, async ({ run, account }) => {
    const make = (type: 'publishable' | 'restricted' | 'secret', key: string, permissions?: Permissions) =>
      run('api_key.create', { type, ...storedKey(key), name: undefined, permissions });
    await make('publishable', PUBLISHABLE_KEY);
    await make('restricted', RESTRICTED_KEY, { events: 'write', payment_records: 'read' });
    const { id } = await make('secret', EXPIRED_KEY);
    await run('api_key.revoke', { id });
    return account;
  });
}
