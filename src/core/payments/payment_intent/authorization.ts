/** Asking a processor for a payment, and what its answer makes of it. */
import type { Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import type { Charge } from '../charge/types.js';
import { disputeByIssuer, warnOfFraud } from '../dispute/arising.js';
import { attachIn } from '../payment_method/attachment.js';
import type { PaymentMethod } from '../payment_method/types.js';
import { snapshotOf, withAuthorization } from '../payment_record/payment_method_details.js';
import type {
  AuthorizedAnswer,
  AuthorizeRequest,
  DeclineAnswer,
  OpenAnswer,
  Processor,
  RequestedCapability,
} from '../processor/port.js';
import { processorOf } from '../processor/registry.js';
import { ask, type Settle } from './asking.js';
import { isManual } from './members.js';
import { receive } from './money.js';
import type { Payment } from './payment.js';
import { actionRequired, declined } from './refusals.js';
import type { NextAction, PaymentError } from './types.js';

/** What `processor` is asked: what it cannot do is not asked of it, as with a payment method that lacks it. */
export function requestOf(
  payment: Payment,
  method: PaymentMethod,
  { capabilities }: Pick<Processor, 'capabilities'>,
): AuthorizeRequest {
  const { intent, context } = payment;
  const attempt = payment.requireAttempt();
  const options = intent.card_options ?? {};
  const is_manual = isManual(intent);
  const wants = (capability: RequestedCapability) =>
    is_manual && capabilities[capability] && options[`request_${capability}`] === 'if_available';
  return {
    reference: attempt.id,
    amount: intent.amount,
    currency: intent.currency,
    payment_method: method,
    captures: !is_manual,
    is_off_session: intent.off_session === true,
    moto: options.moto === true,
    three_d_secure: (capabilities.three_d_secure ? options.request_three_d_secure : undefined) ?? 'automatic',
    authentication: attempt.authenticated === true ? 'succeeded' : undefined,
    wants: {
      extended_authorization: wants('extended_authorization'),
      incremental_authorization: wants('incremental_authorization'),
      multicapture: wants('multicapture'),
      overcapture: wants('overcapture'),
      partial_authorization: wants('partial_authorization'),
    },
    metadata: intent.metadata ?? {},
    now: context.now,
  };
}

/** Asks for the payment, as it is now and with the payment method that it has. */
export function authorize(payment: Payment, refuses_action: boolean): Refusal | undefined {
  return ask(payment, 'authorize', ownRequestOf(payment), { refuses_action }, settleAuthorization);
}

/** What became of the payment, whose answer is pending or never arrived. */
export function query(payment: Payment): Refusal | undefined {
  return ask(payment, 'query', ownRequestOf(payment), {}, settleQuery);
}

function ownRequestOf(payment: Payment): AuthorizeRequest {
  return requestOf(payment, methodOf(payment), processorOf(payment.requireAttempt()));
}

/** The method that the payment is tried with. */
export function methodOf({ draft, intent }: Payment): PaymentMethod {
  return draft.document('payment_method', intent.payment_method ?? '');
}

/** A caller that `refuses_action` has nobody there to authenticate. */
export const settleAuthorization: Settle<'authorize'> = (payment, { refuses_action }, answer) => {
  if (answer.outcome === 'requires_action') return requireAction(payment, methodOf(payment), refuses_action);
  return settleQuery(payment, {}, answer);
};

export const settleQuery: Settle<'query'> = (payment, _purpose, answer) => {
  const method = methodOf(payment);
  switch (answer.outcome) {
    case 'succeeded':
      accept(payment, answer, method);
      return undefined;
    case 'declined':
      return decline(payment, answer, method);
    case 'pending':
    case 'unknown':
      wait(payment, answer, method);
      return undefined;
    case 'not_found':
      return decline(payment, NEVER_ARRIVED, method);
  }
};

/** The processor was asked and knows nothing of the payment: nothing was charged. */
const NEVER_ARRIVED: DeclineAnswer = {
  outcome: 'declined',
  code: 'processing_error',
  message: 'An error occurred while processing your card. Try again in a little bit.',
  advice_code: 'try_again_later',
  risk: {
    type: 'invalid',
    network_status: 'not_sent_to_network',
    risk_level: 'not_assessed',
    seller_message: 'The processor did not receive the payment.',
  },
};

function accept(payment: Payment, answer: AuthorizedAnswer, method: PaymentMethod): void {
  const { draft, context } = payment;
  const checked = { ...method, ...(answer.payment_method.card && { card: answer.payment_method.card }) };
  putCharge(payment, checked, {
    status: 'succeeded',
    amount: answer.amount,
    authorization: answer.authorization,
    outcome: answer.risk,
  });
  // A part of the amount may be all that the issuer grants.
  payment.change({
    amount: answer.amount,
    due_at: undefined,
    last_payment_error: undefined,
    next_action: undefined,
    payment_method: method.id,
  });
  rememberMethod(payment, checked);
  const charge_id = payment.intent.latest_charge as string;
  if (isManual(payment.intent)) {
    payment.change({
      status: 'requires_capture',
      amount_capturable: answer.amount,
      due_at: answer.authorization.capture_before,
    });
    draft.emit('charge.succeeded', charge_id);
    draft.emit('payment_intent.amount_capturable_updated', payment.intent.id);
    return;
  }
  payment.change({ status: 'succeeded' });
  payment.changeAttempt({ guaranteed_at: context.now });
  // With `automatic_async` the money follows the answer: the charge is shown without its movement first.
  const is_async = payment.intent.capture_method === 'automatic_async';
  payment.changeCharge({ captured: true, amount_captured: answer.amount });
  if (is_async) draft.emit('charge.succeeded', charge_id);
  receive(payment, answer.amount);
  if (!is_async) draft.emit('charge.succeeded', charge_id);
  disputeByIssuer(payment);
  draft.emit('payment_intent.succeeded', payment.intent.id);
  if (is_async) draft.emit('charge.updated', charge_id);
  warnOfFraud(payment);
}

/** The method belongs to the customer from now on where later payments are meant; otherwise it has paid once and for all. */
function rememberMethod(payment: Payment, method: PaymentMethod): void {
  const { draft, intent } = payment;
  const asked = intent.card_options?.setup_future_usage ?? intent.setup_future_usage;
  const future = asked === 'none' ? undefined : asked;
  const remembered: PaymentMethod = {
    ...method,
    ...(future === undefined ? {} : { reusable: true }),
    ...(future === 'off_session' ? { set_up_for_off_session: true } : {}),
  };
  const is_kept =
    future !== undefined &&
    intent.customer !== undefined &&
    // A customer who has been deleted since keeps nothing.
    attachIn(draft, remembered, intent.customer) === undefined;
  if (!is_kept && method.customer === undefined) draft.update('payment_method', { ...remembered, used: true });
}

function decline(payment: Payment, answer: DeclineAnswer, method: PaymentMethod): Refusal {
  const { draft, intent } = payment;
  putCharge(payment, answer.payment_method ?? method, {
    status: 'failed',
    amount: intent.amount,
    outcome: answer.risk,
    failure_code: answer.code,
    failure_message: answer.message,
  });
  const charge = payment.intent.latest_charge as string;
  draft.emit('charge.failed', charge);
  const error = compact<PaymentError>({
    type: 'card_error',
    code: answer.code,
    message: answer.message,
    decline_code: answer.decline_code,
    advice_code: answer.advice_code,
    charge,
    payment_method: method,
  });
  fail(payment, error);
  return declined(answer.code, answer.message, {
    ...(answer.decline_code === undefined ? {} : { decline_code: answer.decline_code }),
    ...(answer.advice_code === undefined ? {} : { advice_code: answer.advice_code }),
    charge,
    shows: shown(payment, method),
  });
}

/** The try is over, and the intent waits for another payment method. */
export function fail(payment: Payment, error: PaymentError): void {
  payment.changeAttempt({ failed_at: payment.context.now, unknown: undefined });
  payment.change({
    status: 'requires_payment_method',
    due_at: undefined,
    last_payment_error: error,
    next_action: undefined,
    payment_method: undefined,
  });
  payment.draft.emit('payment_intent.payment_failed', payment.intent.id);
}

function requireAction(payment: Payment, method: PaymentMethod, refuses_action: boolean): Refusal | undefined {
  const { intent } = payment;
  if (refuses_action) {
    const refusal = actionRequired(shown(payment, method));
    const { code, message } = refusal;
    fail(payment, { type: 'card_error', code, decline_code: code, message, payment_method: method });
    return refusal;
  }
  const { return_url, uses_stripe_sdk } = intent;
  const redirects = return_url !== undefined && uses_stripe_sdk !== true;
  payment.change({
    status: 'requires_action',
    due_at: undefined,
    last_payment_error: undefined,
    next_action: redirects
      ? { type: 'redirect_to_url', return_url }
      : compact<NextAction>({ type: 'use_stripe_sdk', return_url }),
    payment_method: method.id,
  });
  payment.draft.emit('payment_intent.requires_action', intent.id);
  return undefined;
}

/** Nobody knows yet whether the payer was charged: until the processor has said so, there is no second try. */
function wait(payment: Payment, { outcome, ask_at }: OpenAnswer, method: PaymentMethod): void {
  const { draft, intent } = payment;
  const is_new = payment.charge === undefined;
  putCharge(payment, method, { status: 'pending', amount: payment.intent.amount });
  payment.changeAttempt({ unknown: outcome === 'unknown' ? true : undefined });
  payment.change({
    status: 'processing',
    due_at: ask_at,
    last_payment_error: undefined,
    next_action: undefined,
    payment_method: method.id,
  });
  if (is_new) draft.emit('charge.pending', payment.intent.latest_charge as string);
  if (intent.status !== 'processing') draft.emit('payment_intent.processing', intent.id);
}

type Answered = Pick<Charge, 'status' | 'amount'> & Partial<Charge>;

/** The charge of this try: new, or the pending one that has got its answer. */
function putCharge(payment: Payment, method: PaymentMethod, answered: Answered): void {
  const { context, intent } = payment;
  const attempt = payment.requireAttempt();
  const payment_method_details = snapshotOf(method);
  payment.changeAttempt({
    payment_method_details: withAuthorization(payment_method_details, answered.authorization),
    unknown: undefined,
  });
  if (payment.charge !== undefined) {
    payment.changeCharge({ ...answered, payment_method_details });
    return;
  }
  payment.createCharge(
    compact<Charge>({
      id: context.newId('charge'),
      created: context.now,
      currency: intent.currency,
      customer: intent.customer,
      description: intent.description,
      metadata: intent.metadata,
      payment_attempt_record: attempt.id,
      payment_intent: intent.id,
      payment_method_details,
      radar_session: intent.radar_session,
      receipt_email: intent.receipt_email,
      shipping: intent.shipping,
      statement_descriptor_suffix: intent.statement_descriptor_suffix,
      test_card: method.test_card,
      test_clock: intent.test_clock,
      ...answered,
    }),
  );
}

function shown({ intent }: Payment, method: PaymentMethod): NonNullable<Refusal['shows']> {
  return [
    { member: 'payment_intent', kind: 'payment_intent', id: intent.id },
    { member: 'payment_method', kind: 'payment_method', id: method.id },
  ];
}
