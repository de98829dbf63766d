/** When payments happened that Daybook makes itself: begun when the intent was made, ended when it was captured or given up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../../../../src/core/kinds.js';
import { NOW } from '../payment_record/rule_ledger.js';
import { IntentLedger } from './intent_ledger.js';

type Step = (ledger: IntentLedger, id: string) => void;

function tried(ledger: IntentLedger, card: string): string {
  return ledger.create({ card, confirmation: {} });
}

/** What happens to a payment, an hour after what was before. */
const CASES: readonly (readonly [
  name: string,
  begin: (ledger: IntentLedger) => string,
  steps: readonly Step[],
  outcome_after_hours: number | null,
])[] = [
  ['not tried yet', (ledger) => ledger.create(), [], null],
  ['paid at once', (ledger) => tried(ledger, 'visa'), [], 0],
  ['on hold', (ledger) => ledger.authorized(), [], null],
  ['captured later', (ledger) => ledger.authorized(), [(ledger, id) => ledger.capture(id)], 1],
  [
    'captured in two parts',
    (ledger) => ledger.authorized({ request_multicapture: 'if_available' }),
    [
      (ledger, id) => ledger.capture(id, 300, { final_capture: false }),
      (ledger, id) => ledger.capture(id, 200, { final_capture: true }),
    ],
    1,
  ],
  ['given up on hold', (ledger) => ledger.authorized(), [(ledger, id) => ledger.cancel(id)], 1],
  ['given up before it was tried', (ledger) => ledger.create(), [(ledger, id) => ledger.cancel(id)], 1],
  ['declined', (ledger) => tried(ledger, 'visa_chargeDeclined'), [], 0],
  [
    'declined, and given up later',
    (ledger) => tried(ledger, 'visa_chargeDeclined'),
    [(ledger, id) => ledger.cancel(id)],
    1,
  ],
  [
    'paid and refunded',
    (ledger) => tried(ledger, 'visa'),
    [(ledger, id) => void ledger.refund(id, 10), (ledger, id) => void ledger.refund(id)],
    0,
  ],
];

for (const [name, begin, steps, after] of CASES) {
  test(`${name}: its outcome is ${after === null ? 'open' : `of ${after} hours later`}`, () => {
    const ledger = new IntentLedger();
    const id = begin(ledger);
    for (const step of steps) {
      ledger.now += 3_600;
      step(ledger, id);
    }
    const record = ledger.record(id);
    const { happened, outcome_happened } = columnsOf('payment_record', record);
    assert.equal(happened, NOW);
    assert.equal(record.created, NOW);
    assert.equal(outcome_happened, after === null ? null : NOW + after * 3_600);
    assert.equal(record.outcome_happened ?? null, outcome_happened);
  });
}

test('a refund happened when it was made', () => {
  const ledger = new IntentLedger();
  const id = tried(ledger, 'visa');
  ledger.now += 3_600;
  const refund = ledger.refund(id, 10);
  assert.equal(columnsOf('refund', refund)['happened'], NOW + 3_600);
});
