/**
 * The currencies Daybook knows.
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

/** Whether `code` is a known currency. Lower case only: whoever accepts `USD` folds it before asking. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}
