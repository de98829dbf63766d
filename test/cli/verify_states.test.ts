/** Payments that Daybook drives, in every state, are without differences. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { daybook, temporaryFolder } from '../support/cli.js';
import { request, startDaybook } from '../support/daybook.js';
import { succeeds } from '../support/scenario.js';

const data = temporaryFolder();

before(async () => {
  const server = await startDaybook({ data_folder: data });
  const post = (path: string, form = '') => succeeds(server, 'POST', `/v1/${path}`, form);
  const create = async (form: string): Promise<string> => (await post('payment_intents', `currency=usd&${form}`)).id;
  const held = (options = '') =>
    create(`amount=2000&confirm=true&payment_method=pm_card_visa&capture_method=manual${options}`);

  await create('amount=1000');
  await post(`payment_intents/${await create('amount=1000')}/cancel`);
  const declined = await create('amount=1000');
  for (const path of [`payment_intents/${declined}/confirm`, `payment_intents/${declined}/confirm`]) {
    const { status } = await request(server, 'POST', `/v1/${path}`, 'payment_method=pm_card_visa_chargeDeclined');
    assert.equal(status, 402);
  }
  await post(`payment_intents/${declined}`, 'amount=1500');
  await create('amount=1000&confirm=true&payment_method=pm_card_authenticationRequired');
  await create('amount=1000&confirm=true&payment_method=pm_card_visa&metadata[sandbox_outcome]=timeout');
  await held();
  await post(`payment_intents/${await held()}/cancel`);
  const more = await held('&payment_method_options[card][request_overcapture]=if_available');
  await post(`payment_intents/${more}/capture`, 'amount_to_capture=2400');
  const paid = await create('amount=1000&confirm=true&payment_method=pm_card_pendingRefund');
  await post('refunds', `payment_intent=${paid}`);

  const several = await held('&payment_method_options[card][request_multicapture]=if_available');
  await post(`payment_intents/${several}/capture`, 'amount_to_capture=500&final_capture=false');
  await post('refunds', `payment_intent=${several}&amount=100`);
  await post(`payment_intents/${several}/capture`, 'amount_to_capture=700');
  await server.close();
});

test('payments in every state are without differences', async () => {
  const { code, stdout, stderr } = await daybook(['verify', '--data', data]);
  assert.match(stdout, /^Verified \d+ objects, \d+ journal entries, \d+ events: no differences\.\n$/);
  assert.deepEqual([code, stderr], [0, '']);
});
