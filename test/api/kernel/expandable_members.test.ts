/** Every path that can be expanded at Stripe, asked of a server, and in each version what its objects show. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EXPANDABLE } from '../../../src/api/shown_objects.js';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { confirmed, HOLDS, INTENTS } from '../../support/intents.js';
import { restricted } from '../../support/keys.js';
import { read, reportPayment, type Wire } from '../../support/reporting.js';
import { NEWEST, succeeds } from '../../support/scenario.js';
import { declaredPaths, SERVED } from '../../support/stripe_paths.js';

/** The version that has all members of today's types. */
const NEWEST_OF_ALL = '2026-10-28.endive';
const LAST_WITH_INVOICE = '2025-02-24.acacia';
const FIRST_WITHOUT_INVOICE = '2025-03-31.basil';

for (const engine of engines()) {
  describe(`what can be expanded, on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let customer: Wire;
    let paid: Wire;
    let declined: Wire;
    let dispute: Wire;
    /** For each kind where one is read, or a list of them. */
    let places: Readonly<Record<string, readonly [path: string, is_list?: true]>>;

    before(async () => {
      daybook = await engine.start();
      customer = await succeeds(daybook, 'POST', '/v1/customers', 'name=Ada', NEWEST);
      paid = await confirmed(daybook, `payment_method=pm_card_visa&customer=${customer['id']}`);
      const card = await succeeds(
        daybook,
        'POST',
        '/v1/payment_methods/pm_card_chargeCustomerFail/attach',
        `customer=${customer['id']}`,
        NEWEST,
      );
      const failing = `amount=1000&currency=usd&confirm=true&off_session=true&customer=${customer['id']}&payment_method=${card['id']}`;
      declined = (await request(daybook, 'POST', INTENTS, failing, NEWEST)).body.error.payment_intent;
      const refund = await succeeds(daybook, 'POST', '/v1/refunds', `payment_intent=${paid['id']}&amount=100`, NEWEST);
      const disputed = await confirmed(daybook, 'payment_method=pm_card_createDispute');
      [dispute] = (await read(daybook, '/v1/disputes', { payment_intent: disputed['id'] }))['data'];
      await confirmed(daybook, 'payment_method=pm_card_createIssuerFraudRecord');
      const setup = await succeeds(
        daybook,
        'POST',
        '/v1/setup_intents',
        'confirm=true&payment_method=pm_card_visa',
        NEWEST,
      );
      const clock = await succeeds(daybook, 'POST', '/v1/test_helpers/test_clocks', 'frozen_time=1800000000', NEWEST);
      const record = await reportPayment(daybook);
      places = {
        account: ['/v1/account'],
        balance_transaction: ['/v1/balance_transactions', true],
        charge: [`/v1/charges/${paid['latest_charge']}`],
        customer: [`/v1/customers/${customer['id']}`],
        dispute: [`/v1/disputes/${dispute['id']}`],
        early_fraud_warning: ['/v1/radar/early_fraud_warnings', true],
        payment_attempt_record: [`/v1/payment_attempt_records/${record['latest_payment_attempt_record']}`],
        payment_intent: [`${INTENTS}/${declined['id']}`],
        payment_method: [`/v1/payment_methods/${paid['payment_method']}`],
        payment_record: [`/v1/payment_records/${record['id']}`],
        refund: [`/v1/refunds/${refund['id']}`],
        setup_attempt: [`/v1/setup_attempts?setup_intent=${setup['id']}`, true],
        setup_intent: [`/v1/setup_intents/${setup['id']}`],
        test_clock: [`/v1/test_helpers/test_clocks/${clock['id']}`],
      };
    });
    after(() => daybook?.remove());

    const expanded = (version: string, path: string, member: string, headers: Record<string, string> = {}) =>
      request(daybook, 'GET', `${path}${path.includes('?') ? '&' : '?'}expand[]=${member}`, '', {
        'Stripe-Version': version,
        ...headers,
      });

    it('is every path of every type, with parts that are there anyhow', async () => {
      let count = 0;
      for (const [kind, type] of Object.entries(SERVED)) {
        const [path, is_list = false] = places[kind] ?? assert.fail(`no example of ${kind}`);
        const parts = Object.keys(EXPANDABLE.declared[kind] ?? {});
        for (const member of new Set([...declaredPaths(type, false), ...parts])) {
          const whole = is_list ? `data.${member}` : member;
          if (whole.split('.').length > 4) continue;
          const { status, body } = await expanded(NEWEST_OF_ALL, path, whole);
          assert.equal(status, 200, `${kind}.${member}: ${JSON.stringify(body)}`);
          if (is_list) assert.ok(body.data.length > 0, kind);
          count += 1;
        }
      }
      assert.ok(count > 200, `${count} paths`);
    });

    it('puts objects into those that are there anyhow', async () => {
      const { body: shown } = await expanded(
        NEWEST_OF_ALL,
        `/v1/disputes/${dispute['id']}`,
        'balance_transactions.source.charge',
      );
      assert.equal(shown.balance_transactions.length, 1);
      assert.equal(shown.balance_transactions[0].source.id, dispute['id']);
      assert.equal(shown.balance_transactions[0].source.charge.id, dispute['charge']);
      const path = 'last_payment_error.payment_method.customer';
      const { body: intent } = await expanded(NEWEST_OF_ALL, `${INTENTS}/${declined['id']}`, path);
      assert.equal(intent.last_payment_error.payment_method.customer.name, 'Ada');
      const { body: list } = await expanded(NEWEST_OF_ALL, INTENTS, `data.${path}`);
      const customers = list.data.map((each: Wire) => each['last_payment_error']?.payment_method.customer.id ?? null);
      assert.deepEqual(customers.filter(Boolean), [customer['id']]);
    });

    it('asks for the right to read what is put into them', async () => {
      const headers = await restricted(daybook, { disputes: 'read', balance: 'read', charges: 'read' });
      const source = await expanded(
        NEWEST_OF_ALL,
        `/v1/disputes/${dispute['id']}`,
        'balance_transactions.source',
        headers,
      );
      assert.deepEqual([source.status, source.body.error.message.includes("'refunds:read'")], [403, true]);
      const reader = await restricted(daybook, { payment_intents: 'read', payment_methods: 'read' });
      const path = 'last_payment_error.payment_method.customer';
      assert.equal((await expanded(NEWEST_OF_ALL, `${INTENTS}/${declined['id']}`, path, reader)).status, 403);
    });

    it('is in each version what its objects show', async () => {
      const held = await confirmed(daybook, HOLDS);
      const charge = `/v1/charges/${paid['latest_charge']}`;
      for (const [path, member] of [
        [charge, 'invoice'],
        [charge, 'invoice.customer'],
        [charge, 'payment_intent.invoice'],
        ['/v1/charges', 'data.invoice'],
        ["/v1/charges/search?query=currency:'usd'", 'data.invoice'],
        [`${INTENTS}/${paid['id']}`, 'invoice'],
        [`${INTENTS}/${paid['id']}`, 'latest_charge.invoice'],
        [`${INTENTS}/${held['id']}`, 'invoice'],
        [INTENTS, 'data.invoice'],
        [`/v1/refunds/${places['refund']?.[0].split('/').at(-1)}`, 'charge.invoice'],
      ] as const) {
        for (const version of ['2020-08-27', '2022-11-15', LAST_WITH_INVOICE]) {
          const { status, body } = await expanded(version, path, member);
          assert.equal(status, 200, `${path} ${member} in ${version}: ${JSON.stringify(body)}`);
        }
        for (const version of [FIRST_WITHOUT_INVOICE, NEWEST_OF_ALL]) {
          const { status, body } = await expanded(version, path, member);
          assert.deepEqual([status, body.error?.param], [400, 'expand'], `${path} ${member} in ${version}`);
        }
      }
      const { body: shown } = await expanded(LAST_WITH_INVOICE, charge, 'invoice');
      assert.equal(shown.invoice, null);
      const { body: charges } = await expanded('2020-08-27', `${INTENTS}/${paid['id']}`, 'charges.data.invoice');
      assert.equal(charges.charges.data[0].invoice, null);
    });

    it('is on changes what it is on reads', async () => {
      const form = 'amount=1000&currency=usd&expand[]=invoice';
      const old = { 'Stripe-Version': LAST_WITH_INVOICE };
      assert.equal((await succeeds(daybook, 'POST', INTENTS, form, old))['invoice'], null);
      const refused = await request(daybook, 'POST', INTENTS, form, { 'Stripe-Version': FIRST_WITHOUT_INVOICE });
      assert.equal(refused.status, 400);
    });
  });
}

it('every member that older versions show beyond the newest has been looked at', async () => {
  // By the table of changes, so that the next one cannot be forgotten.
  const { CHANGES } = await import('../../../src/api/kernel/versions/changes.js');
  for (const { of, before, expandable, lists } of CHANGES) {
    const [, member] = /^with `(\w+)`/.exec(before) ?? [];
    if (member === undefined) continue;
    assert.ok(member in { ...expandable, ...lists }, `${member} of ${of} is shown, and cannot be expanded`);
  }
});
