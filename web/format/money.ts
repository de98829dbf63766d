/** Amounts: integers of minor units on the wire, text for people. Digits are placed, never divided. */

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** How many digits of an amount lie behind the decimal point. */
export function minorUnitDigits(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Minor units: a sum that no number holds exactly arrives as the text of its digits. */
export type Amount = number | string;

/** `12.30` for 1230 usd: a plain number, as forms and exact formatting want it. */
export function decimalText(value_minor: Amount, currency: string): string {
  const digits = minorUnitDigits(currency);
  const minus = Number(value_minor) < 0 ? '-' : '';
  const text = String(value_minor)
    .replace('-', '')
    .padStart(digits + 1, '0');
  return minus + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

const formatters = new Map<string, Intl.NumberFormat>();

export function formatMoney(value_minor: Amount, currency: string, locale: string): string {
  const digits = minorUnitDigits(currency);
  return formatter(locale, currency, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    decimalText(value_minor, currency) as `${number}`,
  );
}

/** For axes and headlines: `$1.2K`. */
export function formatMoneyShort(value_minor: number, currency: string, locale: string): string {
  return formatter(locale, currency, { notation: 'compact', maximumFractionDigits: 1 }).format(
    decimalText(value_minor, currency) as `${number}`,
  );
}

function formatter(locale: string, currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${currency} ${options.notation ?? ''}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency: currency.toUpperCase(), ...options });
  formatters.set(key, made);
  return made;
}

/** What somebody typed, in the way of the locale (`1.234,50` or `1,234.50`), in minor units; undefined if it is no amount. */
export function parseMoney(text: string, currency: string, locale: string): number | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const group = parts.find(({ type }) => type === 'group')?.value ?? ',';
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  const plain = text.trim().replaceAll(/\s/g, '').replaceAll(group, '').replace(decimal, '.');
  const digits = minorUnitDigits(currency);
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(plain);
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > digits) return undefined;
  return Number(whole + fraction.padEnd(digits, '0'));
}

/** As somebody would type it, to begin with. */
export function editableMoney(value_minor: number, currency: string, locale: string): string {
  const digits = minorUnitDigits(currency);
  return new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimalText(value_minor, currency) as `${number}`);
}
