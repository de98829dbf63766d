/** The overview: worked through by hand, and against sums over every payment that a random history leaves. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { seededRandom } from '../../../../bench/payments.js';
import { createKey } from '../../../../src/app/keys.js';
import type { Document } from '../../../../src/core/kernel/kind.js';
import { methodOf, processorNameOf } from '../../../../src/core/payments/payment_record/features.js';
import { stateOf } from '../../../../src/core/payments/payment_record/states.js';
import type { PaymentRecord } from '../../../../src/core/payments/payment_record/types.js';
import { request, TEST_KEY, type TestDaybook } from '../../../support/daybook.js';
import { putDocuments } from '../../../support/documents.js';
import { engines } from '../../../support/engines.js';
import { withLedger } from '../../../support/ledger.js';

const DAY = 86_400;
/** 1 March 2025, midnight in UTC. */
const START = 1_740_787_200;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into at every depth
type Json = any;

function record(created: number, change: Partial<PaymentRecord>): Omit<PaymentRecord, 'id'> {
  return {
    created,
    currency: 'usd',
    amounts: { requested: 1000 },
    reported_by: 'self',
    processor_details: { type: 'custom' },
    latest_payment_attempt_record: 'par_1',
    ...change,
  };
}

const paid = (value: number, refunded?: number) => ({
  amounts: { requested: value, authorized: value, guaranteed: value, ...(refunded === undefined ? {} : { refunded }) },
});
const card = (brand: 'visa' | 'mastercard'): Partial<PaymentRecord> => ({
  payment_method_details: {
    type: 'card',
    card: { brand } as NonNullable<NonNullable<PaymentRecord['payment_method_details']>['card']>,
  },
});
const BANK: Partial<PaymentRecord> = { payment_method_details: { type: 'custom', custom: { display_name: 'Bank' } } };
let references = 0;
const refund = (refunded_at: number, amount: number, currency = 'usd', created = refunded_at) => {
  references += 1;
  return {
    created,
    payment_record: 'pr_1',
    payment_attempt_record: 'par_1',
    currency,
    amount,
    refund_reference: `r${references}`,
    refunded_at,
  };
};
const FAILED = { amounts: { requested: 1000, failed: 1000 } };

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    async function overview(query: string): Promise<Json> {
      const { status, body } = await request(daybook, 'GET', '/v1/daybook/overview', query);
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    }

    test('of nothing it is all zeros, in no currency', async () => {
      const { from, to, series, ...rest } = await overview('');
      assert.equal(to - from, 30 * DAY);
      assert.ok(series.length >= 30 && series.every(({ payments }: Json) => payments === 0));
      const zero = { payments: 0, succeeded: 0, failed: 0, amount_guaranteed: 0, amount_refunded: 0 };
      assert.deepEqual(rest, {
        object: 'overview',
        by_method: [],
        by_processor: [],
        currencies: [],
        currency: null,
        dated_by: 'happened',
        decline_reasons: [],
        disputes_needing_response: 0,
        disputes_open: 0,
        disputes_overdue: 0,
        interval: 'day',
        livemode: false,
        open_authorizations: { count: 0, amount: 0, expiring: [] },
        previous: null,
        timezone: 'UTC',
        totals: zero,
      });
    });

    test('payments are counted in their period and added up by what became of them', async () => {
      await putDocuments(daybook, 'payment_record', [
        record(START - 1, { ...paid(111), ...card('visa') }),
        record(START, { ...paid(500), ...card('visa') }),
        record(START + DAY - 1, { ...paid(700, 700), ...card('mastercard') }),
        record(START + DAY, { ...FAILED, ...BANK }),
        record(START + DAY + 5, { ...paid(300, 100), ...BANK, processor_details: { type: 'other' } }),
        record(START + 2 * DAY, { amounts: { requested: 1000, canceled: 1000 }, ...card('visa') }),
        record(START + 3 * DAY, { ...paid(999), ...card('visa') }),
        record(START + 5, { ...paid(20), ...card('visa'), currency: 'eur' }),
        record(START + 6, { ...FAILED, ...card('visa'), currency: 'eur' }),
      ]);
      await putDocuments(daybook, 'payment_record', [record(START, { ...paid(77777), ...card('visa') })], true);
      await putDocuments(daybook, 'payment_record_refund', [
        refund(START + DAY - 1, 600),
        refund(START + DAY, 100),
        refund(START + 2 * DAY + 7, 100),
        refund(START + 3 * DAY, 9),
        refund(START - 1, 3),
        refund(START, 4, 'eur'),
      ]);
      await putDocuments(daybook, 'payment_record_refund', [refund(START, 88)], true);
      const range = `from=${START}&to=${START + 3 * DAY}`;
      const body = await overview(`${range}&compare=true`);
      assert.deepEqual(body.currencies, ['eur', 'usd']);
      assert.equal(body.currency, 'usd', 'the one with most payments');
      assert.deepEqual(body.totals, {
        payments: 5,
        succeeded: 3,
        failed: 1,
        amount_guaranteed: 1500,
        amount_refunded: 800,
      });
      assert.deepEqual(body.previous, {
        from: START - 3 * DAY,
        to: START,
        payments: 1,
        succeeded: 1,
        failed: 0,
        amount_guaranteed: 111,
        amount_refunded: 3,
      });
      assert.deepEqual(body.series, [
        { from: START, payments: 2, succeeded: 2, failed: 0, amount_guaranteed: 1200, amount_refunded: 600 },
        { from: START + DAY, payments: 2, succeeded: 1, failed: 1, amount_guaranteed: 300, amount_refunded: 100 },
        { from: START + 2 * DAY, payments: 1, succeeded: 0, failed: 0, amount_guaranteed: 0, amount_refunded: 100 },
      ]);
      assert.deepEqual(body.by_method, [
        { method: 'custom: Bank', payments: 2, succeeded: 1, failed: 1, amount_guaranteed: 300 },
        { method: 'visa', payments: 2, succeeded: 1, failed: 0, amount_guaranteed: 500 },
        { method: 'mastercard', payments: 1, succeeded: 1, failed: 0, amount_guaranteed: 700 },
      ]);
      assert.deepEqual(body.by_processor, [
        { processor: 'custom', payments: 4, succeeded: 2, failed: 1, amount_guaranteed: 1200 },
        { processor: 'other', payments: 1, succeeded: 1, failed: 0, amount_guaranteed: 300 },
      ]);
      const euro = await overview(`${range}&currency=EUR`);
      assert.deepEqual(euro.totals, {
        payments: 2,
        succeeded: 1,
        failed: 1,
        amount_guaranteed: 20,
        amount_refunded: 4,
      });
      const none = await overview(`${range}&currency=chf`);
      assert.deepEqual([none.currency, none.totals.payments, none.series.length], ['chf', 0, 3]);
      const paris = await overview(`${range}&timezone=Europe/Paris`);
      assert.deepEqual(
        paris.series.map(({ from, payments }: Json) => [from - START, payments]),
        [
          [0, 1],
          [DAY - 3600, 3],
          [2 * DAY - 3600, 1],
          [3 * DAY - 3600, 0],
        ],
        'the last second of the day in UTC is the next day in Paris',
      );
    });

    test('what was declined and what is held or disputed is told, from payments that Daybook made', async () => {
      const now = Math.floor(Date.now() / 1000);
      const intents: Json[] = [];
      for (const form of [
        'payment_method=pm_card_visa&capture_method=manual',
        'payment_method=pm_card_visa&capture_method=manual',
        'payment_method=pm_card_visa',
        'payment_method=pm_card_visa_chargeDeclinedInsufficientFunds',
        'payment_method=pm_card_visa_chargeDeclinedInsufficientFunds',
        'payment_method=pm_card_visa_chargeDeclinedLostCard',
      ]) {
        const { body } = await request(
          daybook,
          'POST',
          '/v1/payment_intents',
          `amount=1000&currency=gbp&confirm=true&${form}`,
        );
        intents.push(body);
      }
      const [held] = intents;
      await putDocuments(
        daybook,
        'dispute',
        (['needs_response', 'warning_needs_response', 'under_review', 'won', 'lost'] as const).map(
          (status, index) =>
            ({
              id: `du_0000000${index}`,
              created: now,
              amount: 5,
              currency: 'usd',
              status,
              reason: 'fraudulent',
              charge: 'ch_1',
              payment_intent: 'pi_1',
              card_brand: 'visa',
              // The inquiry's is over, and so is that of one that nobody waits for any more.
              evidence_due_by: index % 2 === 0 ? now + DAY : now - 1,
            }) satisfies Document<'dispute'>,
        ),
      );
      const body = await overview('currency=gbp');
      assert.deepEqual(body.decline_reasons, [
        { reason: 'insufficient_funds', count: 2 },
        { reason: 'lost_card', count: 1 },
      ]);
      assert.deepEqual([body.disputes_needing_response, body.disputes_open, body.disputes_overdue], [2, 3, 1]);
      const due = async (bound: string) => {
        const form = `status[]=needs_response&status[]=warning_needs_response&evidence_due_by[${bound}]=${now}`;
        return (await request(daybook, 'GET', '/v1/disputes', form)).body.data.map(({ status }: Json) => status);
      };
      assert.deepEqual([await due('lt'), await due('gte')], [['warning_needs_response'], ['needs_response']]);
      const { count, amount, expiring } = body.open_authorizations;
      assert.deepEqual([count, amount, expiring.length], [2, 2000, 2]);
      const { capture_before, ...first } = expiring[0];
      assert.deepEqual(first, {
        payment_intent: held.id,
        payment_record: first.payment_record,
        amount: 1000,
        currency: 'gbp',
      });
      const charge = (await request(daybook, 'GET', `/v1/charges/${held.latest_charge}`)).body;
      assert.equal(capture_before, charge.payment_method_details.card.capture_before);
      assert.deepEqual((await overview('currency=usd')).open_authorizations, { count: 0, amount: 0, expiring: [] });
      const before_all = await overview(`currency=gbp&from=${START}&to=${START + 1}`);
      assert.deepEqual(before_all.decline_reasons, [], 'declines are of the time, what is held is of now');
      assert.equal(before_all.open_authorizations.count, 2);
      await request(daybook, 'POST', `/v1/payment_intents/${held.id}/capture`);
      assert.equal((await overview('currency=gbp')).open_authorizations.count, 1);
      const { body: record_of } = await request(daybook, 'GET', `/v1/payment_records/${first.payment_record}`);
      assert.equal(record_of.amount_guaranteed.value, 1000);
    });

    test('behind each reason are exactly the payments that were counted', async () => {
      const pay = async (payment_method: string) => {
        const form = `amount=1000&currency=sek&confirm=true&payment_method=${payment_method}`;
        const { body } = await request(daybook, 'POST', '/v1/payment_intents', form);
        return body.error?.payment_intent?.id ?? body.id;
      };
      const again = (id: string, payment_method: string) =>
        request(daybook, 'POST', `/v1/payment_intents/${id}/confirm`, `payment_method=${payment_method}`);
      for (let count = 0; count < 3; count += 1) await pay('pm_card_visa_chargeDeclinedInsufficientFunds');
      await pay('pm_card_visa_chargeDeclined');
      await pay('pm_card_chargeDeclinedExpiredCard');
      await pay('pm_card_visa');
      // The latest attempt counts: of one that was declined twice the second, and of one that was paid then none.
      await again(await pay('pm_card_visa_chargeDeclinedLostCard'), 'pm_card_visa_chargeDeclined');
      await again(await pay('pm_card_visa_chargeDeclinedLostCard'), 'pm_card_visa');
      // One that waits for its payer has no answer yet.
      await again(await pay('pm_card_visa_chargeDeclinedLostCard'), 'pm_card_authenticationRequired');
      // One that is not tried again was declined all the same.
      const abandoned = await pay('pm_card_chargeDeclinedIncorrectCvc');
      await request(daybook, 'POST', `/v1/payment_intents/${abandoned}/cancel`);
      const declined = { ...FAILED, currency: 'sek', decline_reason: 'lost_card' };
      await putDocuments(daybook, 'payment_record', [
        record(START - 1, declined),
        record(START, declined),
        record(START + DAY - 1, declined),
        record(START + DAY, declined),
        record(START, { ...declined, currency: 'usd' }),
        record(START, { ...FAILED, currency: 'sek' }),
        // What nobody failed to pay has no reason, and needs none.
        record(START, { ...paid(700), currency: 'sek' }),
      ]);
      await putDocuments(daybook, 'payment_record', [record(START, declined)], true);

      const counts = async (query: string) => {
        const { from, to, decline_reasons } = await overview(`currency=sek&${query}`);
        for (const { reason, count } of decline_reasons) {
          const filters = `currency=sek&created[gte]=${from}&created[lt]=${to}&decline_reason=${reason}&limit=100`;
          const { body } = await request(daybook, 'GET', '/v1/payment_records', filters);
          assert.equal(body.data.length, count, reason);
          const table = await fetch(`${daybook.address}/v1/payment_records.csv?${filters.replace('&limit=100', '')}`, {
            headers: { Authorization: `Bearer ${TEST_KEY}` },
          });
          assert.equal((await table.text()).trim().split('\r\n').length - 1, count, reason);
        }
        return decline_reasons.map(({ reason, count }: Json) => [reason, count]);
      };
      assert.deepEqual(await counts(''), [
        ['insufficient_funds', 3],
        ['generic_decline', 2],
        ['expired_card', 1],
        ['incorrect_cvc', 1],
      ]);
      assert.deepEqual(await counts(`from=${START}&to=${START + DAY}`), [
        ['lost_card', 2],
        ['none', 1],
      ]);
      const list = async (query: string) =>
        (await request(daybook, 'GET', '/v1/payment_records', `limit=100&${query}`)).body.data.length;
      assert.equal(await list('decline_reason=lost_card'), 6, 'in every currency, with the one in pounds');
      assert.equal(await list('decline_reason=incorrect_cvc&state=canceled'), 1);
      assert.equal(await list('decline_reason=incorrect_cvc&state=failed'), 0);
      assert.equal(await list('decline_reason=unheard_of'), 0);
    });

    test('what is not over is compared with as much of what was before', async () => {
      const now = Math.floor(Date.now() / 1000);
      const hours = (count: number) => now + count * 3_600;
      await putDocuments(daybook, 'payment_record', [
        record(hours(-1), { ...paid(1), currency: 'nok' }),
        record(hours(-3), { ...paid(10), currency: 'nok' }),
        record(hours(-5), { ...paid(100), currency: 'nok' }),
        record(hours(-7), { ...paid(1_000), currency: 'nok' }),
      ]);
      for (const dated_by of ['happened', 'recorded']) {
        const { totals, previous } = await overview(
          `from=${hours(-2)}&to=${hours(2)}&currency=nok&compare=true&dated_by=${dated_by}`,
        );
        assert.deepEqual([totals.amount_guaranteed, previous.amount_guaranteed], [1, 100], dated_by);
        assert.equal(previous.from, hours(-6));
        assert.ok(previous.to > hours(-4) && previous.to < hours(-3), 'up to this second');
      }
    });

    test('what cannot be summed up is refused, with its name', async () => {
      for (const [query, param] of [
        [`from=${START}&to=${START}`, 'from'],
        [`from=${START + 1}&to=${START}`, 'from'],
        [`from=${START}&to=${START + 2_000 * DAY}`, 'interval'],
        [`from=${START}&to=${START * 1000}`, 'to'],
        ['from=0', 'interval'],
        [`from=${START}&to=${START + 60 * DAY}&interval=hour`, 'interval'],
        ['interval=year', 'interval'],
        ['timezone=Mars/Olympus', 'timezone'],
        ['currency=zzz', 'currency'],
        ['compare=1', 'compare'],
      ]) {
        const { status, body } = await request(daybook, 'GET', '/v1/daybook/overview', query);
        assert.deepEqual([status, body.error?.param], [400, param], query);
      }
    });

    test('sums beyond what a JSON number can hold are told exactly, as a text of digits', async () => {
      // An older release took such a report.
      const largest = paid(Number.MAX_SAFE_INTEGER);
      await putDocuments(daybook, 'payment_record', [record(START, { ...largest, currency: 'idr' })]);
      const range = `from=${START}&to=${START + DAY}&currency=idr&compare=true`;
      assert.equal((await overview(range)).totals.amount_guaranteed, Number.MAX_SAFE_INTEGER);
      await putDocuments(daybook, 'payment_record', [record(START, { ...paid(2), currency: 'idr' })]);
      await putDocuments(daybook, 'payment_record', [record(START, { ...largest, currency: 'idr' })]);
      await putDocuments(daybook, 'payment_record_refund', [
        refund(START, Number.MAX_SAFE_INTEGER, 'idr'),
        refund(START + DAY - 1, 10, 'idr'),
      ]);
      const exact = (sum: bigint) => ({ amount_guaranteed: String(sum), amount_refunded: '9007199254741001' });
      const sum = 2n * BigInt(Number.MAX_SAFE_INTEGER) + 2n;
      const of_day = await overview(range);
      for (const part of [of_day.totals, of_day.series[0]]) {
        const { amount_guaranteed, amount_refunded } = part;
        assert.deepEqual({ amount_guaranteed, amount_refunded }, exact(sum));
      }
      assert.equal(of_day.by_method[0].amount_guaranteed, String(sum));
      assert.equal(of_day.by_processor[0].amount_guaranteed, String(sum));
      const { previous } = await overview(`from=${START + DAY}&to=${START + 2 * DAY}&currency=idr&compare=true`);
      assert.equal(previous.amount_guaranteed, String(sum));
    });

    test('the sum of as many reports of twelve digits as it takes is exact', async () => {
      const start = START - 9_000 * DAY;
      const count = 9_100;
      const most = record(start, { ...paid(999_999_999_999), currency: 'idr' });
      await putDocuments(daybook, 'payment_record', Array<typeof most>(count).fill(most));
      const { totals } = await overview(`from=${start}&to=${start + DAY}`);
      assert.equal(totals.amount_guaranteed, String(999_999_999_999n * BigInt(count)));
    });

    test('a restricted key needs the right to read payments', async () => {
      const { text } = await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'restricted', livemode: false, name: undefined, permissions: { events: 'read' } }),
      );
      const { status } = await request(daybook, 'GET', '/v1/daybook/overview', '', { Authorization: `Bearer ${text}` });
      assert.equal(status, 403);
    });

    for (const seed of [1, 2, 3]) {
      test(`after a random history the sums are those of all payments, one by one (seed ${seed})`, async () => {
        const random = seededRandom(seed);
        const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
        const start = START - seed * 1_000 * DAY;
        const made = Array.from({ length: 400 }, () => {
          const value = 1 + Math.floor(random() * 10_000);
          const amounts = pick([
            { requested: value },
            { requested: value, failed: value },
            { requested: value, canceled: value },
            { requested: value, authorized: value, guaranteed: value },
            { requested: value, authorized: value, guaranteed: value, refunded: value },
            { requested: value, authorized: value, guaranteed: value, refunded: Math.ceil(value / 2) },
          ]);
          const created = start + Math.floor(random() * 20 * DAY);
          const currency = pick(['usd', 'usd', 'eur', 'jpy']);
          const more = pick([card('visa'), card('mastercard'), BANK, {}]);
          return record(created, {
            amounts,
            currency,
            ...more,
            processor_details: { type: pick(['custom', 'a', 'b']) },
          });
        });
        await putDocuments(daybook, 'payment_record', made);
        const refunds = Array.from({ length: 90 }, () =>
          refund(start + Math.floor(random() * 20 * DAY), 1 + Math.floor(random() * 900), pick(['usd', 'eur'])),
        );
        await putDocuments(daybook, 'payment_record_refund', refunds);
        const from = start + Math.floor(random() * 5 * DAY);
        const to = from + 1 + Math.floor(random() * 15 * DAY);
        const interval = pick(['hour', 'day', 'week'] as const);
        const timezone = pick(['UTC', 'America/New_York', 'Asia/Kathmandu']);
        const body = await overview(
          `from=${from}&to=${to}&interval=${interval}&timezone=${timezone}&currency=usd&compare=true`,
        );

        const sums = (records: readonly Omit<PaymentRecord, 'id'>[], given_back = 0) => {
          const states = records.map(({ amounts }) => stateOf(amounts));
          return {
            payments: records.length,
            succeeded: states.filter((state) => /guaranteed|refunded/.test(state)).length,
            failed: states.filter((state) => state === 'failed').length,
            amount_guaranteed: records.reduce((sum, { amounts }) => sum + (amounts.guaranteed ?? 0), 0),
            amount_refunded: given_back,
          };
        };
        const within = (begin: number, end: number) =>
          made.filter(({ created, currency }) => currency === 'usd' && created >= begin && created < end);
        const refunded = (begin: number, end: number) =>
          refunds
            .filter(({ refunded_at, currency }) => currency === 'usd' && refunded_at >= begin && refunded_at < end)
            .reduce((sum, { amount }) => sum + amount, 0);
        const all = (begin: number, end: number) => sums(within(begin, end), refunded(begin, end));
        assert.deepEqual(body.totals, all(from, to));
        const { from: begun, to: ended, ...previous } = body.previous;
        assert.ok(begun < ended && ended <= from);
        assert.deepEqual(previous, all(begun, ended));
        const begins: number[] = body.series.map((period: Json) => period.from);
        assert.equal(begins[0], from);
        assert.deepEqual(
          body.series,
          begins.map((begin, index) => ({ from: begin, ...all(begin, begins[index + 1] ?? to) })),
        );
        for (const [list, name, of] of [
          [body.by_method, 'method', methodOf],
          [body.by_processor, 'processor', processorNameOf],
        ] as const) {
          for (const { [name]: value, ...counted } of list) {
            const { amount_refunded: _refunded, ...expected } = sums(
              within(from, to).filter((each) => of(each) === value),
            );
            assert.deepEqual(counted, expected, `${name} ${value}`);
          }
          const counted = list.reduce((sum: number, { payments }: Json) => sum + payments, 0);
          assert.equal(counted, body.totals.payments, name);
        }
      });
    }
  });
}
