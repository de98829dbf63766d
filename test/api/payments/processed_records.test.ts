/** The records and attempts that are kept for payment intents: their ids, their amounts, their history. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import {
  AUTHENTICATES,
  act,
  authenticate,
  confirmed,
  DECLINES,
  HOLDS,
  INCREMENTAL,
  INTENTS,
  intent,
  MULTICAPTURE,
  OVERCAPTURE,
  settledLate,
} from '../../support/intents.js';
import { assertRefused, get, idsOf, nextSecond, post, read, type Wire } from '../../support/reporting.js';
import { isRefused, LIVE, succeeds } from '../../support/scenario.js';

const RECORDS = '/v1/payment_records';
const ATTEMPTS = '/v1/payment_attempt_records';

/** `requested/authorized/guaranteed/failed/canceled/refunded`, and what is to be collected where that is another amount. */
function amountsOf(object: Wire): string {
  const parts = ['requested', 'authorized', 'guaranteed', 'failed', 'canceled', 'refunded'];
  const [amount, ...values] = [object['amount'], ...parts.map((part) => object[`amount_${part}`])].map(
    ({ value }: { value: number }) => value,
  );
  return values.join('/') + (amount === values[0] ? '' : ` of ${amount}`);
}

for (const engine of engines()) {
  describe(`records of payment intents on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    const record = (of: Wire) => read(daybook, `${RECORDS}/${of['id']}`);
    const attempts = async (of: Wire): Promise<Wire[]> =>
      (await read(daybook, ATTEMPTS, { payment_record: of['id'] }))['data'];

    it('finds the record by the intent and the attempt by the charge', async () => {
      const paid = await confirmed(daybook, 'payment_method=pm_card_visa');
      const by_intent = await record(paid);
      assert.equal(by_intent['id'], paid['payment_record']);
      assert.deepEqual(by_intent, await read(daybook, `${RECORDS}/${paid['payment_record']}`));
      const by_charge = await read(daybook, `${ATTEMPTS}/${paid['latest_charge']}`);
      assert.equal(by_charge['id'], by_intent['latest_payment_attempt_record']);
      assert.deepEqual(by_charge, await read(daybook, `${ATTEMPTS}/${by_charge['id']}`));
      assert.deepEqual(by_charge['processor_details'], {
        custom: { payment_reference: paid['latest_charge'] },
        type: 'custom',
      });
      assert.deepEqual(idsOf(await read(daybook, ATTEMPTS, { payment_record: paid['id'] })), [by_charge['id']]);
      assert.deepEqual(idsOf(await read(daybook, ATTEMPTS, { payment_record: paid['payment_record'] })), [
        by_charge['id'],
      ]);
    });

    it('knows nothing by the id of an intent or a charge that is not there, or not in this mode', async () => {
      const { id } = await intent(daybook);
      for (const [kind, own] of [
        ['payment_record', 'pi_none'],
        ['payment_record', 'ch_none'],
        ['payment_attempt_record', 'ch_none'],
        ['payment_attempt_record', id],
      ] as const) {
        const message = assertRefused(await get(daybook, `/v1/${kind}s/${own}`), 404, 'resource_missing', 'id');
        assert.equal(message, `No such ${kind}: '${own}'`);
      }
      assertRefused(await get(daybook, `${RECORDS}/pi_none/history`), 404, 'resource_missing', 'id');
      assertRefused(await get(daybook, `${RECORDS}/pi_none`, { as_of: 1 }), 404, 'resource_missing', 'id');
      const unknown = await get(daybook, ATTEMPTS, { payment_record: 'pi_none' });
      assert.match(assertRefused(unknown, 400, 'resource_missing', 'payment_record'), /'pi_none'/);
      const live = await request(daybook, 'GET', `${RECORDS}/${id}`, '', LIVE);
      assert.equal(live.status, 404);
    });

    it('answers with the state of a second, by either id', async () => {
      await nextSecond();
      const held = await confirmed(daybook, HOLDS);
      const at = Math.floor(Date.now() / 1000);
      await nextSecond();
      await act(daybook, held['id'], 'capture');
      const [by_intent, by_id] = await Promise.all(
        [held['id'], held['payment_record']].map((id) => read(daybook, `${RECORDS}/${id}`, { as_of: at })),
      );
      assert.deepEqual(by_intent, by_id);
      assert.equal(amountsOf(by_intent as Wire), '1000/1000/0/0/0/0');
      const then = await read(daybook, `${ATTEMPTS}/${held['latest_charge']}`, { as_of: at });
      assert.equal(amountsOf(then), '1000/1000/0/0/0/0');
      assert.equal(amountsOf(await record(held)), '1000/1000/1000/0/0/0');
      const early = await get(daybook, `${RECORDS}/${held['id']}`, { as_of: at - 60 });
      assert.match(assertRefused(early, 400, undefined, 'as_of'), /did not know/);
    });

    it('keeps an attempt for each try, each with its own charge', async () => {
      const { id } = await intent(daybook);
      assert.equal(amountsOf(await record({ id })), '1000/0/0/0/0/0');
      assert.equal((await record({ id }))['latest_payment_attempt_record'], null);
      const declined = await act(daybook, id, 'confirm', DECLINES);
      assert.equal(amountsOf(await record({ id })), '1000/0/0/1000/0/0');
      await act(daybook, id, '', 'amount=1500');
      const asked = await act(daybook, id, 'confirm', AUTHENTICATES);
      assert.equal(asked['status'], 'requires_action');
      assert.equal(amountsOf(await record({ id })), '1000/0/0/0/0/0 of 1500');
      const [open] = await attempts({ id });
      assert.deepEqual(open?.['processor_details'], { type: 'custom' });
      const abandoned = await act(daybook, id, 'confirm', AUTHENTICATES);
      const paid = await authenticate(daybook, abandoned['id']);
      assert.equal(paid['status'], 'succeeded');
      assert.notEqual(paid['latest_charge'], declined['latest_charge']);
      assert.equal(amountsOf(await record({ id })), '1000/1500/1500/0/0/0 of 1500');
      const [third, second, first] = await attempts({ id });
      assert.equal(amountsOf(first as Wire), '1000/0/0/1000/0/0');
      assert.equal(amountsOf(second as Wire), '1500/0/0/0/1500/0');
      assert.equal(amountsOf(third as Wire), '1500/1500/1500/0/0/0');
      const references = [first, second, third].map((attempt) => attempt?.['processor_details'].custom);
      assert.deepEqual(references, [
        { payment_reference: declined['latest_charge'] },
        undefined,
        { payment_reference: paid['latest_charge'] },
      ]);
    });

    it('shows how the issuer authorized the card', async () => {
      const held = await confirmed(daybook, `${HOLDS}&payment_method_options[card][request_three_d_secure]=any`);
      const charge = await succeeds(daybook, 'GET', `${INTENTS}/${held['id']}`, 'expand[]=latest_charge');
      const of_charge = charge.latest_charge.payment_method_details.card;
      const { card } = (await record(held))['payment_method_details'];
      assert.match(card.authorization_code, /^\d{6}$/);
      assert.equal(card.authorization_code, of_charge.authorization_code);
      assert.equal(card.capture_before, of_charge.capture_before);
      assert.ok(card.capture_before > held['created']);
      assert.equal(card.network_transaction_id, of_charge.network_transaction_id);
      assert.deepEqual(card.three_d_secure, {
        authentication_flow: null,
        electronic_commerce_indicator: null,
        exemption_indicator: null,
        exemption_indicator_applied: null,
        result: 'attempt_acknowledged',
        result_reason: null,
        version: '2.2.0',
      });
      const [attempt] = await attempts(held);
      assert.deepEqual(attempt?.['payment_method_details'].card, card);
      const paid = await record(await confirmed(daybook, 'payment_method=pm_card_visa'));
      assert.equal('capture_before' in paid['payment_method_details'].card, false);
      const declined = (await act(daybook, (await intent(daybook))['id'], 'confirm', DECLINES))['id'];
      const failed = (await record({ id: declined }))['payment_method_details'].card;
      assert.deepEqual([failed.authorization_code, failed.three_d_secure], [null, null]);
    });

    it('takes no reports, by neither id, and changes nothing', async () => {
      const paid = await confirmed(daybook, 'payment_method=pm_card_visa');
      const refund = 'outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=r';
      for (const id of [paid['id'], paid['payment_record']]) {
        for (const [name, form] of [
          ['report_payment_attempt', 'initiated_at=1'],
          ['report_payment_attempt_guaranteed', 'guaranteed_at=1'],
          ['report_payment_attempt_failed', 'failed_at=1'],
          ['report_payment_attempt_canceled', 'canceled_at=1'],
          ['report_payment_attempt_informational', 'description=x'],
          ['report_refund', refund],
        ]) {
          await isRefused(daybook, 'POST', `${RECORDS}/${id}/${name}`, form ?? '', {
            message: new RegExp(
              `^The payment record '${paid['payment_record']}' is kept for a payment that Daybook processed`,
            ),
          });
        }
      }
      const unknown = await post(daybook, `${RECORDS}/pi_none/report_payment_attempt_failed`, { failed_at: 1 });
      assertRefused(unknown, 404, 'resource_missing', 'id');
      assert.equal((await read(daybook, `${RECORDS}/${paid['id']}/history`))['data'].length, 1);
    });

    it('lists and searches both kinds of records by their state', async () => {
      const held = await confirmed(daybook, `${HOLDS}&metadata[flow]=states`);
      const open = await intent(daybook, 'metadata[flow]=states');
      const reported = await succeeds(
        daybook,
        'POST',
        `${RECORDS}/report_payment`,
        'amount_requested[currency]=usd&amount_requested[value]=1000&initiated_at=1&metadata[flow]=states' +
          '&payment_method_details[type]=custom&payment_method_details[custom][display_name]=Cheque',
      );
      const found = async (state: string) =>
        idsOf(await read(daybook, `${RECORDS}/search`, { query: `state:"${state}" AND metadata["flow"]:"states"` }));
      assert.deepEqual(await found('authorized'), [held['payment_record']]);
      assert.deepEqual(await found('initiated'), [reported.id, open['payment_record']]);
      const listed = idsOf(await read(daybook, RECORDS, { state: 'authorized' }));
      assert.ok(listed.includes(held['payment_record']) && !listed.includes(reported.id));
      await act(daybook, held['id'], 'cancel');
      assert.deepEqual(await found('authorized'), []);
      assert.deepEqual(await found('canceled'), [held['payment_record']]);
      const [by_reference] = (await read(daybook, RECORDS, { processor_reference: held['latest_charge'] }))['data'];
      assert.equal(by_reference.id, held['payment_record']);
    });

    it('has every object that a command changed in the history, by either id', async () => {
      const held = await confirmed(daybook, HOLDS);
      await act(daybook, held['id'], 'capture');
      const history: Wire = await read(daybook, `${RECORDS}/${held['id']}/history`);
      assert.deepEqual<Wire>(history, {
        ...(await read(daybook, `${RECORDS}/${held['payment_record']}/history`)),
        url: `${RECORDS}/${held['id']}/history`,
      });
      const [captured, opened] = history['data'];
      assert.deepEqual([captured.command, opened.command], ['payment_intent.capture', 'payment_intent.create']);
      const objects = (entry: Wire): string[] => [
        ...new Set<string>(entry['changes'].map((change: Wire) => change['object'])),
      ];
      assert.deepEqual(objects(captured).sort(), [
        'balance_transaction',
        'charge',
        'payment_attempt_record',
        'payment_intent',
        'payment_record',
      ]);
      assert.ok(objects(opened).includes('payment_method'));
      const movement = captured.changes.find((change: Wire) => change['object'] === 'balance_transaction');
      assert.equal(movement.before, null);
      assert.equal(movement.after.object, 'balance_transaction');
      assert.equal(movement.after.amount, 1000);
      assert.equal(movement.after.source, held['latest_charge']);
    });

    it('emits no event of its own, whatever happens to the intent', async () => {
      const flows: Wire[] = [
        await confirmed(daybook, 'payment_method=pm_card_visa'),
        await act(daybook, (await intent(daybook))['id'], 'confirm', DECLINES),
        await authenticate(daybook, (await confirmed(daybook, AUTHENTICATES))['id'], 'failed'),
        await authenticate(daybook, (await confirmed(daybook, AUTHENTICATES))['id']),
        await act(daybook, (await intent(daybook))['id'], 'cancel'),
        await act(daybook, (await confirmed(daybook, HOLDS))['id'], 'cancel'),
        await act(daybook, (await confirmed(daybook, OVERCAPTURE))['id'], 'capture', 'amount_to_capture=1200'),
        await act(daybook, (await intent(daybook))['id'], '', 'amount=1100&description=x'),
        await settledLate(daybook, 'succeeded'),
        await settledLate(daybook, 'declined'),
      ];
      const several = (await confirmed(daybook, MULTICAPTURE))['id'];
      await act(daybook, several, 'capture', 'amount_to_capture=300&final_capture=false');
      flows.push(await act(daybook, several, 'capture', 'amount_to_capture=300'));
      const raised = (await confirmed(daybook, INCREMENTAL))['id'];
      await act(daybook, raised, 'increment_authorization', 'amount=1400');
      flows.push(await act(daybook, raised, 'capture'));
      assert.deepEqual(
        await Promise.all(flows.map(async (flow) => `${flow['status']} ${amountsOf(await record(flow))}`)),
        [
          'succeeded 1000/1000/1000/0/0/0',
          'requires_payment_method 1000/0/0/1000/0/0',
          'requires_payment_method 1000/0/0/1000/0/0',
          'succeeded 1000/1000/1000/0/0/0',
          'canceled 1000/0/0/0/1000/0',
          'canceled 1000/1000/0/0/1000/0',
          'succeeded 1000/1000/1200/0/0/0 of 1200',
          'requires_payment_method 1000/0/0/0/0/0 of 1100',
          'succeeded 1000/1000/1000/0/0/0',
          'requires_payment_method 1000/0/0/1000/0/0',
          'succeeded 1000/1000/600/0/400/0',
          'succeeded 1000/1400/1400/0/0/0 of 1400',
        ],
      );
      const kept = new Set(flows.map((flow) => flow['payment_record']));
      for (const type of ['payment_record.*', 'payment_attempt_record.*']) {
        const { data, has_more } = await read(daybook, '/v1/events', { type, limit: 100 });
        assert.equal(has_more, false);
        const shown = data.map((event: Wire) => event['data'].object);
        assert.deepEqual(
          shown.filter((object: Wire) => object['reported_by'] !== 'self'),
          [],
        );
        assert.deepEqual(
          shown.filter(({ id, payment_record }: Wire) => kept.has(payment_record ?? id)),
          [],
        );
      }
    });
  });
}
