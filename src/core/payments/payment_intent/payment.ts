/**
 * A payment that Daybook drives: the intent with its charge, and the record and the attempt that are kept for it. Rules
 * change the intent, the charge and the attempt; the record and the amounts follow from them when the rule is done.
 */

import type { Context, Decision, Reference, State } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type Loose } from '../../kernel/shared.js';
import { type Charge, declineReasonOf } from '../charge/types.js';
import { attemptAmounts, recordAmounts } from '../payment_record/processed.js';
import { outcomeTime } from '../payment_record/times.js';
import type {
  CustomerDetails,
  PaymentAttemptRecord,
  PaymentMethodDetails,
  PaymentRecord,
} from '../payment_record/types.js';
import type { PaymentIntent } from './types.js';

export class Payment {
  readonly draft: Draft;
  #intent: PaymentIntent;
  #charge: Charge | undefined;
  #attempt: PaymentAttemptRecord | undefined;
  /** Whether the latest try or its charge changed: one that has ended keeps its amounts. */
  #attempt_changed = false;
  /** What was asked for when the intent was created. */
  readonly #requested: number;
  /** The version of the intent that is decided on; 0 where nobody has seen it yet. */
  readonly version: number;

  private constructor(draft: Draft, intent: PaymentIntent, requested: number, version: number) {
    this.draft = draft;
    this.#intent = intent;
    this.#requested = requested;
    this.version = version;
  }

  /** A payment that is just being made. */
  static begin(draft: Draft, intent: PaymentIntent): Payment {
    const payment = new Payment(draft, intent, intent.amount, 0);
    draft.create('payment_intent', intent);
    draft.create('payment_record', payment.#record({ requested: intent.amount }));
    return payment;
  }

  static load(state: State, context: Context, id: string): Payment | Refusal {
    const row = state.get('payment_intent', id);
    if (row === undefined) return errors.noSuchObject('payment_intent', id);
    const intent = row.document;
    const draft = Draft.under(state, context, intent.test_clock);
    if (isRefusal(draft)) return draft;
    const record = draft.document('payment_record', intent.payment_record);
    const payment = new Payment(draft, intent, record.amounts.requested, row.version);
    if (intent.latest_payment_attempt_record !== undefined) {
      payment.#attempt = draft.document('payment_attempt_record', intent.latest_payment_attempt_record);
    }
    // A charge belongs to the try that made it, and a later try may not have one yet.
    const charge = intent.latest_charge === undefined ? undefined : draft.document('charge', intent.latest_charge);
    if (charge?.payment_attempt_record === payment.#attempt?.id) payment.#charge = charge;
    return payment;
  }

  get is_new(): boolean {
    return this.version === 0;
  }

  get intent(): PaymentIntent {
    return this.#intent;
  }

  /** The charge of the latest try, once it has one. */
  get charge(): Charge | undefined {
    return this.#charge;
  }

  /** The latest try. */
  get attempt(): PaymentAttemptRecord | undefined {
    return this.#attempt;
  }

  /** The charge where a rule has made sure of one: an intent that is authorized or paid always has it. */
  requireCharge(): Charge {
    if (this.#charge === undefined) throw new Error(`${this.#intent.id} has no charge`);
    return this.#charge;
  }

  /** The latest try where a rule has made sure of one. */
  requireAttempt(): PaymentAttemptRecord {
    if (this.#attempt === undefined) throw new Error(`${this.#intent.id} has not been tried yet`);
    return this.#attempt;
  }

  get context(): Context {
    return this.draft.context;
  }

  change(members: Partial<Loose<PaymentIntent>>): void {
    this.replace(compact<PaymentIntent>({ ...this.#intent, ...members }));
  }

  /** The intent as a whole: what it lacks now is unset. */
  replace(intent: PaymentIntent): void {
    this.#intent = intent;
    this.draft.update('payment_intent', intent);
  }

  /** A new try, with a payment method as it is now, of which a processor is asked. */
  openAttempt(payment_method_details: PaymentMethodDetails, processor: string): PaymentAttemptRecord {
    const { context, draft, intent } = this;
    const {
      decline_reason: _declined,
      happened: _happened,
      latest_payment_attempt_record: _latest,
      outcome_happened: _outcome,
      payment_intent: _intent,
      test_clock: _clock,
      ...shared
    } = this.#record({
      requested: intent.amount,
    });
    const attempt: PaymentAttemptRecord = {
      ...shared,
      id: context.newId('payment_attempt_record'),
      created: context.now,
      customer_presence: intent.off_session === true ? 'off_session' : 'on_session',
      initiated_at: context.now,
      payment_method_details,
      payment_record: intent.payment_record,
      processor,
      processor_details: { type: 'custom' },
    };
    draft.create('payment_attempt_record', attempt);
    this.#attempt = attempt;
    this.#attempt_changed = true;
    this.#charge = undefined;
    this.change({ latest_payment_attempt_record: attempt.id });
    return attempt;
  }

  changeAttempt(members: Partial<Loose<PaymentAttemptRecord>>): void {
    this.#attempt = compact<PaymentAttemptRecord>({ ...this.requireAttempt(), ...members });
    this.#attempt_changed = true;
  }

  createCharge(charge: Charge): void {
    this.draft.create('charge', charge);
    this.#charge = charge;
    this.change({ latest_charge: charge.id });
    this.changeAttempt({ processor_details: { type: 'custom', payment_reference: charge.id } });
  }

  changeCharge(members: Partial<Loose<Charge>>): Charge {
    this.#charge = compact<Charge>({ ...this.requireCharge(), ...members });
    this.draft.update('charge', this.#charge);
    this.#attempt_changed = true;
    return this.#charge;
  }

  /** Brings the latest try up to date: with the amount that the intent has at this moment. */
  writeAttempt(): void {
    if (this.#attempt === undefined || !this.#attempt_changed) return;
    const amounts = attemptAmounts(this.#attempt, this.#charge, this.#intent.amount);
    this.#attempt = { ...this.#attempt, amounts };
    this.#attempt_changed = false;
    this.draft.update('payment_attempt_record', this.#attempt);
  }

  /** Everything that was decided, with the record and its latest attempt brought up to date. */
  decision(reply: Decision['reply'] = { kind: 'payment_intent', id: this.#intent.id }): Decision {
    this.writeAttempt();
    const amounts = recordAmounts(this.#requested, this.#attempt, this.#intent);
    this.draft.update('payment_record', this.#record(amounts));
    return this.draft.decision(reply);
  }

  #record(amounts: PaymentRecord['amounts']): PaymentRecord {
    const intent = this.#intent;
    const { carrier: _carrier, tracking_number: _tracking_number, ...shipping_details } = intent.shipping ?? {};
    return compact<PaymentRecord>({
      id: intent.payment_record,
      created: intent.created,
      currency: intent.currency,
      amounts,
      reported_by: 'stripe',
      customer_details: compact<CustomerDetails>({ customer: intent.customer, email: intent.receipt_email }),
      customer_presence: this.#attempt?.customer_presence,
      decline_reason: this.#charge && declineReasonOf(this.#charge),
      description: intent.description,
      latest_payment_attempt_record: this.#attempt?.id,
      metadata: intent.metadata,
      payment_intent: intent.id,
      payment_method_details: this.#attempt?.payment_method_details,
      processor: this.#attempt?.processor,
      processor_details: this.#attempt?.processor_details ?? { type: 'custom' },
      shipping_details,
      // Last, where migration 7 put them: a payment of before that does not change is not written again.
      happened: intent.created,
      outcome_happened: outcomeTime(amounts, {
        guaranteed_at: this.#attempt?.guaranteed_at,
        failed_at: this.#attempt?.failed_at,
        canceled_at: intent.canceled_at,
      }),
      test_clock: intent.test_clock,
    });
  }
}

/** What every rule on an intent needs to read, as far as its id tells. */
export function intentReferences({ id }: { readonly id: string }): Reference[] {
  return [{ kind: 'payment_intent', id }];
}
