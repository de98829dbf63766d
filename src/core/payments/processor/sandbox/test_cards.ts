/**
 * Every test card Stripe publishes, once: what it is, how it is named, and what a payment with it does.
 *
 * Daybook never takes a real card, so this table is also the list of all card numbers it accepts. A card is named by
 * its number, by a template (`pm_card_visa`: a PaymentMethod made afresh by each use) and by a token (`tok_visa`).
 * The number that fails the Luhn check (4242424242424241) is no card, and so has no row: it is refused before a look-up.
 */

import type { ErrorCode } from '../../../kernel/error_codes.js';
import type { CardBrand, CardCoBrand, CardFunding, CheckResult } from '../../cards.js';
import { TEST_CARD_COUNTRIES } from './test_card_countries.js';

/** Why an issuer says no. Codes that explain themselves carry no decline code. */
export interface Decline {
  readonly code: Extract<ErrorCode, 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error'>;
  readonly decline_code: string | null;
  readonly message: string;
}

export type DisputeKind =
  | 'fraudulent'
  | 'product_not_received'
  | 'inquiry'
  | 'early_fraud_warning'
  | 'multiple'
  | 'visa_compelling_evidence_3'
  | 'visa_compliance';

/** What a payment with the card does. Closed, so that a reader's `switch` is checked for completeness. */
export type TestCardBehaviour =
  | { readonly kind: 'succeeds' }
  /** Every charge is declined; `on_attach` says whether attaching the card to a customer is declined as well. */
  | { readonly kind: 'declines'; readonly decline: Decline; readonly on_attach: boolean }
  | {
      readonly kind: 'risk';
      readonly risk_level: 'elevated' | 'highest';
      readonly treatment: 'blocked' | 'blocked_by_settings' | 'reviewed_by_settings';
    }
  /** What each check says. What passes is said of what was given only; an address fails also where none was given. */
  | {
      readonly kind: 'checks';
      readonly cvc_check: CheckResult;
      readonly address_line1_check: CheckResult;
      readonly address_postal_code_check: CheckResult;
      readonly risk_level: 'normal' | 'elevated';
    }
  /** The charge succeeds and is disputed afterwards. */
  | { readonly kind: 'disputed'; readonly dispute: DisputeKind }
  /** A refund is pending first and succeeds later. */
  | { readonly kind: 'refund_pending' }
  /** A refund succeeds first and fails later. */
  | { readonly kind: 'refund_fails' }
  /** The funds are available at once. */
  | { readonly kind: 'bypasses_pending' }
  /** `decline` is how the charge ends once authentication is over; null where it succeeds. */
  | {
      readonly kind: 'three_d_secure';
      readonly authentication: 'always' | 'unless_set_up' | 'on_session' | 'if_requested' | 'not_supported';
      readonly attempt: 'completes' | 'processing_error';
      readonly decline: Decline | null;
    }
  /** Pays, and approves every increment of an authorization. */
  | { readonly kind: 'increments_approved' }
  /** Authorizes a part of the amount where the payment asks for partial authorization. */
  | { readonly kind: 'partial_authorization' }
  /** Pays, but has neither multicapture nor overcapture, and declines every increment of an authorization. */
  | { readonly kind: 'enterprise_features_disabled' };

export interface TestCard {
  /** What a stored object keeps of the card to find its behaviour again: unique, stable, and not a card number. */
  readonly key: string;
  /** Null where Stripe publishes a name only. */
  readonly number: string | null;
  readonly last4: string;
  /** What follows `pm_card_` and `tok_`; empty where the card is known by its number only. */
  readonly names: readonly string[];
  /** Whether the names are names of tokens only, with no PaymentMethod beside them. */
  readonly token_only: boolean;
  readonly brand: CardBrand;
  readonly funding: CardFunding;
  /** ISO 3166-1, two letters in upper case. */
  readonly country: string;
  readonly co_brand?: CardCoBrand;
  readonly behaviour: TestCardBehaviour;
}

/** What most rows leave out: cards are visa, credit and from the United States unless they say otherwise. */
type Particulars = Partial<Pick<TestCard, 'brand' | 'funding' | 'country' | 'co_brand'>>;

function row(
  number: string,
  names: readonly string[],
  behaviour: TestCardBehaviour,
  particulars: Particulars = {},
): TestCard {
  const last4 = number.slice(-4);
  const key = names[0] ?? `${particulars.brand ?? 'visa'}_${last4}`;
  return {
    key,
    number,
    last4,
    names,
    token_only: false,
    brand: 'visa',
    funding: 'credit',
    country: 'US',
    behaviour,
    ...particulars,
  };
}

/** A card without a published number. Its last four digits stand in: those of the card it varies, or zeros. */
function numberless(
  name: string,
  last4: string,
  behaviour: TestCardBehaviour,
  rest: { token_only: boolean; funding: CardFunding },
): TestCard {
  return { key: name, number: null, last4, names: [name], brand: 'visa', country: 'US', behaviour, ...rest };
}

const SUCCEEDS: TestCardBehaviour = { kind: 'succeeds' };

function declinedAs(decline_code: string, message = 'Your card was declined.'): Decline {
  return { code: 'card_declined', decline_code, message };
}

const GENERIC_DECLINE = declinedAs('generic_decline');
const INSUFFICIENT_FUNDS = declinedAs('insufficient_funds', 'Your card has insufficient funds.');
const LOST_CARD = declinedAs('lost_card');
const STOLEN_CARD = declinedAs('stolen_card');
const FRAUDULENT = declinedAs('fraudulent');
const VELOCITY_EXCEEDED = declinedAs(
  'card_velocity_exceeded',
  'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
);
const EXPIRED_CARD: Decline = { code: 'expired_card', decline_code: null, message: 'Your card has expired.' };
const INCORRECT_CVC: Decline = {
  code: 'incorrect_cvc',
  decline_code: null,
  message: "Your card's security code is incorrect.",
};
const PROCESSING_ERROR: Decline = {
  code: 'processing_error',
  decline_code: null,
  message: 'An error occurred while processing your card. Try again in a little bit.',
};

function declines(decline: Decline): TestCardBehaviour {
  return { kind: 'declines', decline, on_attach: true };
}

function declinesOnceAttached(decline: Decline): TestCardBehaviour {
  return { kind: 'declines', decline, on_attach: false };
}

function disputed(dispute: DisputeKind): TestCardBehaviour {
  return { kind: 'disputed', dispute };
}

type Checks = Extract<TestCardBehaviour, { kind: 'checks' }>;

function checks(differing: Partial<Omit<Checks, 'kind'>>): TestCardBehaviour {
  return {
    kind: 'checks',
    cvc_check: 'pass',
    address_line1_check: 'pass',
    address_postal_code_check: 'pass',
    risk_level: 'normal',
    ...differing,
  };
}

type ThreeDSecure = Extract<TestCardBehaviour, { kind: 'three_d_secure' }>;

function authenticates(
  authentication: ThreeDSecure['authentication'],
  ends: { attempt?: ThreeDSecure['attempt']; decline?: Decline } = {},
): TestCardBehaviour {
  return {
    kind: 'three_d_secure',
    authentication,
    attempt: ends.attempt ?? 'completes',
    decline: ends.decline ?? null,
  };
}

const BRANDS: readonly TestCard[] = [
  row('4242424242424242', ['visa'], SUCCEEDS),
  row('4000056655665556', ['visa_debit'], SUCCEEDS, { funding: 'debit' }),
  row('5555555555554444', ['mastercard'], SUCCEEDS, { brand: 'mastercard' }),
  row('2223003122003222', [], SUCCEEDS, { brand: 'mastercard' }),
  row('5200828282828210', ['mastercard_debit'], SUCCEEDS, { brand: 'mastercard', funding: 'debit' }),
  row('5105105105105100', ['mastercard_prepaid'], SUCCEEDS, { brand: 'mastercard', funding: 'prepaid' }),
  row('378282246310005', ['amex'], SUCCEEDS, { brand: 'amex' }),
  row('371449635398431', [], SUCCEEDS, { brand: 'amex' }),
  row('6011111111111117', ['discover'], SUCCEEDS, { brand: 'discover' }),
  row('6011000990139424', [], SUCCEEDS, { brand: 'discover' }),
  row('6011981111111113', [], SUCCEEDS, { brand: 'discover', funding: 'debit' }),
  row('3056930009020004', ['diners'], SUCCEEDS, { brand: 'diners' }),
  row('36227206271667', [], SUCCEEDS, { brand: 'diners' }),
  row('3566002020360505', ['jcb'], SUCCEEDS, { brand: 'jcb', country: 'JP' }),
  row('6200000000000005', ['unionpay'], SUCCEEDS, { brand: 'unionpay', country: 'CN' }),
  row('6200000000000047', [], SUCCEEDS, { brand: 'unionpay', country: 'CN', funding: 'debit' }),
  row('6205500000000000004', [], SUCCEEDS, { brand: 'unionpay', country: 'CN' }),
  row('6555900000604105', [], SUCCEEDS, { brand: 'discover', country: 'KR' }),
  row('4000002500001001', ['visa_cartesBancaires'], SUCCEEDS, { country: 'FR', co_brand: 'cartes_bancaires' }),
  row('5555552500001001', ['mastercard_cartesBancaires'], SUCCEEDS, {
    brand: 'mastercard',
    country: 'FR',
    co_brand: 'cartes_bancaires',
  }),
  row('4000051230000072', ['debit_visaFsaProductCode', 'debit_visaHsaProductCode'], SUCCEEDS, { funding: 'debit' }),
  row('5200828282828897', ['mastercard_debit_mastercardFsaProductCode'], SUCCEEDS, {
    brand: 'mastercard',
    funding: 'debit',
  }),
];

const COUNTRIES: readonly TestCard[] = [...TEST_CARD_COUNTRIES].map(([country, number]) =>
  row(number, [country], SUCCEEDS, { country: country.toUpperCase() }),
);

/** The names without a brand are the older ones; Stripe's own CLI still uses them. */
const DECLINES: readonly TestCard[] = [
  row('4000000000000002', ['visa_chargeDeclined', 'chargeDeclined'], declines(GENERIC_DECLINE)),
  row(
    '4000000000009995',
    ['visa_chargeDeclinedInsufficientFunds', 'chargeDeclinedInsufficientFunds'],
    declines(INSUFFICIENT_FUNDS),
  ),
  row('4000000000009987', ['visa_chargeDeclinedLostCard'], declines(LOST_CARD)),
  row('4000000000009979', ['visa_chargeDeclinedStolenCard'], declines(STOLEN_CARD)),
  row('4000000000000069', ['chargeDeclinedExpiredCard'], declines(EXPIRED_CARD)),
  row('4000000000000127', ['chargeDeclinedIncorrectCvc'], declines(INCORRECT_CVC)),
  row('4000000000000119', ['chargeDeclinedProcessingError'], declines(PROCESSING_ERROR)),
  row('4000000000006975', ['visa_chargeDeclinedVelocityLimitExceeded'], declines(VELOCITY_EXCEEDED)),
  numberless('visa_chargeDeclinedFraudulent', '0019', declines(FRAUDULENT), { token_only: true, funding: 'credit' }),
  row('4000000000000341', ['chargeCustomerFail'], declinesOnceAttached(GENERIC_DECLINE)),
  numberless('visa_chargeCustomerFailLostCard', '0341', declinesOnceAttached(LOST_CARD), {
    token_only: true,
    funding: 'credit',
  }),
  numberless('visa_chargeCustomerFailStolenCard', '0341', declinesOnceAttached(STOLEN_CARD), {
    token_only: true,
    funding: 'credit',
  }),
];

const RISKS_AND_CHECKS: readonly TestCard[] = [
  row('4100000000000019', ['radarBlock'], { kind: 'risk', risk_level: 'highest', treatment: 'blocked' }),
  row('4000000000004954', ['riskLevelHighest'], {
    kind: 'risk',
    risk_level: 'highest',
    treatment: 'blocked_by_settings',
  }),
  row('4000000000009235', ['riskLevelElevated'], {
    kind: 'risk',
    risk_level: 'elevated',
    treatment: 'reviewed_by_settings',
  }),
  row('4000000000000101', ['cvcCheckFail'], checks({ cvc_check: 'fail' })),
  row('4000000000000036', ['avsZipFail'], checks({ address_postal_code_check: 'fail' })),
  row('4000058400307872', ['cvcCheckFailElevatedRisk'], checks({ cvc_check: 'fail', risk_level: 'elevated' })),
  row(
    '4000058400306072',
    ['avsZipFailElevatedRisk'],
    checks({ address_postal_code_check: 'fail', risk_level: 'elevated' }),
  ),
  row('4000000000000028', ['avsLine1Fail'], checks({ address_line1_check: 'fail' })),
  row('4000000000000010', ['avsFail'], checks({ address_line1_check: 'fail', address_postal_code_check: 'fail' })),
  row(
    '4000000000000044',
    ['avsUnchecked'],
    checks({ address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' }),
  ),
];

const DISPUTES_REFUNDS_AND_BALANCE: readonly TestCard[] = [
  row('4000000000000259', ['createDispute'], disputed('fraudulent')),
  row('4000000000002685', ['createDisputeProductNotReceived'], disputed('product_not_received')),
  row('4000000000001976', ['createDisputeInquiry'], disputed('inquiry')),
  row('4000000000005423', ['createIssuerFraudRecord'], disputed('early_fraud_warning')),
  row('4000000404000079', ['createMultipleDisputes'], disputed('multiple'), { country: 'AT' }),
  row('4000000404000038', ['createCe3EligibleDispute'], disputed('visa_compelling_evidence_3'), { country: 'AT' }),
  row('4000008400000779', ['createComplianceDispute'], disputed('visa_compliance')),
  row('4000000000007726', ['pendingRefund'], { kind: 'refund_pending' }),
  row('4000000000005126', ['refundFail'], { kind: 'refund_fails' }),
  row('4000000000000077', ['bypassPending'], { kind: 'bypasses_pending' }),
  row('4000003720000278', ['bypassPendingInternational'], { kind: 'bypasses_pending' }, { country: 'IE' }),
];

const THREE_D_SECURE: readonly TestCard[] = [
  row('4000002500003155', ['authenticationRequiredOnSetup'], authenticates('unless_set_up'), { country: 'FR' }),
  row('4000002760003184', ['authenticationRequired'], authenticates('always'), { country: 'DE' }),
  row('4000003800000446', ['authenticationRequiredSetupForOffSession'], authenticates('on_session'), { country: 'IT' }),
  row(
    '4000008260003178',
    ['authenticationRequiredChargeDeclinedInsufficientFunds'],
    authenticates('always', { decline: INSUFFICIENT_FUNDS }),
    { country: 'GB' },
  ),
  row('4000000000003220', ['threeDSecure2Required'], authenticates('always')),
  row(
    '4000008400001629',
    ['threeDSecureRequiredChargeDeclined'],
    authenticates('always', { decline: GENERIC_DECLINE }),
  ),
  row(
    '4000008400001280',
    ['threeDSecureRequiredProcessingError'],
    authenticates('always', { attempt: 'processing_error', decline: GENERIC_DECLINE }),
  ),
  row('4000000000003055', ['threeDSecureOptional'], authenticates('if_requested')),
  row(
    '4000000000003097',
    ['threeDSecureOptionalProcessingError'],
    authenticates('if_requested', { attempt: 'processing_error' }),
  ),
  row('378282246310005', ['amex_threeDSecureNotSupported'], authenticates('not_supported'), { brand: 'amex' }),
];

const AUTHORIZATIONS: readonly TestCard[] = [
  row('4000058400000063', ['debit_incrementalAuthAuthorized'], { kind: 'increments_approved' }, { funding: 'debit' }),
  numberless(
    'debit_partialAuthorization',
    '0000',
    { kind: 'partial_authorization' },
    {
      token_only: false,
      funding: 'debit',
    },
  ),
  row('4000008400000076', ['credit_disableEnterpriseCardFeatures'], { kind: 'enterprise_features_disabled' }),
];

/** The plain cards come first: of several rows with one number, the first is what the bare number means. */
export const TEST_CARDS: readonly TestCard[] = [
  ...BRANDS,
  ...COUNTRIES,
  ...DECLINES,
  ...RISKS_AND_CHECKS,
  ...DISPUTES_REFUNDS_AND_BALANCE,
  ...THREE_D_SECURE,
  ...AUTHORIZATIONS,
];

const by_key = new Map(TEST_CARDS.map((card) => [card.key, card]));
const by_number = new Map<string, TestCard>();
const by_payment_method = new Map<string, TestCard>();
const by_token = new Map<string, TestCard>();

for (const card of TEST_CARDS) {
  if (card.number !== null && !by_number.has(card.number)) by_number.set(card.number, card);
  for (const name of card.names) {
    by_token.set(`tok_${name}`, card);
    if (!card.token_only) by_payment_method.set(`pm_card_${name}`, card);
  }
}

/** By the key that stored objects keep. */
export function testCardByKey(key: string): TestCard | undefined {
  return by_key.get(key);
}

/** By the bare digits of a number, without spaces or dashes. */
export function testCardByNumber(number: string): TestCard | undefined {
  return by_number.get(number);
}

/** By the name of a template, such as `pm_card_visa`. */
export function testCardByPaymentMethod(payment_method: string): TestCard | undefined {
  return by_payment_method.get(payment_method);
}

/** By the name of a token, such as `tok_visa`. */
export function testCardByToken(token: string): TestCard | undefined {
  return by_token.get(token);
}
