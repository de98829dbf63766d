/** What the sandbox answers to an authorization: what the test card's row says. */

import { carriedUpTo } from '../../../kernel/carried_amounts.js';
import { amountStep } from '../../../kernel/currencies.js';
import { type Authorization, THREE_D_SECURE_VERSION, type ThreeDSecure } from '../../card_authorization.js';
import type { CardBrand } from '../../cards.js';
import type { Outcome } from '../../charge/types.js';
import type { PaymentMethod } from '../../payment_method/types.js';
import type { AuthorizeAnswer, AuthorizedAnswer, AuthorizeRequest } from '../port.js';
import { withChecks } from './cards.js';
import { authenticationRequired, blockedAsTooRisky, issuerDeclines } from './decline.js';
import { type TestCardBehaviour, testCardByKey } from './test_cards.js';

const DAY_SECONDS = 24 * 60 * 60;

/** How long an issuer holds the money: Visa less where the merchant began the payment. */
function validitySeconds(brand: CardBrand, is_off_session: boolean, is_extended: boolean): number {
  if (is_extended) return 30 * DAY_SECONDS;
  return (brand === 'visa' && is_off_session ? 5 : 7) * DAY_SECONDS;
}

const OVERCAPTURE_BRANDS: ReadonlySet<CardBrand> = new Set(['amex', 'discover', 'mastercard', 'visa']);
/** What may be captured of what was authorized, in per cent. */
const OVERCAPTURE_PERCENT = 120;
/** What a partial authorization grants, in per cent. */
const PARTIAL_PERCENT = 70;

export function authorize(request: AuthorizeRequest): AuthorizeAnswer {
  const behaviour = behaviourOf(request);
  const three_d_secure = authenticate(request, behaviour);
  if (three_d_secure === 'required') {
    return isAbsent(request) ? authenticationRequired() : { outcome: 'requires_action' };
  }
  if (behaviour.kind === 'declines') {
    return { ...issuerDeclines(behaviour.decline), payment_method: declinedMethod(request.payment_method, behaviour) };
  }
  if (behaviour.kind === 'three_d_secure' && behaviour.decline !== null) return issuerDeclines(behaviour.decline);
  if (behaviour.kind === 'risk' && behaviour.risk_level === 'highest') return blockedAsTooRisky();
  return authorized(request, behaviour, three_d_secure);
}

/** An issuer that declines has looked at the security code; that of one card is wrong. */
function declinedMethod(
  method: PaymentMethod,
  { decline }: Extract<TestCardBehaviour, { kind: 'declines' }>,
): PaymentMethod {
  const { card } = method;
  if (card?.cvc_check === undefined) return method;
  return { ...method, card: { ...card, cvc_check: decline.code === 'incorrect_cvc' ? 'fail' : 'pass' } };
}

function behaviourOf({ payment_method }: AuthorizeRequest): TestCardBehaviour {
  const card = payment_method.test_card === undefined ? undefined : testCardByKey(payment_method.test_card);
  return card?.behaviour ?? { kind: 'succeeds' };
}

/** Whoever told the card by mail or telephone can be asked as little as somebody who has left. */
function isAbsent({ is_off_session, moto }: AuthorizeRequest): boolean {
  return is_off_session || moto;
}

/** Whether the payer has to authenticate, or what came of it; undefined where nobody asked. */
function authenticate(request: AuthorizeRequest, behaviour: TestCardBehaviour): ThreeDSecure | 'required' | undefined {
  const { authentication, payment_method, three_d_secure } = request;
  const is_absent = isAbsent(request);
  const is_requested = three_d_secure !== 'automatic' && !is_absent;
  if (behaviour.kind !== 'three_d_secure') return is_requested ? threeDSecure('attempt_acknowledged') : undefined;
  const is_set_up = payment_method.set_up_for_off_session === true;
  const is_needed = {
    always: true,
    // On session the payer is asked all the same.
    unless_set_up: !is_absent || !is_set_up,
    on_session: !is_absent,
    if_requested: is_requested,
    not_supported: false,
  }[behaviour.authentication];
  if (!is_needed) return is_requested ? threeDSecure('not_supported') : undefined;
  if (behaviour.attempt === 'processing_error') return threeDSecure('processing_error');
  return authentication === 'succeeded' ? threeDSecure('authenticated') : 'required';
}

function threeDSecure(result: ThreeDSecure['result']): ThreeDSecure {
  return { result, version: THREE_D_SECURE_VERSION };
}

function authorized(
  request: AuthorizeRequest,
  behaviour: TestCardBehaviour,
  three_d_secure: ThreeDSecure | undefined,
): AuthorizedAnswer {
  const { payment_method, wants } = request;
  const { card } = payment_method;
  const is_partial = behaviour.kind === 'partial_authorization' && wants.partial_authorization;
  const amount = is_partial ? partOf(request) : request.amount;
  const test_card = payment_method.test_card === undefined ? undefined : testCardByKey(payment_method.test_card);
  return {
    outcome: 'succeeded',
    amount,
    authorization: {
      amount,
      code: String(100_000 + (sum(request.reference) % 900_000)),
      ...(request.captures ? {} : holdOf(request, behaviour, amount)),
      network_transaction_id: request.reference.slice(-15),
      ...(three_d_secure === undefined ? {} : { three_d_secure }),
    },
    risk: acceptedRisk(behaviour),
    payment_method:
      card === undefined
        ? payment_method
        : { ...payment_method, card: withChecks(card, test_card, payment_method.billing_details?.address) },
  };
}

/** As much as the currency carries of the share that is granted, and at least something. */
function partOf({ amount, currency }: AuthorizeRequest): number {
  return Math.max(amountStep(currency), carriedUpTo(Math.floor((amount * PARTIAL_PERCENT) / 100), currency));
}

/** What is possible until the capture. */
function holdOf(
  { is_off_session, now, payment_method, wants }: AuthorizeRequest,
  behaviour: TestCardBehaviour,
  amount: number,
): Partial<Authorization> {
  const brand = payment_method.card?.brand ?? 'visa';
  const is_plain = behaviour.kind === 'enterprise_features_disabled';
  const is_extended = wants.extended_authorization && !is_plain;
  const overcaptures = wants.overcapture && !is_plain && OVERCAPTURE_BRANDS.has(brand);
  return {
    capture_before: now + validitySeconds(brand, is_off_session, is_extended),
    ...(is_extended ? { extended: true } : {}),
    // This is what the card without the others has: its increments are declined.
    ...(wants.incremental_authorization ? { incremental: true } : {}),
    ...(wants.multicapture && !is_plain ? { multicapture: true } : {}),
    ...(overcaptures ? { maximum_amount_capturable: maximumCapturable(amount) } : {}),
  };
}

export function maximumCapturable(authorized_amount: number): number {
  return Math.floor((authorized_amount * OVERCAPTURE_PERCENT) / 100);
}

function acceptedRisk(behaviour: TestCardBehaviour): Outcome {
  const is_elevated = (behaviour.kind === 'risk' || behaviour.kind === 'checks') && behaviour.risk_level === 'elevated';
  return {
    type: 'authorized',
    network_status: 'approved_by_network',
    risk_level: is_elevated ? 'elevated' : 'normal',
    risk_score: is_elevated ? 70 : 20,
    seller_message: 'Payment complete.',
  };
}

/** A number that is always the same for the same text. */
function sum(text: string): number {
  let total = 7;
  for (const character of text) total = (total * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return total;
}
