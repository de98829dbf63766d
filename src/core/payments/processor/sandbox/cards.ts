/** What the sandbox makes of a card: the row of the test card it is, and what of it may be stored. */
import { isRefusal, type Refusal } from '../../../kernel/errors.js';
import type { Address } from '../../../kernel/shared.js';
import {
  type CardDetails,
  type CheckResult,
  checkEntered,
  type EnteredCard,
  expiryOfTemplate,
  type FingerprintOf,
} from '../../cards.js';
import type { Cards } from '../port.js';
import { attachDeclined, realCard } from '../refusals.js';
import {
  type Decline,
  type TestCard,
  testCardByKey,
  testCardByNumber,
  testCardByPaymentMethod,
  testCardByToken,
} from './test_cards.js';

/** A card that may be used: what is stored of it, and the row that says how it behaves (keep `test_card.key`). */
export interface CheckedCard {
  readonly card: CardDetails;
  readonly test_card: TestCard;
}

const ALL_CHECKS_PASS = {
  cvc_check: 'pass',
  address_line1_check: 'pass',
  address_postal_code_check: 'pass',
} as const;

/** The test card that was entered; any other number is refused once everything else is right. */
export function checkCard(
  entered: EnteredCard,
  now_seconds: number,
  fingerprintOf: FingerprintOf,
): Refusal | CheckedCard {
  const plausible = checkEntered(entered, now_seconds);
  if (isRefusal(plausible)) return plausible;
  const test_card = testCardByNumber(plausible.number);
  if (test_card === undefined) return realCard();
  const { exp_month, exp_year, has_cvc } = plausible;
  return { card: detailsOf(test_card, exp_month, exp_year, has_cvc, fingerprintOf), test_card };
}

/**
 * What using a template (`pm_card_visa`) or a token (`tok_visa`) yields. Like Stripe's, the card expires in the current
 * month of next year (UTC), so that it never expires on the day of its use, and has a security code, not checked yet.
 */
export function cardFromTemplate(test_card: TestCard, now_seconds: number, fingerprintOf: FingerprintOf): CardDetails {
  const { exp_month, exp_year } = expiryOfTemplate(now_seconds);
  return detailsOf(test_card, exp_month, exp_year, true, fingerprintOf);
}

/**
 * What the issuer says when it is asked. A check whose input is missing is not made, except that a card made to fail the
 * checks of an address, or not to have them, does so without one.
 */
export function withChecks(
  card: CardDetails,
  test_card: TestCard | undefined,
  address: Address | undefined,
): CardDetails {
  const says = test_card?.behaviour.kind === 'checks' ? test_card.behaviour : ALL_CHECKS_PASS;
  const { address_line1_check: _line1, address_postal_code_check: _postal_code, ...rest } = card;
  return {
    ...rest,
    ...(card.cvc_check === undefined ? {} : { cvc_check: says.cvc_check }),
    ...(isAsked(address?.line1, says.address_line1_check) ? { address_line1_check: says.address_line1_check } : {}),
    ...(isAsked(address?.postal_code, says.address_postal_code_check)
      ? { address_postal_code_check: says.address_postal_code_check }
      : {}),
  };
}

function isAsked(part: string | undefined, says: CheckResult): boolean {
  return part !== undefined || says !== 'pass';
}

/** A decline as the refusal that the caller gets. */
export function declineRefusal(decline: Decline): Refusal {
  return attachDeclined(decline.code, decline.message, decline.decline_code);
}

/** The refusal of attaching the card to a customer, or null where attaching it works (and charging it may not). */
export function attachRefusal(test_card: TestCard): Refusal | null {
  const { behaviour } = test_card;
  return behaviour.kind === 'declines' && behaviour.on_attach ? declineRefusal(behaviour.decline) : null;
}

function detailsOf(
  test_card: TestCard,
  exp_month: number,
  exp_year: number,
  has_cvc: boolean,
  fingerprintOf: FingerprintOf,
): CardDetails {
  const { brand, last4, funding, country, co_brand } = test_card;
  return {
    brand,
    last4,
    exp_month,
    exp_year,
    funding,
    country,
    // A card without a number is the same card whenever it is named again.
    fingerprint: fingerprintOf(test_card.number ?? test_card.key),
    ...(has_cvc ? { cvc_check: 'unchecked' } : {}),
    ...(co_brand === undefined ? {} : { co_brand }),
  };
}

/** By the key that a stored method keeps. Cards of before there were keys, and what is no card, do what most cards do. */
function rowOf({ test_card }: { readonly test_card?: string | undefined }): TestCard | undefined {
  return test_card === undefined ? undefined : testCardByKey(test_card);
}

export const SANDBOX_CARDS: Cards = {
  entered(entered, now, fingerprintOf) {
    const checked = checkCard(entered, now, fingerprintOf);
    return isRefusal(checked) ? checked : { card: checked.card, test_card: checked.test_card.key };
  },
  token: (name, now, fingerprintOf) => fresh(testCardByToken(name), now, fingerprintOf),
  template: (name, now, fingerprintOf) => fresh(testCardByPaymentMethod(name), now, fingerprintOf),
  attachRefusal(method) {
    const row = rowOf(method);
    return (row && attachRefusal(row)) ?? undefined;
  },
  checked: (method, card, address) => withChecks(card, rowOf(method), address),
  supportsThreeDSecure(method) {
    const behaviour = rowOf(method)?.behaviour;
    return behaviour?.kind !== 'three_d_secure' || behaviour.authentication !== 'not_supported';
  },
};

function fresh(test_card: TestCard | undefined, now: number, fingerprintOf: FingerprintOf) {
  return test_card && { card: cardFromTemplate(test_card, now, fingerprintOf), test_card: test_card.key };
}
