/** Many requests about one payment at once: one of them wins, or as many as there is money for. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answer, request, type TestDaybook } from '../support/daybook.js';
import { type Engine, engines } from '../support/engines.js';
import { checkJournal } from '../support/journal_checks.js';
import { journalOf } from '../support/ledger.js';
import { checkBalance, checkPayment, everyOne } from '../support/payments.js';
import { succeeds } from '../support/scenario.js';

const TIMES = 50;
const UNEXPECTED = 'payment_intent_unexpected_state';

/** 0, 1, … as an array. */
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

for (const engine of engines()) {
  describe(`payments on ${engine.name}`, { skip: engine.skip }, () => races(engine));
}

function races(engine: Engine): void {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await engine.start();
  });
  after(async () => {
    checkJournal(await journalOf(daybook));
    await checkBalance(daybook);
    await daybook.remove();
  });

  const create = async (form: string): Promise<string> =>
    (await succeeds(daybook, 'POST', '/v1/payment_intents', `currency=usd&${form}`)).id;
  const held = (amount: number, options = '') =>
    create(`amount=${amount}&payment_method=pm_card_visa&confirm=true&capture_method=manual${options}`);
  const paid = (amount: number) => create(`amount=${amount}&payment_method=pm_card_visa&confirm=true`);
  const post = (path: string, form = '', headers = {}) => request(daybook, 'POST', `/v1/${path}`, form, headers);
  /** The same moment for all of them, as far as there is one. */
  const together = (times: number, send: (number: number) => Promise<Answer>) => Promise.all(upTo(times).map(send));

  const MULTICAPTURE = '&payment_method_options[card][request_multicapture]=if_available';

  test('of many captures of a plain payment one wins', async () => {
    const id = await held(5_000);
    const answers = await together(TIMES, (number) =>
      post(`payment_intents/${id}/capture`, `amount_to_capture=${1_000 + number}`),
    );
    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    assert.ok(winner !== undefined && others.length === 0, `${others.length + 1} captures were accepted`);
    assert.deepEqual(refusals(answers), { [UNEXPECTED]: TIMES - 1 });
    const intent = await checkPayment(daybook, id);
    assert.equal(intent.amount_received, winner.body.amount_received);
  });

  test('many captures under one key are one', async () => {
    const id = await held(5_000);
    const answers = await together(TIMES, () =>
      post(`payment_intents/${id}/capture`, 'amount_to_capture=800', { 'Idempotency-Key': `take ${id}` }),
    );
    for (const { status, body } of answers) {
      if (status === 200) assert.equal(body.amount_received, 800);
      else assert.deepEqual([status, body.error.code], [409, 'idempotency_key_in_use']);
    }
    assert.ok(answers.some(({ status }) => status === 200));
    assert.equal((await checkPayment(daybook, id)).amount_received, 800);
  });

  test('many captures never take more than was authorized, and as much as they can', async () => {
    const id = await held(5_000, MULTICAPTURE);
    const answers = await together(TIMES, () =>
      post(`payment_intents/${id}/capture`, 'amount_to_capture=130&final_capture=false'),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 38);
    assert.deepEqual(refusals(answers), { amount_too_large: 12 });
    const intent = await checkPayment(daybook, id);
    assert.deepEqual(
      [intent.status, intent.amount_received, intent.amount_capturable],
      ['requires_capture', 4_940, 60],
    );
  });

  test('after the last of several captures there is no other', async () => {
    const id = await held(9_000, MULTICAPTURE);
    const answers = await together(TIMES, (number) =>
      post(`payment_intents/${id}/capture`, `amount_to_capture=100&final_capture=${number % 10 === 9}`),
    );
    const accepted = answers.filter(({ status }) => status === 200);
    assert.equal(accepted.filter(({ body }) => body.status === 'succeeded').length, 1);
    assert.deepEqual(refusals(answers), { [UNEXPECTED]: TIMES - accepted.length });
    const intent = await checkPayment(daybook, id);
    assert.deepEqual([intent.status, intent.amount_received], ['succeeded', accepted.length * 100]);
  });

  test('many refunds never return more than was received, and as much as they can', async () => {
    const id = await paid(1_000);
    const answers = await together(TIMES, () => post('refunds', `payment_intent=${id}&amount=90`));
    assert.equal(answers.filter(({ status }) => status === 200).length, 11);
    assert.deepEqual(refusals(answers), { amount: TIMES - 11 });
    await checkPayment(daybook, id);
    const { body } = await post('refunds', `payment_intent=${id}`);
    assert.equal(body.amount, 10);
    await checkPayment(daybook, id);
  });

  test('of many refunds of everything one wins', async () => {
    const id = await paid(1_000);
    const answers = await together(TIMES, () => post('refunds', `payment_intent=${id}`));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.deepEqual(refusals(answers), { charge_already_refunded: TIMES - 1 });
    await checkPayment(daybook, id);
  });

  test('refunds in between captures return no more than has been captured', async () => {
    const id = await held(5_000, MULTICAPTURE);
    await succeeds(daybook, 'POST', `/v1/payment_intents/${id}/capture`, 'amount_to_capture=100&final_capture=false');
    const answers = await together(TIMES, (number) =>
      number % 2 === 0
        ? post(`payment_intents/${id}/capture`, 'amount_to_capture=100&final_capture=false')
        : post('refunds', `payment_intent=${id}&amount=90`),
    );
    const captures = answers.filter(({ body }) => body.object === 'payment_intent');
    const refunds = answers.filter(({ body }) => body.object === 'refund');
    assert.equal(captures.length, 25);
    assert.deepEqual(refusals(answers), refunds.length === 25 ? {} : { amount: 25 - refunds.length });
    const intent = await checkPayment(daybook, id);
    assert.equal(intent.amount_received, 2_600);
  });

  test('of captures and cancellations one wins', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await held(2_000);
      const answers = await together(2 * TIMES, (number) =>
        // Whoever comes first wins more often, so the rounds begin differently.
        (number + round) % 2 === 0 ? post(`payment_intents/${id}/capture`) : post(`payment_intents/${id}/cancel`),
      );
      const accepted = answers.filter(({ status }) => status === 200);
      assert.equal(accepted.length, 1);
      assert.deepEqual(refusals(answers), { [UNEXPECTED]: 2 * TIMES - 1 });
      const intent = await checkPayment(daybook, id);
      assert.equal(intent.status, accepted[0]?.body.status);
      assert.equal(intent.amount_received, intent.status === 'succeeded' ? 2_000 : 0);
    }
  });

  test('of many confirmations one charges', async () => {
    const id = await create('amount=1200');
    const answers = await together(TIMES, () => post(`payment_intents/${id}/confirm`, 'payment_method=pm_card_visa'));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.deepEqual(refusals(answers), { [UNEXPECTED]: TIMES - 1 });
    await checkPayment(daybook, id);
    assert.equal((await everyOne(daybook, '/v1/charges', `payment_intent=${id}`)).length, 1);
  });

  test('declined confirmations each leave a charge, until one is accepted', async () => {
    const id = await create('amount=1200');
    const answers = await together(TIMES, (number) =>
      post(
        `payment_intents/${id}/confirm`,
        `payment_method=${number % 10 === 7 ? 'pm_card_visa' : 'pm_card_visa_chargeDeclined'}`,
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    const declined = answers.filter(({ status }) => status === 402);
    const charges = await everyOne(daybook, '/v1/charges', `payment_intent=${id}`);
    assert.deepEqual(
      charges
        .slice(1)
        .map((charge) => charge.id)
        .sort(),
      declined.map(({ body }) => body.error.charge).sort(),
    );
    assert.equal((await checkPayment(daybook, id)).status, 'succeeded');
  });

  test('what is charged is the amount of the last update before the confirmation', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await create('amount=1000&payment_method=pm_card_visa');
      const answers = await together(TIMES, (number) =>
        number === 10 * round
          ? post(`payment_intents/${id}/confirm`)
          : post(`payment_intents/${id}`, `amount=${2_000 + number}`),
      );
      const confirmed = answers[10 * round] as Answer;
      assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
      const updated = answers.filter(({ body }) => body.status === 'requires_confirmation');
      assert.deepEqual(refusals(answers), count(UNEXPECTED, TIMES - 1 - updated.length));
      const intent = await checkPayment(daybook, id);
      assert.equal(intent.amount_received, confirmed.body.amount);
      assert.ok([1_000, ...updated.map(({ body }) => body.amount)].includes(intent.amount));
    }
  });

  test('a hold is raised until it is captured, and what is captured was held', async () => {
    const id = await held(1_000, '&payment_method_options[card][request_incremental_authorization]=if_available');
    const answers = await together(9, (number) =>
      number === 6
        ? post(`payment_intents/${id}/capture`)
        : post(`payment_intents/${id}/increment_authorization`, `amount=${1_100 + 100 * number}`),
    );
    const captured = answers[6] as Answer;
    assert.equal(captured.status, 200, JSON.stringify(captured.body));
    const raised = answers.filter(({ body }) => body.status === 'requires_capture').map(({ body }) => body.amount);
    assert.equal(captured.body.amount_received, Math.max(1_000, ...raised));
    await checkPayment(daybook, id);
  });

  test('a payment and its refund under one key each happen once, however often they are sent', async () => {
    const key = `pay ${engine.name}`;
    const form = 'amount=3000&currency=usd&payment_method=pm_card_visa&confirm=true';
    const answers = await together(TIMES, () => post('payment_intents', form, { 'Idempotency-Key': key }));
    const ids = new Set(answers.flatMap(({ status, body }) => (status === 200 ? [body.id] : [])));
    assert.equal(ids.size, 1);
    const [id] = [...ids];
    await together(TIMES, () =>
      post('refunds', `payment_intent=${id}&amount=40`, { 'Idempotency-Key': `return ${key}` }),
    );
    await checkPayment(daybook, id);
    assert.equal((await everyOne(daybook, '/v1/refunds', `payment_intent=${id}`)).length, 1);
    const same = await everyOne(daybook, '/v1/payment_intents');
    assert.equal(same.filter(({ amount }) => amount === 3_000).length, 1);
  });
}

/** How many were refused for what: by code, or by the parameter where there is none. */
function refusals(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    if (status === 200) continue;
    assert.equal(status, 400, JSON.stringify(body));
    const why = body.error.code ?? body.error.param;
    counts[why] = (counts[why] ?? 0) + 1;
  }
  return counts;
}

function count(code: string, times: number): Record<string, number> {
  return times === 0 ? {} : { [code]: times };
}
