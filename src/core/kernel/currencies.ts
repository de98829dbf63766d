/**
 * The currencies Daybook knows, and how many digits their minor units have.
 *
 * The list is what Stripe's API lists when it refuses a currency, less the codes that are not in ISO 4217 (usdc) or
 * left it years ago (eek, ltl, lvl, mro, sll, vef), plus xcg. Recently retired ones (hrk, ang, bgn) stay: a system of
 * record is also told of payments that lie in the past.
 */

/** Lower-case ISO 4217 codes: usd first, as in Stripe's error text, then alphabetical. */
export const CURRENCIES: readonly string[] = Object.freeze(
  (
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf ' +
    'chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg ' +
    'huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop ' +
    'mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr ' +
    'sek sgd shp sle sos srd std svc szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof ' +
    'xpf yer zar zmw'
  ).split(' '),
);

const KNOWN: ReadonlySet<string> = new Set(CURRENCIES);

/** Currencies whose amounts are whole units. `ugx` is not among them: the API takes it with two digits, always 00. */
const ZERO_DECIMAL: ReadonlySet<string> = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);

const THREE_DECIMAL: ReadonlySet<string> = new Set('bhd jod kwd omr tnd'.split(' '));

/** Currencies that are written with two digits, although no part of a unit can be paid. */
const WHOLE_UNITS: ReadonlySet<string> = new Set(['isk', 'ugx']);

/** The currencies that Stripe's messages write with a sign. Others are named, as a sign may stand for several. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['usd', '$'],
  ['eur', '€'],
  ['gbp', '£'],
  ['jpy', '¥'],
]);

/** Whether `code` is a known currency. Lower case only: whoever accepts `USD` folds it before asking. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}

/** How many digits of an amount lie behind the decimal point: 0, 2 or 3. An unknown code has 2, as nearly all have. */
export function minorUnitDigits(code: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(code)) return 0;
  return THREE_DECIMAL.has(code) ? 3 : 2;
}

/**
 * The smallest amount that can be paid, in minor units; every other one is a multiple of it. Cards carry two decimals
 * only, so the last digit of three is always 0.
 */
export function amountStep(code: string): 1 | 10 | 100 {
  if (WHOLE_UNITS.has(code)) return 100;
  return THREE_DECIMAL.has(code) ? 10 : 1;
}

/**
 * An amount of minor units as Stripe's error texts print it: `$20.00`, `€20.00`, `£20.00`, `¥2000`, and with the code
 * behind the number where the currency has no sign of its own: `20.00 chf`, `20.000 kwd`, `2000 krw`. There is no
 * thousands separator, and a minus sign comes first (`-$0.05`). Digits are placed in the text of the number and never
 * divided, so every safe integer is printed exactly.
 */
export function formatAmount(value_minor: number, currency: string): string {
  const minus = value_minor < 0 ? '-' : '';
  const number = decimalAmount(Math.abs(value_minor), currency);
  const sign = SIGNS.get(currency);
  return sign === undefined ? `${minus}${number} ${currency}` : `${minus}${sign}${number}`;
}

/** An amount of minor units, not below zero, as a number of units: `20.00`, of yen `2000`. */
export function decimalAmount(value_minor: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  const text = String(value_minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
