/** What a payment with each test card comes to, by its name: written down a second time, from what Stripe publishes. */

export interface Declined {
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly advice_code: string;
  /** type, network_status, reason, risk_level */
  readonly outcome: readonly [string, string, string, string];
}

export interface CardOutcome {
  /** With the payer there. */
  readonly on_session: 'succeeds' | 'asks' | Declined;
  readonly off_session: 'succeeds' | Declined;
  /** After the payer was asked. */
  readonly authenticated?: 'succeeds' | Declined;
  /** cvc, line1, postal code */
  readonly checks: readonly [string, string, string];
  readonly risk_level: string;
  /** What 3D Secure comes to where the request asks for it. */
  readonly requested: 'attempt_acknowledged' | 'not_supported' | 'asks' | 'processing_error';
}

function declined(code: string, decline_code: string | undefined, message: string, advice_code: string): Declined {
  const outcome = ['issuer_declined', 'declined_by_network', decline_code ?? code, 'normal'] as const;
  return { code, ...(decline_code === undefined ? {} : { decline_code }), message, advice_code, outcome };
}

const DECLINED = 'Your card was declined.';
const GENERIC = declined('card_declined', 'generic_decline', DECLINED, 'try_again_later');
const FUNDS = declined('card_declined', 'insufficient_funds', 'Your card has insufficient funds.', 'try_again_later');
const LOST = declined('card_declined', 'lost_card', DECLINED, 'do_not_try_again');
const STOLEN = declined('card_declined', 'stolen_card', DECLINED, 'do_not_try_again');
const FRAUDULENT = declined('card_declined', 'fraudulent', DECLINED, 'do_not_try_again');
const VELOCITY = declined(
  'card_declined',
  'card_velocity_exceeded',
  'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  'try_again_later',
);
const EXPIRED = declined('expired_card', undefined, 'Your card has expired.', 'do_not_try_again');
const CVC = declined('incorrect_cvc', undefined, "Your card's security code is incorrect.", 'confirm_card_data');
const PROCESSING = declined(
  'processing_error',
  undefined,
  'An error occurred while processing your card. Try again in a little bit.',
  'try_again_later',
);
const NEEDS_PAYER = declined(
  'authentication_required',
  'authentication_required',
  'Your card was declined. This transaction requires authentication.',
  'confirm_card_data',
);
const BLOCKED: Declined = {
  ...FRAUDULENT,
  outcome: ['blocked', 'not_sent_to_network', 'highest_risk_level', 'highest'],
};

const PAYS: CardOutcome = {
  on_session: 'succeeds',
  off_session: 'succeeds',
  checks: ['pass', 'pass', 'pass'],
  risk_level: 'normal',
  requested: 'attempt_acknowledged',
};

const declines = (how: Declined): CardOutcome => ({ ...PAYS, on_session: how, off_session: how });
const elevated: CardOutcome = { ...PAYS, risk_level: 'elevated' };

const asks = (authenticated: CardOutcome['authenticated'] = 'succeeds'): CardOutcome => ({
  ...PAYS,
  on_session: 'asks',
  off_session: NEEDS_PAYER,
  authenticated: authenticated ?? 'succeeds',
  requested: 'asks',
});

const all = (names: string, outcome: CardOutcome): Record<string, CardOutcome> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, outcome]));

/** By the key of the card: what follows `pm_card_`, or its brand and last digits where it has a number only. */
export const CARD_OUTCOMES: Readonly<Record<string, CardOutcome>> = {
  ...all('visa visa_debit visa_cartesBancaires debit_visaFsaProductCode', PAYS),
  ...all('mastercard mastercard_3222 mastercard_debit mastercard_prepaid mastercard_cartesBancaires', PAYS),
  ...all('mastercard_debit_mastercardFsaProductCode amex amex_8431 diners diners_1667 jcb', PAYS),
  ...all('discover discover_9424 discover_1113 discover_4105 unionpay unionpay_0047 unionpay_0004', PAYS),

  ...all('us ar br ca cl co cr ec mx pa py pe uy', PAYS),
  ...all('at be bg by cy cz dk fi fr de gr hu ie it lv lt lu mt gb jp', PAYS),
  ...all('nl no pl pt ro si sk es se ch au cn hk in my nz sg tw th', PAYS),

  visa_chargeDeclined: declines(GENERIC),
  visa_chargeDeclinedInsufficientFunds: declines(FUNDS),
  visa_chargeDeclinedLostCard: declines(LOST),
  visa_chargeDeclinedStolenCard: declines(STOLEN),
  chargeDeclinedExpiredCard: declines(EXPIRED),
  chargeDeclinedIncorrectCvc: declines(CVC),
  chargeDeclinedProcessingError: declines(PROCESSING),
  visa_chargeDeclinedVelocityLimitExceeded: declines(VELOCITY),
  visa_chargeDeclinedFraudulent: declines(FRAUDULENT),
  chargeCustomerFail: declines(GENERIC),
  visa_chargeCustomerFailLostCard: declines(LOST),
  visa_chargeCustomerFailStolenCard: declines(STOLEN),

  radarBlock: declines(BLOCKED),
  // Blocked by the settings that an account has at first.
  riskLevelHighest: declines(BLOCKED),
  riskLevelElevated: elevated,
  cvcCheckFail: { ...PAYS, checks: ['fail', 'pass', 'pass'] },
  avsZipFail: { ...PAYS, checks: ['pass', 'pass', 'fail'] },
  cvcCheckFailElevatedRisk: { ...elevated, checks: ['fail', 'pass', 'pass'] },
  avsZipFailElevatedRisk: { ...elevated, checks: ['pass', 'pass', 'fail'] },
  avsLine1Fail: { ...PAYS, checks: ['pass', 'fail', 'pass'] },
  avsFail: { ...PAYS, checks: ['pass', 'fail', 'fail'] },
  avsUnchecked: { ...PAYS, checks: ['pass', 'unavailable', 'unavailable'] },

  ...all('createDispute createDisputeProductNotReceived createDisputeInquiry createIssuerFraudRecord', PAYS),
  ...all('createMultipleDisputes createCe3EligibleDispute createComplianceDispute', PAYS),
  ...all('pendingRefund refundFail bypassPending bypassPendingInternational', PAYS),

  authenticationRequiredOnSetup: asks(),
  authenticationRequired: asks(),
  authenticationRequiredSetupForOffSession: { ...asks(), off_session: 'succeeds' },
  authenticationRequiredChargeDeclinedInsufficientFunds: asks(FUNDS),
  threeDSecure2Required: asks(),
  threeDSecureRequiredChargeDeclined: asks(GENERIC),
  // The payer is never asked: the authentication page cannot be found.
  threeDSecureRequiredProcessingError: declines(GENERIC),
  threeDSecureOptional: { ...PAYS, authenticated: 'succeeds', requested: 'asks' },
  threeDSecureOptionalProcessingError: { ...PAYS, requested: 'processing_error' },
  amex_threeDSecureNotSupported: { ...PAYS, requested: 'not_supported' },

  ...all('debit_incrementalAuthAuthorized debit_partialAuthorization credit_disableEnterpriseCardFeatures', PAYS),
};
