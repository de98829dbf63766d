/** What must hold between the objects of processed payments: whatever is tampered with is found. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { daybook, temporaryFolder } from '../support/cli.js';
import { type Damage, isFound } from '../support/damage.js';
import { startDaybook } from '../support/daybook.js';
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
} from '../support/intents.js';
import { putRefund } from '../support/refunded.js';
import type { Wire } from '../support/reporting.js';
import { NEWEST, succeeds } from '../support/scenario.js';

const data = temporaryFolder();

interface Ids {
  readonly intent: string;
  readonly charge: string;
  readonly record: string;
  readonly attempt: string;
  readonly movement: string;
}

/** `refunded` in part, `held` and captured in part, `asked` to authenticate after a decline. */
let refunded: Ids;
let held: Ids;
let asked: Ids;
let refund: string;
let failed_refund: string;
let declined_attempt: string;

before(async () => {
  const server = await startDaybook({ data_folder: data });
  const idsOf = async (id: string): Promise<Ids> => {
    const of: Wire = await succeeds(
      server,
      'GET',
      `${INTENTS}/${id}`,
      'expand[]=latest_charge&expand[]=payment_record',
      NEWEST,
    );
    const { latest_charge, payment_record } = of as { latest_charge: Wire; payment_record: Wire };
    return {
      intent: id,
      charge: latest_charge['id'],
      record: payment_record['id'],
      attempt: payment_record['latest_payment_attempt_record'],
      movement: latest_charge['balance_transaction'],
    };
  };
  const paid = (await confirmed(server, 'payment_method=pm_card_visa'))['id'];
  refund = await putRefund(server, paid, 300);
  await putRefund(server, paid, 100, 'pending');
  failed_refund = await putRefund(server, paid, 50, 'failed');
  refunded = await idsOf(paid);

  const several = (await confirmed(server, MULTICAPTURE))['id'];
  await act(server, several, 'capture', 'amount_to_capture=200&final_capture=false');
  await act(server, several, 'capture', 'amount_to_capture=300&final_capture=false');
  held = await idsOf(several);

  const { id } = await intent(server);
  await act(server, id, 'confirm', DECLINES);
  declined_attempt = (await idsOf(id)).attempt;
  await act(server, id, 'confirm', AUTHENTICATES);
  asked = await idsOf(id);

  // In every other situation there is nothing to find.
  await act(server, (await intent(server))['id'], 'cancel');
  await authenticate(server, (await confirmed(server, AUTHENTICATES))['id']);
  await authenticate(server, (await confirmed(server, AUTHENTICATES))['id'], 'failed');
  await act(server, (await confirmed(server, HOLDS))['id'], 'cancel');
  await act(server, (await confirmed(server, OVERCAPTURE))['id'], 'capture', 'amount_to_capture=1200');
  await act(server, (await confirmed(server, MULTICAPTURE))['id'], 'capture', 'amount_to_capture=300');
  const raised = (await confirmed(server, INCREMENTAL))['id'];
  await act(server, raised, 'increment_authorization', 'amount=1400');
  await act(server, raised, 'capture');
  const changed = (await confirmed(server, AUTHENTICATES))['id'];
  await act(server, changed, '', 'amount=1700');
  const late = (await act(server, (await intent(server))['id'], 'confirm', DECLINES))['id'];
  await act(server, late, '', 'amount=600');
  await act(server, late, 'cancel');
  await settledLate(server, 'succeeded');
  await settledLate(server, 'declined');
  await confirmed(server, 'payment_method=pm_card_visa&metadata[sandbox_outcome]=pending');
  await server.close();
});

/** Sets a member of a document, and leaves the columns as they are. */
function set(table: string, id: string, member: string, value: number | string): string {
  const sql_value = typeof value === 'number' ? value : `'${value}'`;
  return `UPDATE ${table} SET document = json_set(document, '$.${member}', ${sql_value}) WHERE id = '${id}'`;
}

const DAMAGE: readonly Damage[] = [
  [
    'an amount of a record',
    () => set('payment_records', refunded.record, 'amounts.guaranteed', 999),
    () =>
      `payment_record ${refunded.record} (test): amount_guaranteed is 999, but 1000 by payment intent ${refunded.intent} and its latest attempt ${refunded.attempt}`,
  ],
  [
    'an amount of an attempt',
    () => set('payment_attempt_records', refunded.attempt, 'amounts.refunded', 300),
    () =>
      `payment_attempt_record ${refunded.attempt} (test): amount_refunded is 300, but 400 by its charge ${refunded.charge}`,
  ],
  [
    'an amount of an attempt that came to no charge',
    () => set('payment_attempt_records', asked.attempt, 'amounts.canceled', 5),
    () => `payment_attempt_record ${asked.attempt} (test): amount_canceled is 5, but 0 without a charge`,
  ],
  [
    'an amount of an attempt that was followed by another',
    () => set('payment_attempt_records', declined_attempt, 'amounts.failed', 5),
    () =>
      `payment_attempt_record ${declined_attempt} (test): amount_failed is 5, but 1000 by its charge ${asked.charge}`,
  ],
  [
    'amounts of a processed payment in the journal',
    () => `UPDATE journal SET body = replace(body, '"refunded":300', '"refunded":3000')`,
    () => `holds ${refunded.record} version 2: amount_refunded 3000 exceeds the guaranteed 1000`,
  ],
  [
    'what an intent has received',
    () => set('payment_intents', refunded.intent, 'amount_received', 5),
    () => `payment_intent ${refunded.intent} (test): amount_received is 5, but 1000 was captured`,
    2,
  ],
  [
    'what an intent without a charge has received',
    () => set('payment_intents', asked.intent, 'amount_received', 5),
    () => `payment_intent ${asked.intent} (test): amount_received is 5, but 0 was captured`,
    2,
  ],
  [
    'what can be captured',
    () => set('payment_intents', held.intent, 'amount_capturable', 800),
    () => `payment_intent ${held.intent} (test): amount_capturable is 800, but 500 is on hold`,
    3,
  ],
  [
    'the amount of an intent',
    () => set('payment_intents', held.intent, 'amount', 900),
    () => `payment_intent ${held.intent} (test): its amount is 900, but 1000 on its latest attempt ${held.attempt}`,
  ],
  [
    'the status of an intent',
    () => set('payment_intents', held.intent, 'status', 'succeeded'),
    () => `payment_intent ${held.intent} (test): is succeeded, but its charge ${held.charge} is on hold`,
  ],
  [
    'an intent that was charged without a charge',
    () => set('payment_intents', asked.intent, 'status', 'processing'),
    () => `payment_intent ${asked.intent} (test): is processing, but its charge ${asked.charge} is failed`,
  ],
  [
    'the record of an intent',
    () => set('payment_intents', refunded.intent, 'payment_record', held.record),
    () => `payment_intent ${refunded.intent} (test): names payment record ${held.record}, which is not kept for it`,
  ],
  [
    'the intent of a record',
    () => set('payment_records', refunded.record, 'payment_intent', held.intent),
    () =>
      `payment_record ${refunded.record} (test): names payment intent ${held.intent}, whose record is ${held.record}`,
  ],
  [
    'why a payment was declined',
    () => set('payment_records', asked.record, 'decline_reason', 'lost_card'),
    () =>
      `payment_intent ${asked.intent} (test): payment record ${asked.record} says it was declined for lost_card, but its charge says nothing`,
  ],
  [
    'an intent that is gone',
    () => `DELETE FROM payment_intents WHERE id = '${refunded.intent}'`,
    () => `payment_record ${refunded.record} (test): names payment intent ${refunded.intent}, which does not exist`,
  ],
  [
    'a record that is gone',
    () => `DELETE FROM payment_records WHERE id = '${refunded.record}'`,
    () => `payment_intent ${refunded.intent} (test): names payment record ${refunded.record}, which does not exist`,
  ],
  [
    'an earlier attempt as the latest',
    () => set('payment_records', asked.record, 'latest_payment_attempt_record', declined_attempt),
    () =>
      `payment_record ${asked.record} (test): its latest attempt is ${declined_attempt}, but ${asked.attempt} of payment intent ${asked.intent}`,
  ],
  [
    'a latest attempt of another payment',
    () => set('payment_intents', refunded.intent, 'latest_payment_attempt_record', held.attempt),
    () => `payment_intent ${refunded.intent} (test): its latest attempt ${held.attempt} is one of ${held.record}`,
  ],
  [
    'a currency of a record',
    () => set('payment_records', refunded.record, 'currency', 'eur'),
    () => `payment_record ${refunded.record} (test): is in eur, but payment intent ${refunded.intent} is in usd`,
  ],
  [
    'who an attempt is reported by',
    () => set('payment_attempt_records', refunded.attempt, 'reported_by', 'self'),
    () =>
      `payment_attempt_record ${refunded.attempt} (test): is reported by self, but payment record ${refunded.record} is not`,
  ],
  [
    'a report on a processed payment',
    () =>
      `INSERT INTO payment_record_refunds (scope, id, version, document, payment_record, refund_reference)
       SELECT scope, 'prr_1', 1, '{"id":"prr_1","amount":5,"currency":"usd","refund_reference":"r"}', id, 'r' FROM payment_records
       WHERE id = '${refunded.record}'`,
    () => `payment_record ${refunded.record} (test): is kept for an intent, but has reported refunds of 5`,
  ],
  [
    'a charge that is gone',
    () => `DELETE FROM charges WHERE id = '${refunded.charge}'`,
    () => `payment_intent ${refunded.intent} (test): names charge ${refunded.charge}, which does not exist`,
  ],
  [
    'a charge that its attempt does not name',
    () => set('payment_attempt_records', held.attempt, 'processor_details.payment_reference', refunded.charge),
    () => `charge ${held.charge} (test): names payment attempt record ${held.attempt}, which does not name it`,
  ],
  [
    'an attempt with the charge of another',
    () => set('payment_attempt_records', held.attempt, 'processor_details.payment_reference', refunded.charge),
    () =>
      `payment_attempt_record ${held.attempt} (test): names charge ${refunded.charge}, whose attempt is ${refunded.attempt}`,
  ],
  [
    'an intent with the charge of another',
    () => set('payment_intents', held.intent, 'latest_charge', refunded.charge),
    () => `payment_intent ${held.intent} (test): names charge ${refunded.charge}, which is one of ${refunded.intent}`,
  ],
  [
    'an intent with a charge that is not of its latest attempt',
    () => set('charges', refunded.charge, 'payment_attempt_record', held.attempt),
    () =>
      `payment_intent ${refunded.intent} (test): its charge ${refunded.charge} is not that of its latest attempt ${refunded.attempt}`,
  ],
  [
    'the currency of a charge',
    () => set('charges', held.charge, 'currency', 'eur'),
    () => `payment_intent ${held.intent} (test): is in usd, but its charge ${held.charge} is in eur`,
  ],
  [
    'what a charge has captured',
    () => set('charges', held.charge, 'amount_captured', 600),
    () => `charge ${held.charge} (test): amount_captured is 600, but its balance transactions come to 500`,
  ],
  [
    'a charge that captured more than it is over',
    () => set('charges', held.charge, 'amount', 400),
    () => `charge ${held.charge} (test): is succeeded over 400, but 500 of it was captured`,
  ],
  [
    'a movement that is gone',
    () => `DELETE FROM balance_transactions WHERE source = '${held.charge}' AND id <> '${held.movement}'`,
    () => `charge ${held.charge} (test): amount_captured is 500, but its balance transactions come to 200`,
  ],
  [
    'a first movement that is gone',
    () => `DELETE FROM balance_transactions WHERE id = '${held.movement}'`,
    () => `charge ${held.charge} (test): names balance transaction ${held.movement}, which does not exist`,
  ],
  [
    'the second movement in place of the first',
    () =>
      `UPDATE charges SET document = json_set(document, '$.balance_transaction',
         (SELECT max(id) FROM balance_transactions WHERE source = charges.id)) WHERE id = '${held.charge}'`,
    () => `charge ${held.charge} (test): its first balance transaction is ${held.movement}, but it names txn_`,
    2,
  ],
  [
    'the amount of a movement',
    () => set('balance_transactions', refunded.movement, 'amount', 999),
    () => `charge ${refunded.charge} (test): amount_captured is 1000, but its balance transactions come to 999`,
  ],
  [
    'the currency of a movement',
    () => set('balance_transactions', refunded.movement, 'currency', 'eur'),
    () => `balance_transaction ${refunded.movement} (test): is in eur, but ${refunded.charge} is in usd`,
  ],
  [
    'the type of a movement',
    () => set('balance_transactions', refunded.movement, 'type', 'adjustment'),
    () =>
      `balance_transaction ${refunded.movement} (test): is of type adjustment, but its source is ${refunded.charge}`,
  ],
  [
    'a movement of nothing',
    () =>
      `UPDATE balance_transactions SET source = 'ch_none', document = json_set(document, '$.source', 'ch_none')
       WHERE id = '${refunded.movement}'`,
    () => `balance_transaction ${refunded.movement} (test): names charge ch_none, which does not exist`,
  ],
  [
    'what a charge has refunded',
    () => set('charges', refunded.charge, 'amount_refunded', 300),
    () => `charge ${refunded.charge} (test): amount_refunded is 300, but its refunds come to 400`,
  ],
  [
    'a refund of more than was captured',
    () => set('charges', refunded.charge, 'amount_refunded', 2000),
    () => `charge ${refunded.charge} (test): amount_refunded 2000 exceeds the captured 1000`,
  ],
  [
    'a refund that is gone',
    () => `DELETE FROM refunds WHERE id = '${refund}'`,
    () => `charge ${refunded.charge} (test): amount_refunded is 400, but its refunds come to 100`,
  ],
  [
    'the status of a refund',
    () => set('refunds', refund, 'status', 'failed'),
    () => `refund ${refund} (test): its balance transactions come to -300, but should to 0`,
  ],
  [
    'a failed refund that is said to have succeeded',
    () => set('refunds', failed_refund, 'status', 'succeeded'),
    () => `charge ${refunded.charge} (test): amount_refunded is 400, but its refunds come to 450`,
  ],
  [
    'the movement of a refund that is gone',
    () => `DELETE FROM balance_transactions WHERE source = '${refund}'`,
    () => `refund ${refund} (test): its balance transactions come to 0, but should to -300`,
  ],
  [
    'the last movement of a failed refund that is gone',
    () =>
      `DELETE FROM balance_transactions WHERE id = (SELECT max(id) FROM balance_transactions
       WHERE source = '${failed_refund}')`,
    () => `refund ${failed_refund} (test): its balance transactions come to -50, but should to 0`,
  ],
  [
    'an amount of a refund',
    () => set('refunds', refund, 'amount', 0),
    () => `refund ${refund} (test): its amount is 0`,
  ],
  [
    'a refund in another currency',
    () => set('refunds', refund, 'currency', 'eur'),
    () => `refund ${refund} (test): is in eur, but charge ${refunded.charge} is in usd`,
  ],
  [
    'a refund of another payment',
    () => set('refunds', refund, 'payment_intent', held.intent),
    () =>
      `refund ${refund} (test): names payment intent ${held.intent}, but charge ${refunded.charge} is one of ${refunded.intent}`,
  ],
  [
    'a refund of a charge that is not there',
    () =>
      `UPDATE refunds SET charge = 'ch_none', document = json_set(document, '$.charge', 'ch_none') WHERE id = '${refund}'`,
    () => `refund ${refund} (test): names charge ch_none, which does not exist`,
  ],
  [
    'documents that lack everything',
    () =>
      [
        ['payment_records', refunded.record],
        ['payment_attempt_records', refunded.attempt],
        ['payment_intents', refunded.intent],
        ['charges', refunded.charge],
        ['refunds', refund],
        ['balance_transactions', refunded.movement],
      ]
        .map(([table, id]) => `UPDATE ${table} SET document = '{}' WHERE id = '${id}'`)
        .join(';'),
    () => `charge ${refunded.charge} (test): its document lacks what its columns are derived from`,
  ],
];

test('in what Daybook wrote of payments there is nothing to find', async () => {
  const { code, stdout, stderr } = await daybook(['verify', '--data', data]);
  assert.match(stdout, /^Verified \d+ objects, \d+ journal entries, \d+ events: no differences\.\n$/);
  assert.deepEqual([code, stderr], [0, '']);
});

for (const damage of DAMAGE) test(`${damage[0]} is found and named`, () => isFound(data, damage));
