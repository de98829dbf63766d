/**
 * The numbers of the visa cards that pay and differ only in where they were issued, by ISO country code.
 *
 * Most numbers follow one rule: `400000`, the country's ISO 3166 numeric code in three digits, six zeros, and a check
 * digit. Countries whose published number follows the rule but was not written down are derived from it; the countries
 * whose number is known are literal, because a handful break the rule.
 */

import { luhnCheckDigit } from '../../../kernel/card_number/luhn.js';

const LISTED_NUMBERS = {
  us: '4242424242424242',
  ar: '4000000320000021',
  br: '4000000760000002',
  ca: '4000001240000000',
  cl: '4000001520000001',
  co: '4000001700000003',
  cr: '4000001880000005',
  ec: '4000002180000000',
  mx: '4000004840008001',
  pa: '4000005910000000',
  py: '4000006000000066',
  pe: '4000006040000068',
  uy: '4000008580000003',
  at: '4000000400000008',
  be: '4000000560000004',
  bg: '4000001000000000',
  by: '4000001120000005',
  cy: '4000001960000008',
  cz: '4000002030000002',
  dk: '4000002080000001',
  fi: '4000002460000001',
  fr: '4000002500000003',
  de: '4000002760000016',
  gr: '4000003000000030',
  hu: '4000003480000005',
  ie: '4000003720000005',
  it: '4000003800000008',
  lv: '4000004280000005',
  lt: '4000004400000000',
  lu: '4000004420000006',
  mt: '4000004700000007',
  gb: '4000008260000000',
  jp: '4000003920000003',
} as const;

/** ISO 3166-1 numeric codes of the countries whose card number follows from the rule. */
const NUMERIC_COUNTRY_CODES = {
  nl: '528',
  no: '578',
  pl: '616',
  pt: '620',
  ro: '642',
  si: '705',
  sk: '703',
  es: '724',
  se: '752',
  ch: '756',
  au: '036',
  cn: '156',
  hk: '344',
  in: '356',
  my: '458',
  nz: '554',
  sg: '702',
  tw: '158',
  th: '764',
} as const;

/** The card number that the rule gives for a country's ISO 3166-1 numeric code. */
export function countryCardNumber(numeric_country_code: string): string {
  const digits = `400000${numeric_country_code}000000`;
  return digits + luhnCheckDigit(digits);
}

/** Every country with a card of its own: its two-letter code in lower case, and the card's number. */
export const TEST_CARD_COUNTRIES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LISTED_NUMBERS),
  ...Object.entries(NUMERIC_COUNTRY_CODES).map(([country, code]): [string, string] => [
    country,
    countryCardNumber(code),
  ]),
]);
