import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TEST_CARDS, type TestCard } from '../../../src/core/payments/processor/sandbox/test_cards.js';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { isRefused, succeeds } from '../../support/scenario.js';

function refusalOf({ behaviour }: TestCard) {
  if (behaviour.kind !== 'declines' || !behaviour.on_attach) return undefined;
  const { code, decline_code } = behaviour.decline;
  return { status: 402, code, ...(decline_code === null ? {} : { decline_code }) };
}

for (const engine of engines()) {
  describe(`test cards on ${engine.name}`, () => {
    let daybook: TestDaybook;
    let customer = '';
    const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
    before(async () => {
      daybook = await engine.start();
      customer = (await post('/v1/customers')).id;
    });
    after(() => daybook.remove());

    /** Attaches, or is declined, as the card's row says. */
    async function attach(id: string, card: TestCard): Promise<void> {
      const path = `/v1/payment_methods/${id}/attach`;
      const refusal = refusalOf(card);
      if (refusal !== undefined) {
        await isRefused(daybook, 'POST', path, `customer=${customer}`, { param: undefined, ...refusal });
        return;
      }
      const method = await post(path, `customer=${customer}`);
      const { behaviour } = card;
      assert.equal(method.card.checks.cvc_check, behaviour.kind === 'checks' ? behaviour.cvc_check : 'pass');
      assert.deepEqual(
        [method.card.last4, method.card.brand, method.card.country],
        [card.last4, card.brand, card.country],
      );
    }

    for (const card of TEST_CARDS) {
      it(card.key, async () => {
        for (const name of card.names) {
          if (!card.token_only) await attach(`pm_card_${name}`, card);
          const { id } = await post('/v1/payment_methods', `type=card&card[token]=tok_${name}`);
          await attach(id, card);
        }
        if (card.number !== null && card.key !== 'us' && card.key !== 'amex_threeDSecureNotSupported') {
          const cvc = card.brand === 'amex' ? '1234' : '123';
          const form = `card[number]=${card.number}&card[exp_month]=12&card[exp_year]=2044&card[cvc]=${cvc}`;
          const { id } = await post('/v1/payment_methods', `type=card&${form}`);
          await attach(id, card);
        }
        const refusal = refusalOf(card);
        if (refusal === undefined || card.token_only) return;
        await isRefused(daybook, 'POST', '/v1/customers', `payment_method=pm_card_${card.names[0]}`, refusal);
      });
    }
  });
}

describe('card numbers', () => {
  it('are in no file of the data folder, and in no answer', async () => {
    const [engine] = engines();
    const daybook = await (engine as NonNullable<typeof engine>).start();
    try {
      const { data_folder } = daybook.settings;
      const numbers = TEST_CARDS.flatMap(({ number }) => (number === null ? [] : [number]));
      const { id: customer } = await succeeds(daybook, 'POST', '/v1/customers');
      for (const card of TEST_CARDS) {
        if (card.number === null) continue;
        const cvc = card.brand === 'amex' ? '7391' : '739';
        const form = `type=card&card[number]=${card.number}&card[exp_month]=12&card[exp_year]=2044&card[cvc]=${cvc}`;
        const headers = { 'Idempotency-Key': `card-${card.key}` };
        const method = await succeeds(daybook, 'POST', '/v1/payment_methods', form, headers);
        for (const number of numbers) assert.ok(!JSON.stringify(method).includes(number));
        if (refusalOf(card) === undefined) {
          await succeeds(daybook, 'POST', `/v1/payment_methods/${method.id}/attach`, `customer=${customer}`);
        }
      }
      for (const name of readdirSync(data_folder, { recursive: true }).map(String)) {
        const stored = readFileSync(join(data_folder, name), 'latin1');
        for (const number of numbers) assert.ok(!stored.includes(number), `${name} holds ${number}`);
      }
    } finally {
      await daybook.remove();
    }
  });

  it('are masked wherever an error echoes what was sent', async () => {
    const [engine] = engines();
    const daybook = await (engine as NonNullable<typeof engine>).start();
    try {
      const number = '4242424242424242';
      const masked = { message: /\*{12}4242/ };
      const grouped = '4242-4242-4242-4242';
      await isRefused(daybook, 'GET', `/v1/payment_methods/${number}`, '', {
        status: 404,
        code: 'resource_missing',
        param: 'id',
        ...masked,
      });
      const integer = {
        code: 'parameter_invalid_integer',
        param: 'card[exp_month]',
        message: /\*{4}-\*{4}-\*{4}-4242/,
      };
      await isRefused(daybook, 'POST', '/v1/payment_methods', `type=card&card[exp_month]=${grouped}`, integer);
      await isRefused(daybook, 'POST', '/v1/payment_methods', `type=card&card[token]=${number}`, {
        code: 'resource_missing',
        param: 'card[token]',
        ...masked,
      });
    } finally {
      await daybook.remove();
    }
  });
});
