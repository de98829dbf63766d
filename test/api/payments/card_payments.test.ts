/** Paying with every test card by each of its names: the template, the token and the number. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TEST_CARDS } from '../../../src/core/payments/processor/sandbox/test_cards.js';
import { CARD_OUTCOMES } from '../../support/card_outcomes.js';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';

const CARD = 'payment_method_data[card]';
const ADDRESS = 'payment_method_data[billing_details][address]';
const MADE = `payment_method_data[type]=card&${ADDRESS}[line1]=1&${ADDRESS}[postal_code]=1`;

/** These share their number with the plain card of their brand. */
const WITHOUT_NUMBER = ['us', 'amex_threeDSecureNotSupported'];

for (const engine of engines()) {
  describe(`payments on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    for (const { key, names, number, token_only, brand, last4 } of TEST_CARDS) {
      const expected = CARD_OUTCOMES[key] ?? assert.fail();
      const end = expected.on_session;
      const ways: (readonly [name: string, form: string])[] = names.map((name) => [
        `tok_${name}`,
        `${MADE}&${CARD}[token]=tok_${name}`,
      ]);
      if (!token_only) {
        for (const name of names) ways.push([`pm_card_${name}`, `payment_method=pm_card_${name}`]);
      }
      if (number !== null && !WITHOUT_NUMBER.includes(key)) {
        const cvc = brand === 'amex' ? '1234' : '123';
        const entered = `${CARD}[number]=${number}&${CARD}[exp_month]=12&${CARD}[exp_year]=2044&${CARD}[cvc]=${cvc}`;
        ways.push([`${brand} ${last4}`, `${MADE}&${entered}`]);
      }
      // What a name means is settled before the store: one engine is enough for all of them.
      for (const [name, form] of engine === engines()[0] ? ways : ways.slice(0, 1)) {
        it(`${name}: ${typeof end === 'string' ? end : (end.decline_code ?? end.code)}`, async () => {
          const asked = `amount=1000&currency=usd&confirm=true&${form}`;
          const { status, body } = await request(daybook, 'POST', '/v1/payment_intents', asked);
          if (typeof end !== 'string') {
            assert.equal(status, 402, JSON.stringify(body));
            const { error } = body;
            assert.deepEqual(
              [error.type, error.code, error.decline_code, error.message, error.advice_code],
              ['card_error', end.code, end.decline_code, end.message, end.advice_code],
            );
            assert.equal(error.payment_intent.status, 'requires_payment_method');
            assert.equal(error.payment_intent.latest_charge, error.charge);
            assert.equal(error.payment_intent.last_payment_error.code, end.code);
            assert.equal(error.payment_method.card.last4, last4);
            const { body: charge } = await request(daybook, 'GET', `/v1/charges/${error.charge}`);
            const { type, network_status, reason, risk_level } = charge.outcome;
            assert.deepEqual([charge.status, charge.paid], ['failed', false]);
            assert.deepEqual([type, network_status, reason, risk_level], end.outcome);
            return;
          }
          assert.equal(status, 200, JSON.stringify(body));
          if (end === 'asks') {
            assert.deepEqual([body.status, body.next_action.type], ['requires_action', 'use_stripe_sdk']);
            assert.equal(body.latest_charge, null);
            return;
          }
          assert.equal(body.status, 'succeeded');
          const { body: charge } = await request(daybook, 'GET', `/v1/charges/${body.latest_charge}`);
          const { card } = charge.payment_method_details;
          const { cvc_check, address_line1_check, address_postal_code_check } = card.checks;
          const [cvc, line1, postal_code] = expected.checks;
          const has_address = form.startsWith(MADE);
          assert.deepEqual(
            [cvc_check, address_line1_check, address_postal_code_check],
            has_address ? [cvc, line1, postal_code] : [cvc, withoutAddress(line1), withoutAddress(postal_code)],
          );
          assert.deepEqual([card.brand, card.last4, charge.outcome.risk_level], [brand, last4, expected.risk_level]);
          assert.deepEqual([charge.outcome.type, charge.outcome.reason], ['authorized', null]);
        });
      }
    }
  });
}

/** What passes is said of an address that was given; a card made to fail its checks fails them without one. */
function withoutAddress(check: string | undefined): string | null {
  return check === undefined || check === 'pass' ? null : check;
}
