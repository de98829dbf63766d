/** Payments that Daybook drives, in every state, are without differences; what is damaged in them is found. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import Database from 'better-sqlite3';
import { daybook, temporaryFolder } from '../support/cli.js';
import { request, startDaybook } from '../support/daybook.js';
import { succeeds } from '../support/scenario.js';

const data = temporaryFolder();

/** Of a payment that was captured twice and refunded in part. */
const ids = { intent: '', charge: '', refund: '', record: '' };

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

  ids.intent = await held('&payment_method_options[card][request_multicapture]=if_available');
  await post(`payment_intents/${ids.intent}/capture`, 'amount_to_capture=500&final_capture=false');
  const refund = await post('refunds', `payment_intent=${ids.intent}&amount=100`);
  Object.assign(ids, { refund: refund.id, charge: refund.charge });
  ids.record = (await post(`payment_intents/${ids.intent}/capture`, 'amount_to_capture=700')).payment_record;
  await server.close();
});

const set = (table: string, id: string, member: string, value: number | string) =>
  `UPDATE ${table} SET document = json_set(document, '$.${member}', ${value}) WHERE id = '${id}'`;

/** [what is wrong, how it is done, what the lines must say] */
const DAMAGE: readonly (readonly [string, () => string, () => string])[] = [
  [
    'money that an intent did not receive',
    () => set('payment_intents', ids.intent, 'amount_received', 1_300),
    () => `payment_intent ${ids.intent} (test): amount_received is 1300, but its charges took 1200`,
  ],
  [
    'a capture that moved nothing',
    () => set('charges', ids.charge, 'amount_captured', 1_300),
    () => `charge ${ids.charge} (test): its movements on the balance come to 1200, not to 1300`,
  ],
  [
    'a movement of another amount',
    () =>
      `UPDATE balance_transactions SET document = json_set(document, '$.amount', -90) WHERE source = '${ids.refund}'`,
    () => `refund ${ids.refund} (test): its movements on the balance come to -90, not to -100`,
  ],
  [
    'a refund that the charge does not count',
    () => set('charges', ids.charge, 'amount_refunded', 0),
    () => `payment_intent ${ids.intent} (test): its charges gave back 0, but its refunds come to 100`,
  ],
  [
    'a movement that is gone',
    () => `DELETE FROM balance_transactions WHERE source = '${ids.refund}'`,
    () => `refund ${ids.refund} (test): its movements on the balance come to 0, not to -100`,
  ],
  [
    'a payment that was charged twice',
    () => `UPDATE charges SET document = json_set(document, '$.status', 'succeeded') WHERE status = 'failed'`,
    () => '(test): 2 of its charges succeeded',
  ],
  [
    'a charge without its intent',
    () => `DELETE FROM payment_intents WHERE id = '${ids.intent}'`,
    () => `charge ${ids.charge} (test): names payment intent ${ids.intent}, which does not exist`,
  ],
  [
    'a movement without its charge',
    () => `DELETE FROM charges WHERE id = '${ids.charge}'`,
    () => `(test): names charge ${ids.charge}, which does not exist`,
  ],
  [
    'a record that guarantees something else than its attempt',
    () => set('payment_records', ids.record, 'amounts.guaranteed', 500),
    () => `payment_record ${ids.record} (test): amount_guaranteed is 500, but 1200 on its latest attempt`,
  ],
];

test('payments in every state are without differences', async () => {
  const { code, stdout, stderr } = await daybook(['verify', '--data', data]);
  assert.match(stdout, /^Verified \d+ objects, \d+ journal entries, \d+ events: no differences\.\n$/);
  assert.deepEqual([code, stderr], [0, '']);
});

for (const [name, damage, line] of DAMAGE) {
  test(`${name} is found and named`, async () => {
    const copy = temporaryFolder();
    cpSync(data, copy, { recursive: true });
    const database = new Database(join(copy, 'daybook.sqlite'));
    database.exec(damage());
    assert.ok((database.prepare('SELECT total_changes()').pluck().get() as number) > 0, 'something was damaged');
    database.close();
    const { code, stdout } = await daybook(['verify', '--data', copy]);
    assert.ok(stdout.includes(line()), stdout);
    assert.doesNotMatch(stdout, /could not be verified to its end/);
    assert.equal(code, 1);
  });
}
