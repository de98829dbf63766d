/**
 * However the number of a card is written, and wherever in a request it stands, nothing of it is in a file of the
 * database, in the log of requests, in an answer, or in a line of the server's own log.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverLogger } from '../../../src/cli/logger.js';
import { digitsLeftIn, NUMBERS, SEPARATORS, spelled, ZEROS } from '../../support/card_spellings.js';
import { LIVE_KEY, startDaybook, TEST_KEY } from '../../support/daybook.js';

const [NUMBER, GROUPS] = NUMBERS[0] ?? ['', []];
const SPELLINGS = [
  ...['', ...SEPARATORS].map((separator) => spelled(NUMBER, GROUPS, separator)),
  ...ZEROS.flatMap((zero) => ['', ' ', '.'].map((separator) => spelled(NUMBER, GROUPS, separator, zero))),
  `GB29${NUMBER}`,
  `0${NUMBER}`,
];

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request of each kind, with the text in it. In test mode a text may hold a number, so there it is refused for something else. */
function requestsWith(text: string, livemode: boolean): Sent[] {
  const written = encodeURIComponent(text);
  const as_header = /^[\x20-\x7e]+$/.test(text) ? text.trim() : written;
  const wrong = livemode ? '' : '&unknown=1';
  return [
    { method: 'POST', path: '/v1/customers', body: `description=${written}${wrong}` },
    { method: 'POST', path: '/v1/customers', body: `metadata[note]=see ${written}.${wrong}` },
    { method: 'POST', path: '/v1/customers', body: `metadata[${written.slice(0, 40)}]=1&name=${written}${wrong}` },
    { method: 'POST', path: '/v1/customers', body: `${written}=1` },
    { method: 'POST', path: '/v1/customers', body: `card=${written}&card_number=${written}&x[number]=${written}` },
    { method: 'POST', path: '/v1/customers', body: `[${written}` },
    { method: 'POST', path: '/v1/customers', body: `email=${written}` },
    { method: 'POST', path: '/v1/payment_intents', body: `amount=${written}&currency=${written}` },
    {
      method: 'POST',
      path: '/v1/payment_intents',
      body: `amount=1000&currency=usd&confirm=true&return_url=https%3A%2F%2Fa.example%2F${written}${wrong}`,
    },
    { method: 'POST', path: '/v1/customers', body: 'name=Ada', headers: { 'Idempotency-Key': as_header } },
    { method: 'POST', path: '/v1/customers', body: 'name=Ada', headers: { 'Idempotency-Key': as_header } },
    { method: 'POST', path: '/v1/customers', body: 'name=Bo', headers: { 'Idempotency-Key': as_header } },
    {
      method: 'POST',
      path: `/v1/payment_intents/${written}/confirm`,
      headers: { 'Idempotency-Key': `in path ${as_header}` },
    },
    { method: 'GET', path: `/v1/customers/${written}` },
    { method: 'GET', path: `/v1/customers?email=${written}` },
    { method: 'GET', path: `/v1/customers?starting_after=${written}&limit=${written}` },
    { method: 'GET', path: `/v1/charges/search?query=${written}` },
    { method: 'GET', path: `/v1/charges/search?query=${encodeURIComponent(`metadata['note']:'${text}'`)}` },
    { method: 'GET', path: `/v1/customers?expand[]=${written}` },
    { method: 'GET', path: '/v1/customers', headers: { 'Stripe-Version': as_header } },
    { method: 'GET', path: '/v1/customers', headers: { 'Stripe-Account': as_header } },
  ];
}

/** Where a text holds the number, whole and as a reader would find it; undefined if it does not. */
function leftIn(text: string): string | undefined {
  if (digitsLeftIn(text).includes(NUMBER)) return 'the digits';
  return SPELLINGS.flatMap((spelling) => [
    spelling,
    encodeURIComponent(spelling),
    JSON.stringify(spelling).slice(1, -1),
  ]).find((written) => text.includes(written));
}

const SLOW = process.env['DAYBOOK_SLOW'] === '1';

test('nothing is left of it, anywhere', { timeout: 300_000 }, async () => {
  const data_folder = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const lines: string[] = [];
  const logger = serverLogger('trace', { write: (line: string) => void lines.push(line) });
  const daybook = await startDaybook({ data_folder, log_level: 'trace' }, logger);
  const files = (): void => {
    const names = readdirSync(data_folder);
    assert.ok(names.some((name) => name.endsWith('.sqlite')));
    for (const name of names) {
      const found = leftIn(readFileSync(join(data_folder, name), 'utf8'));
      assert.equal(found, undefined, `${name} holds ${found}`);
    }
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= daybook.close();
    return closing;
  };
  try {
    const seen = new Set<number>();
    let first: string | undefined;
    for (const key of [LIVE_KEY, TEST_KEY]) {
      for (const text of SPELLINGS.filter((_spelling, index) => SLOW || index % 3 === 0)) {
        for (const { method, path, body, headers } of requestsWith(text, key === LIVE_KEY)) {
          const answer = await fetch(`${daybook.address}${path}`, {
            method,
            headers: {
              Authorization: `Bearer ${key}`,
              ...(method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
              ...headers,
            },
            ...(body === undefined ? {} : { body }),
          });
          const about = `${method} ${path} ${body ?? ''} ${JSON.stringify(headers ?? {})}`;
          assert.ok(answer.status < 500, about);
          seen.add(answer.status);
          first ??= answer.headers.get('request-id') ?? undefined;
          // The address of a list is that which was asked for.
          const said = (await answer.text()).replace(/"url": "[^"]*"/, '');
          assert.equal(leftIn(said), undefined, `${about} was answered with ${said}`);
        }
      }
    }
    assert.deepEqual([...seen].sort(), [200, 400, 403, 404]);
    logger.error({ err: new Error(`what broke held ${SPELLINGS[1]}`) }, `and ${SPELLINGS[2]}`);
    assert.equal(leftIn(lines.join('')), undefined);
    files();
    await close();
    files();
    assert.ok(
      readFileSync(join(data_folder, 'daybook.sqlite'), 'latin1').includes(first ?? ''),
      'requests are in the files',
    );
  } finally {
    await close();
    rmSync(data_folder, { recursive: true, force: true });
  }
});
