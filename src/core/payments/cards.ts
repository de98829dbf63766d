/**
 * What Daybook makes of a card: whether what was entered can be a card at all, and what of it may be stored.
 *
 * Stored is `CardDetails` and nothing else: the number and the security code end here. The fingerprint, which tells
 * that two PaymentMethods are the same card, needs a secret key; the caller brings it as a function.
 */
import { luhnValid } from '../kernel/card_number/luhn.js';
import type { Refusal } from '../kernel/errors.js';
import { incorrectNumber, invalidCvc, invalidExpiryMonth, invalidExpiryYear, invalidNumber } from './refusals.js';
export const CARD_BRANDS = [
  'amex',
  'cartes_bancaires',
  'diners',
  'discover',
  'eftpos_au',
  'jcb',
  'mastercard',
  'unionpay',
  'visa',
  'unknown',
] as const;
export type CardBrand = (typeof CARD_BRANDS)[number];
export type CardCoBrand = 'cartes_bancaires';
export const CARD_FUNDINGS = ['credit', 'debit', 'prepaid', 'unknown'] as const;
export type CardFunding = (typeof CARD_FUNDINGS)[number];
export type CheckResult = 'pass' | 'fail' | 'unavailable';

/** As a request carries it. A year of two digits is one of this century. */
export interface EnteredCard {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly cvc?: string | null | undefined;
}

/** All that is ever stored of a card. */
export interface CardDetails {
  readonly brand: CardBrand;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly funding: CardFunding;
  /** Of the issuer. This and the fingerprint are absent where a card that others keep was only described. */
  readonly country?: string;
  readonly fingerprint?: string;
  /** The first digits, six or eight of them, where they were described. */
  readonly bin?: string;
  /** `unchecked` until attaching asks the issuer; absent where no security code was given. */
  readonly cvc_check?: CheckResult | 'unchecked';
  /** What the issuer said of the billing address; absent before it is asked, and where there was no address to ask of. */
  readonly address_line1_check?: CheckResult;
  readonly address_postal_code_check?: CheckResult;
  /** The second network of a co-branded card. */
  readonly co_brand?: CardCoBrand;
  /** The network that the holder of a co-branded card prefers; `invalid_preference` where the card is not of it. */
  readonly preferred_network?: PreferredNetwork | 'invalid_preference';
}

/** The networks that a holder can prefer. */
export const PREFERRED_NETWORKS = ['cartes_bancaires', 'mastercard', 'visa'] as const;
export type PreferredNetwork = (typeof PREFERRED_NETWORKS)[number];

/** Turns a number into an opaque text that is the same for the same card and tells nothing about the number. */
export type FingerprintOf = (number: string) => string;

/** Cards are issued for a few years; an expiry further away than this is a mistake in the year. */
const MAXIMUM_YEARS_AHEAD = 50;

/** Issuer number ranges by how a number starts. The first that fits counts. */
const BRAND_PATTERNS: readonly (readonly [RegExp, CardBrand])[] = [
  [/^4/, 'visa'],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^(?:6011|65)/, 'discover'],
  [/^(?:30|36|38)/, 'diners'],
  [/^35/, 'jcb'],
  [/^62/, 'unionpay'],
];

export function brandOfNumber(digits: string): CardBrand | 'unknown' {
  return BRAND_PATTERNS.find(([pattern]) => pattern.test(digits))?.[1] ?? 'unknown';
}

/** Those whose numbers have at least sixteen digits, of which the first eight and the last four may be kept. */
const LONG_NUMBERS: readonly string[] = ['discover', 'jcb', 'mastercard', 'unionpay', 'visa'] satisfies CardBrand[];

/** Whether so many first digits, beside the last four, leave enough of the number unknown. */
export function mayKeepFirst(digits: string): boolean {
  return digits.length <= 6 || LONG_NUMBERS.includes(brandOfNumber(digits));
}

/** What of an entered card can be a card at all. */
export interface PlausibleCard {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly has_cvc: boolean;
}

/**
 * Checks what was entered, in the order of a card form: number, expiry, security code. Whoever takes cards refuses those
 * that it does not take after that, so that a mistyped card is called mistyped and not unknown.
 */
export function checkEntered(entered: EnteredCard, now_seconds: number): Refusal | PlausibleCard {
  const number = entered.number.replace(/[\s-]/g, '');
  const exp_year = fullYear(entered.exp_year, now_seconds);
  const refusal =
    checkNumber(number) ?? checkExpiry(entered.exp_month, exp_year, now_seconds) ?? checkCvc(entered.cvc, number);
  const has_cvc = entered.cvc !== undefined && entered.cvc !== null;
  return refusal ?? { number, exp_month: entered.exp_month, exp_year, has_cvc };
}

/** A card that a name stands for expires in the current month of next year (UTC): never on the day of its use. */
export function expiryOfTemplate(now_seconds: number): Pick<PlausibleCard, 'exp_month' | 'exp_year'> {
  const { year, month } = monthOf(now_seconds);
  return { exp_month: month, exp_year: year + 1 };
}

/** The networks that can carry a payment with the card, its own first. */
export function networksOf(card: CardDetails): readonly string[] {
  return card.co_brand === undefined ? [card.brand] : [card.brand, card.co_brand];
}

/** The card with another expiry, as its issuer prints it on the next one; what is not given stays. */
export function withExpiry(
  card: CardDetails,
  given: { readonly exp_month?: number | undefined; readonly exp_year?: number | undefined },
  now_seconds: number,
): CardDetails | Refusal {
  const exp_month = given.exp_month ?? card.exp_month;
  const exp_year = given.exp_year === undefined ? card.exp_year : fullYear(given.exp_year, now_seconds);
  return checkExpiry(exp_month, exp_year, now_seconds) ?? { ...card, exp_month, exp_year };
}

/** The card with its holder's choice of network; null withdraws it. A choice that the card does not have is marked. */
export function withPreferredNetwork(card: CardDetails, preferred: PreferredNetwork | null): CardDetails {
  const { preferred_network: _before, ...rest } = card;
  if (preferred === null) return rest;
  return { ...rest, preferred_network: networksOf(card).includes(preferred) ? preferred : 'invalid_preference' };
}

function checkNumber(number: string): Refusal | null {
  if (!/^\d+$/.test(number)) {
    return invalidNumber();
  }
  if (number.length < 12 || number.length > 19 || !luhnValid(number)) {
    return incorrectNumber();
  }
  return null;
}

/** A card is good until the end of the month printed on it. The end is taken in UTC, whatever the issuer's zone. */
function checkExpiry(exp_month: number, exp_year: number, now_seconds: number): Refusal | null {
  const now = monthOf(now_seconds);
  if (!Number.isInteger(exp_month) || exp_month < 1 || exp_month > 12) return invalidExpiryMonth();
  if (!Number.isInteger(exp_year) || exp_year < now.year || exp_year > now.year + MAXIMUM_YEARS_AHEAD) {
    return invalidExpiryYear();
  }
  return exp_year === now.year && exp_month < now.month ? invalidExpiryMonth() : null;
}

function checkCvc(cvc: string | null | undefined, number: string): Refusal | null {
  if (cvc === undefined || cvc === null) return null;
  const pattern = brandOfNumber(number) === 'amex' ? /^\d{4}$/ : /^\d{3}$/;
  if (pattern.test(cvc)) return null;
  return invalidCvc();
}

/** Two digits mean a year of this century. Those too far ahead (95) are refused by the check of the expiry. */
function fullYear(exp_year: number, now_seconds: number): number {
  if (exp_year < 0 || exp_year > 99) return exp_year;
  return Math.floor(monthOf(now_seconds).year / 100) * 100 + exp_year;
}

function monthOf(now_seconds: number): { year: number; month: number } {
  const date = new Date(now_seconds * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}
