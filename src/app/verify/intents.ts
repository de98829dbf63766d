/** Payment intents beside their records, their latest attempts and their latest charges. */
import type { Document } from '../../core/kernel/kind.js';
import { declineReasonOf } from '../../core/payments/charge/types.js';
import type { IntentStatus } from '../../core/payments/payment_intent/states.js';
import type { IntentAsks } from '../../core/payments/payment_intent/types.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { about, type Verification } from './findings.js';
import { documentsNamed, rowBatches, soundDocument } from './stream.js';

type PaymentIntent = Document<'payment_intent'>;
type Charge = Document<'charge'>;

export async function verifyIntents(
  inspector: Inspector,
  verification: Verification,
  onDone: (rows: number) => void,
): Promise<void> {
  for await (const rows of rowBatches(inspector, 'payment_intent')) {
    const intents = rows
      .map((row) => ({ row, scope: row.scope, intent: soundDocument<'payment_intent'>(row) }))
      .filter((one): one is typeof one & { intent: PaymentIntent } => one.intent !== undefined);
    const names = (member: 'latest_charge' | 'latest_payment_attempt_record' | 'payment_record') =>
      intents.map(({ scope, intent }) => ({ scope, id: intent[member] }));
    const recordOf = await documentsNamed(inspector, 'payment_record', names('payment_record'));
    const attemptOf = await documentsNamed(inspector, 'payment_attempt_record', names('latest_payment_attempt_record'));
    const chargeOf = await documentsNamed(inspector, 'charge', names('latest_charge'));
    for (const { row, scope, intent } of intents) {
      const record = recordOf(scope, intent.payment_record);
      if (record !== undefined && record.payment_intent !== intent.id) {
        about(row, `names payment record ${record.id}, which is not kept for it`, verification);
      }
      const charge = chargeOf(scope, intent.latest_charge);
      if (intent.latest_charge !== undefined && charge === undefined) continue;
      compareCharge(row, intent, charge, verification);
      compareDecline(row, intent, record, charge, verification);
      compareAttempt(row, intent, attemptOf(scope, intent.latest_payment_attempt_record), charge, verification);
    }
    onDone(rows.length);
  }
}

type ChargeState = 'none' | 'failed' | 'pending' | 'on hold' | 'captured';

function stateOf(charge: Charge | undefined): ChargeState {
  if (charge === undefined) return 'none';
  if (charge.status !== 'succeeded') return charge.status;
  return charge.captured === true ? 'captured' : 'on hold';
}

const NOT_CHARGED = ['none', 'failed'] as const;

/** Where an intent stands while a processor is asked: what was to come of it has not come yet. */
const STANDING: Readonly<Record<IntentAsks, IntentStatus>> = {
  authorize: 'requires_confirmation',
  query: 'processing',
  capture: 'requires_capture',
  increment: 'requires_capture',
  void: 'requires_capture',
};

/** What may have become of the latest charge in each status of the intent. */
const CHARGE_STATES: Readonly<Record<IntentStatus, readonly ChargeState[]>> = {
  requires_payment_method: NOT_CHARGED,
  requires_confirmation: NOT_CHARGED,
  requires_action: NOT_CHARGED,
  processing: ['pending'],
  requires_capture: ['on hold'],
  succeeded: ['captured'],
  canceled: [...NOT_CHARGED, 'on hold'],
};

function compareCharge(
  row: InspectedRow,
  intent: PaymentIntent,
  charge: Charge | undefined,
  verification: Verification,
): void {
  const { amount_capturable = 0, amount_received = 0, open } = intent;
  if (open !== undefined && intent.status !== 'processing') {
    about(row, `is ${intent.status}, but has not got the answer to ${open.question.key}`, verification);
  }
  const status = open === undefined ? intent.status : STANDING[open.question.asks];
  const state = stateOf(charge);
  if (!CHARGE_STATES[status]?.includes(state)) {
    const found = charge === undefined ? 'it has no charge' : `its charge ${charge.id} is ${state}`;
    about(row, `is ${status}, but ${found}`, verification);
  }
  const captured = charge?.amount_captured ?? 0;
  if (amount_received !== captured) {
    about(row, `amount_received is ${amount_received}, but ${captured} was captured`, verification);
  }
  const held = status === 'requires_capture' ? (charge?.authorization?.amount ?? 0) - captured : 0;
  if (amount_capturable !== held) {
    about(row, `amount_capturable is ${amount_capturable}, but ${held} is on hold`, verification);
  }
  if (charge === undefined) return;
  if (charge.payment_intent !== intent.id) {
    about(row, `names charge ${charge.id}, which is one of ${charge.payment_intent}`, verification);
  }
  if (charge.currency !== intent.currency && state !== 'failed') {
    about(row, `is in ${intent.currency}, but its charge ${charge.id} is in ${charge.currency}`, verification);
  }
}

/** The record says why its latest attempt was declined; a later attempt may not have a charge yet. */
function compareDecline(
  row: InspectedRow,
  intent: PaymentIntent,
  record: Document<'payment_record'> | undefined,
  charge: Charge | undefined,
  verification: Verification,
): void {
  if (record === undefined) return;
  const is_latest = charge?.payment_attempt_record === intent.latest_payment_attempt_record;
  const declined = charge !== undefined && is_latest ? declineReasonOf(charge) : undefined;
  if (record.decline_reason === declined) return;
  const [here, there] = [record.decline_reason ?? 'nothing', declined ?? 'nothing'];
  about(
    row,
    `payment record ${record.id} says it was declined for ${here}, but its charge says ${there}`,
    verification,
  );
}

/** An attempt that is over keeps what it was to collect; until then that is what the intent says. */
function compareAttempt(
  row: InspectedRow,
  intent: PaymentIntent,
  attempt: Document<'payment_attempt_record'> | undefined,
  charge: Charge | undefined,
  verification: Verification,
): void {
  if (attempt === undefined) return;
  if (attempt.payment_record !== intent.payment_record) {
    about(row, `its latest attempt ${attempt.id} is one of ${attempt.payment_record}`, verification);
  }
  const { requested, intended = requested } = attempt.amounts;
  const is_over = attempt.failed_at !== undefined || attempt.canceled_at !== undefined;
  if (!is_over && intended !== intent.amount) {
    about(row, `its amount is ${intent.amount}, but ${intended} on its latest attempt ${attempt.id}`, verification);
  }
  const is_charged = charge !== undefined && charge.status !== 'failed';
  if (is_charged && charge.payment_attempt_record !== attempt.id) {
    about(row, `its charge ${charge.id} is not that of its latest attempt ${attempt.id}`, verification);
  }
}
