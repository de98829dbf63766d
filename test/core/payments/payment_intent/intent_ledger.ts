/** Runs the rules of payment intents, with everything filled in that a test does not care about. */
import assert from 'node:assert/strict';
import type { Change, Command, Decision } from '../../../../src/core/kernel/decision.js';
import { isRefusal, type Refusal } from '../../../../src/core/kernel/errors.js';
import type { Authorization } from '../../../../src/core/payments/card_authorization.js';
import type { Charge } from '../../../../src/core/payments/charge/types.js';
import { authenticatePaymentIntent } from '../../../../src/core/payments/payment_intent/authenticate.js';
import { cancelPaymentIntent } from '../../../../src/core/payments/payment_intent/cancel.js';
import {
  type CapturePaymentIntent,
  capturePaymentIntent,
} from '../../../../src/core/payments/payment_intent/capture.js';
import {
  type ConfirmPaymentIntent,
  confirmPaymentIntent,
} from '../../../../src/core/payments/payment_intent/confirm.js';
import { type CreatePaymentIntent, createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { duePaymentIntent } from '../../../../src/core/payments/payment_intent/due.js';
import {
  type IncrementAuthorization,
  incrementAuthorization,
} from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import type { CardOptions, PaymentIntent } from '../../../../src/core/payments/payment_intent/types.js';
import { type UpdatePaymentIntent, updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import type { GivenPaymentMethod } from '../../../../src/core/payments/payment_method/given.js';
import type { PaymentAttemptRecord, PaymentRecord } from '../../../../src/core/payments/payment_record/types.js';
import { cardFromTemplate } from '../../../../src/core/payments/processor/sandbox/cards.js';
import { TEST_CARDS, type TestCard } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { type CreateRefund, createRefund } from '../../../../src/core/payments/refund/create.js';
import { dueRefund } from '../../../../src/core/payments/refund/due.js';
import type { Refund } from '../../../../src/core/payments/refund/types.js';
import { RuleLedger } from '../payment_record/rule_ledger.js';

export const AMOUNT = 1_000;

/** An event with the object as the event shows it, and as it was before. */
export interface ShownEvent {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every kind
  readonly object: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every kind
  readonly before: any;
}

type Given<T> = Partial<Omit<T, 'id'>>;

/** What a test says of a new intent; `card` is the key of a test card to pay with. */
export interface GivenIntent extends Partial<Omit<CreatePaymentIntent, 'payment_method'>> {
  readonly card?: string;
  readonly payment_method?: GivenPaymentMethod;
}

export class IntentLedger extends RuleLedger {
  /** Those of the latest decision. */
  events: ShownEvent[] = [];

  override decide<Input>(command: Command<Input>, input: Input): Decision | Refusal {
    this.events = [];
    const decision = super.decide(command, input);
    if (isRefusal(decision)) return decision;
    for (const { type, object, change: index } of decision.events) {
      const change: Change | undefined =
        index === undefined ? decision.changes.find(({ id }) => id === object) : decision.changes[index];
      assert.ok(change !== undefined, `${type} tells of ${object}, which has not changed`);
      assert.equal(change.id, object);
      const before = change.before?.document;
      // As the committer does: what has not changed makes no event.
      if (JSON.stringify(before) === JSON.stringify(change.document)) continue;
      this.events.push({ type, object: change.document, before });
    }
    return decision;
  }

  /** The types of the latest decision's events. */
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** The object of an event of the latest decision, as the event shows it. */
  shown(type: string): ShownEvent {
    const event = this.events.find((one) => one.type === type);
    assert.ok(event !== undefined, `there is no ${type} among ${this.types.join(', ')}`);
    return event;
  }

  create({ card, ...given }: GivenIntent = {}): string {
    const before = new Set(this.all('payment_intent').map(({ id }) => id));
    this.attempt(createPaymentIntent, newIntent({ ...(card === undefined ? {} : { card }), ...given }));
    const made = this.all('payment_intent').filter(({ id }) => !before.has(id));
    assert.equal(made.length, 1);
    return made[0]?.id ?? '';
  }

  /** Made and confirmed; with `options` of the card, and manual capture where those make sense with it only. */
  authorized(options: CardOptions = {}, given: GivenIntent = {}): string {
    const { members, ...rest } = given;
    const id = this.create({
      card: 'visa',
      confirmation: {},
      members: { capture_method: 'manual', card_options: options, ...members },
      ...rest,
    });
    assert.equal(this.intent(id).status, 'requires_capture');
    return id;
  }

  /** What the caller is told: undefined where it succeeded, and the card error that is kept with it otherwise. */
  attempt<Input>(command: Command<Input>, input: Input): Refusal | undefined {
    const decision = this.decide(command, input);
    assert.ok(!isRefusal(decision), isRefusal(decision) ? `refused: ${decision.message}` : '');
    return isRefusal(decision.reply) ? decision.reply : undefined;
  }

  confirm(id: string, given: Given<ConfirmPaymentIntent> = {}): Refusal | undefined {
    return this.attempt(confirmPaymentIntent, confirmation(id, given));
  }

  update(id: string, given: Given<UpdatePaymentIntent> = {}): void {
    this.accept(updatePaymentIntent, update(id, given));
  }

  authenticate(id: string, outcome: 'succeeded' | 'failed' = 'succeeded'): void {
    this.accept(authenticatePaymentIntent, { id, outcome });
  }

  capture(id: string, amount_to_capture?: number, given: Given<CapturePaymentIntent> = {}): void {
    this.accept(capturePaymentIntent, capture(id, { amount_to_capture, ...given }));
  }

  refuseCapture(id: string, amount_to_capture?: number, given: Given<CapturePaymentIntent> = {}): Refusal {
    return this.refuse(capturePaymentIntent, capture(id, { amount_to_capture, ...given }));
  }

  increment(id: string, amount: number, given: Given<IncrementAuthorization> = {}): Refusal | undefined {
    return this.attempt(incrementAuthorization, increment(id, { amount, ...given }));
  }

  cancel(id: string): void {
    this.accept(cancelPaymentIntent, { id, cancellation_reason: undefined });
  }

  due(id: string): void {
    this.accept(duePaymentIntent, { id });
  }

  refund(id: string, amount?: number, given: Partial<CreateRefund> = {}): Refund {
    const input = { of: { payment_intent: id }, amount, metadata: undefined, reason: undefined, ...given };
    return this.get('refund', this.accept(createRefund, input));
  }

  refuseRefund(id: string, amount?: number): Refusal {
    return this.refuse(createRefund, { of: { payment_intent: id }, amount, metadata: undefined, reason: undefined });
  }

  dueRefund(id: string): Refund {
    this.accept(dueRefund, { id });
    return this.get('refund', id);
  }

  intent(id: string): PaymentIntent {
    return this.get('payment_intent', id);
  }

  /** The latest charge of an intent. */
  charge(id: string): Charge {
    return this.get('charge', this.intent(id).latest_charge ?? 'none');
  }

  authorization(id: string): Authorization {
    const { authorization } = this.charge(id);
    assert.ok(authorization !== undefined);
    return authorization;
  }

  record(id: string): PaymentRecord {
    return this.get('payment_record', this.intent(id).payment_record);
  }

  /** Oldest first. */
  attempts(id: string): PaymentAttemptRecord[] {
    const record = this.intent(id).payment_record;
    return this.all('payment_attempt_record').filter(({ payment_record }) => payment_record === record);
  }

  /** `status amount/capturable/received`. */
  seen(id: string): string {
    const { status, amount, amount_capturable = 0, amount_received = 0 } = this.intent(id);
    return `${status} ${amount}/${amount_capturable}/${amount_received}`;
  }
}

export function newIntent({ card, ...given }: GivenIntent = {}): CreatePaymentIntent {
  return {
    amount: AMOUNT,
    currency: 'usd',
    confirmation: undefined,
    confirmation_method: undefined,
    members: {},
    payment_method: card === undefined ? undefined : made(card),
    ...given,
  };
}

export function confirmation(id: string, given: Given<ConfirmPaymentIntent> = {}): ConfirmPaymentIntent {
  return { id, amount_to_confirm: undefined, confirmation: {}, members: {}, payment_method: undefined, ...given };
}

export function update(id: string, given: Given<UpdatePaymentIntent> = {}): UpdatePaymentIntent {
  return { id, amount: undefined, currency: undefined, members: {}, payment_method: undefined, ...given };
}

export function capture(id: string, given: Given<CapturePaymentIntent> = {}): CapturePaymentIntent {
  return {
    id,
    amount_details: undefined,
    amount_to_capture: undefined,
    final_capture: undefined,
    metadata: undefined,
    payment_details: undefined,
    statement_descriptor_suffix: undefined,
    ...given,
  };
}

export function increment(id: string, given: Given<IncrementAuthorization> = {}): IncrementAuthorization {
  return {
    id,
    amount: AMOUNT + 1,
    amount_details: undefined,
    description: undefined,
    metadata: undefined,
    payment_details: undefined,
    ...given,
  };
}

function testCard(key: string): TestCard {
  const card = TEST_CARDS.find((one) => one.key === key);
  assert.ok(card !== undefined, `there is no test card '${key}'`);
  return card;
}

/** A payment method that a request makes of a test card. */
export function made(key: string): GivenPaymentMethod {
  const test_card = testCard(key);
  const card = cardFromTemplate(test_card, 1_750_000_000, (number) => `fingerprint of ${number}`);
  const billing_details = { address: { line1: '1 Main Street', postal_code: '12345' } };
  return {
    made: { method: { card, test_card: key }, allow_redisplay: undefined, billing_details, metadata: undefined },
  };
}

/** The refusal in short. */
export function why({ status, type, code, param, message }: Refusal): object {
  return { status, type, code, param, message };
}

/** What the error of a refusal in a wrong status is: with the whole intent. */
export function unexpectedState(id: string, message: string, param?: string): object {
  return {
    refused: true,
    status: 400,
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    ...(param === undefined ? {} : { param }),
    shows: [{ member: 'payment_intent', kind: 'payment_intent', id }],
  };
}
