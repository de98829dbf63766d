/** A table of payments with lines for refunds adds up to the overview, to the cent, whatever the time is. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { fillWithDemo } from '../../../src/app/demo/fill.js';
import { createKey } from '../../../src/app/keys.js';
import { openInline } from '../../../src/app/ledger.js';
import { request, startDaybook, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { type Engine, engines, type TestDatabase } from '../../support/engines.js';
import { withLedger } from '../../support/ledger.js';

const DAY = 86_400;
const END = Date.UTC(2026, 5, 15, 9) / 1000;
const DAYS = 70;
const DEMO = { payments: 180, days: DAYS, end_ms: END * 1000, seed: 3, api_version: '2026-07-29.dahlia' };
/** That of most payments of the demo. */
const CURRENCY = 'eur';
const MONEY = ['captured', 'refunded', 'fee', 'net'] as const;

type Cells = Readonly<Record<string, string>>;

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => sums(engine));
}

function sums(engine: Engine): void {
  let database: TestDatabase;
  let daybook: TestDaybook;
  before(async () => {
    database = await engine.make();
    const ledger = await openInline(database.location, machineClock);
    await fillWithDemo(ledger.store, DEMO);
    await ledger.close();
    daybook = await startDaybook(database.location);
  });
  after(async () => {
    await daybook?.remove();
    await database?.remove();
  });

  async function table(query: string, key = TEST_KEY): Promise<readonly Cells[]> {
    const columns = ['line', 'id', 'payment_record', 'currency', 'state', 'amount', 'amount_refunded', ...MONEY];
    const asked = `${columns.map((name) => `columns[]=${name}`).join('&')}&${query}`;
    const response = await fetch(`${daybook.address}/v1/payment_records.csv?${asked}`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    const [, ...lines] = (await response.text()).trimEnd().split('\r\n');
    assert.equal(response.status, 200);
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [columns[index] ?? '', cell])));
  }
  const total = (rows: readonly Cells[], column: string) =>
    rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0);

  test('of every month, week and odd stretch, by both times', async () => {
    const stretches = [
      [Date.UTC(2026, 3, 1) / 1000, Date.UTC(2026, 4, 1) / 1000],
      [Date.UTC(2026, 4, 1) / 1000, Date.UTC(2026, 5, 1) / 1000],
      [END - 7 * DAY, END],
      [END - 31 * DAY - 12_345, END - 17 * DAY - 77],
      [END - DAYS * DAY, END + DAY],
    ] as const;
    let late = 0;
    for (const [from, to] of stretches) {
      for (const [dated_by, filter] of [
        ['happened', 'outcome_happened'],
        ['recorded', 'created'],
      ]) {
        const { totals } = (
          await request(
            daybook,
            'GET',
            '/v1/daybook/overview',
            `from=${from}&to=${to}&currency=${CURRENCY}&dated_by=${dated_by}`,
          )
        ).body;
        const range = `currency=${CURRENCY}&${filter}[gte]=${from}&${filter}[lt]=${to}`;
        const rows = await table(`refund_lines=true&${range}`);
        const what = `${dated_by}, ${from} to ${to}`;
        assert.equal(total(rows, 'captured'), totals.amount_guaranteed, what);
        assert.equal(total(rows, 'refunded'), totals.amount_refunded, what);
        assert.equal(total(rows, 'net'), totals.amount_guaranteed - totals.amount_refunded - total(rows, 'fee'), what);
        const received = new Set(rows.filter(({ line }) => line === 'payment').map(({ id }) => id));
        late += rows.filter(({ line, payment_record }) => line === 'refund' && !received.has(payment_record)).length;
      }
    }
    assert.ok(late > 1, `${late} refunds are of payments that another time received`);
  });

  test('fees are those of the movements of the balance, and none is told without the right', async () => {
    const movements: { type: string; fee: number }[] = [];
    for (let after = ''; ; ) {
      const { body } = await request(
        daybook,
        'GET',
        '/v1/balance_transactions',
        `type=charge&currency=${CURRENCY}&limit=100${after}`,
      );
      movements.push(...body.data);
      if (!body.has_more) break;
      after = `&starting_after=${body.data.at(-1).id}`;
    }
    const fees = movements.reduce((sum, { fee }) => sum + fee, 0);
    const rows = await table(`currency=${CURRENCY}`);
    assert.ok(fees > 0);
    assert.equal(total(rows, 'fee'), fees);
    assert.ok(rows.some(({ fee }) => fee === ''));
    const keyFor = (permissions: Record<string, 'read'>) =>
      withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'restricted', livemode: false, name: undefined, permissions }),
      );
    const { text: narrow } = await keyFor({ payment_records: 'read' });
    for (const { fee, net } of await table('', narrow)) assert.deepEqual([fee, net], ['', '']);
    const response = await fetch(`${daybook.address}/v1/payment_records.csv?refund_lines=true`, {
      headers: { Authorization: `Bearer ${narrow}` },
    });
    assert.equal(response.status, 403, 'refunds are shown to those who may read them');
  });

  test('refunds are of the payments that are filtered for, whenever these were made', async () => {
    const all = await table('refund_lines=true');
    const plain = await table('');
    assert.deepEqual(
      all.filter(({ line }) => line === 'payment').map(({ id }) => id),
      plain.map(({ id }) => id),
      'payments first, in the order of the table',
    );
    assert.equal(total(all, 'refunded'), total(plain, 'refunded'), 'the same money, on lines of its own');
    assert.equal(total(plain, 'refunded'), total(plain, 'amount_refunded'));
    const refund = all.find(({ line }) => line === 'refund');
    assert.ok(refund);
    assert.deepEqual([refund['amount'], refund['captured'], refund['fee']], ['', '0.00', '']);
    assert.equal(refund['net'], `-${refund['refunded']}`);
    for (const filter of ['processor=custom', 'method=visa', 'state[]=refunded', 'query=4242']) {
      const wanted = new Set((await table(filter)).map(({ id }) => id));
      const rows = await table(`refund_lines=true&${filter}`);
      const of_wanted = all.filter(({ payment_record }) => wanted.has(payment_record));
      assert.deepEqual(rows.map(({ id }) => id).sort(), of_wanted.map(({ id }) => id).sort(), filter);
    }
    const { status, body } = await request(
      daybook,
      'GET',
      '/v1/payment_records.csv',
      'refund_lines=true&happened[gte]=1',
    );
    assert.deepEqual([status, body.error.param], [400, 'refund_lines']);
  });
}
