/** Records of payment intents, their history, and lists that are expanded are as their schemas say. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import { AUTHENTICATES, act, confirmed, DECLINES, HOLDS, intent, MULTICAPTURE } from '../../support/intents.js';
import { type Components, violationsOf } from '../../support/json_schema.js';
import { putRefund } from '../../support/refunded.js';
import { type Fields, read, type Wire } from '../../support/reporting.js';

let daybook: TestDaybook;
let document: Wire;

before(async () => {
  daybook = await startDaybook();
  document = (await (await fetch(`${daybook.address}/openapi.json`)).json()) as Wire;
});
after(() => daybook.remove());

/** Holds the answer to a GET to what is declared for its path, in which `{id}` stands for the id. */
async function isAsDeclared(path: string, id: string, fields: Fields = {}): Promise<Wire> {
  const body = await read(daybook, path.replace('{id}', id), fields);
  const { schema } = document['paths'][path].get.responses['200'].content['application/json'];
  const components: Components = document['components'].schemas;
  assert.deepEqual(violationsOf(body, schema, components), [], path.replace('{id}', id));
  return body;
}

test('records, attempts and histories of payments in every situation', async () => {
  const several = (await confirmed(daybook, MULTICAPTURE))['id'];
  await act(daybook, several, 'capture', 'amount_to_capture=300&final_capture=false');
  await act(daybook, several, 'capture', 'amount_to_capture=300');
  await putRefund(daybook, several, 100, 'failed');
  await putRefund(daybook, several, 100);
  const declined = (await act(daybook, (await intent(daybook))['id'], 'confirm', DECLINES))['id'];
  const secured = await confirmed(daybook, `${HOLDS}&payment_method_options[card][request_three_d_secure]=any`);
  const open = await intent(daybook);
  const asked = await confirmed(daybook, AUTHENTICATES);
  const shown = new Set<string>();
  for (const id of [several, declined, secured['id'], open['id'], asked['id']]) {
    await isAsDeclared('/v1/payment_records/{id}', id);
    await isAsDeclared('/v1/payment_attempt_records', id, { payment_record: id });
    const { data } = await isAsDeclared('/v1/payment_records/{id}/history', id);
    for (const entry of data) for (const { object } of entry.changes) shown.add(object);
  }
  assert.deepEqual([...shown].sort(), [
    'balance_transaction',
    'charge',
    'payment_attempt_record',
    'payment_intent',
    'payment_method',
    'payment_record',
    'refund',
  ]);
});

test('intents with their line items, and charges with their refunds', async () => {
  const item = 'amount_details[line_items][0]';
  const { id } = await confirmed(
    daybook,
    `payment_method=pm_card_visa&${item}[product_name]=Ink&${item}[unit_cost]=500&${item}[quantity]=2`,
  );
  await putRefund(daybook, id, 100);
  const paths = { 'expand[0]': 'amount_details.line_items', 'expand[1]': 'latest_charge.refunds.data.charge' };
  const { amount_details, latest_charge } = await isAsDeclared('/v1/payment_intents/{id}', id, paths);
  assert.equal(amount_details.line_items.data[0].product_name, 'Ink');
  assert.equal(latest_charge.refunds.data[0].charge.object, 'charge');
});
