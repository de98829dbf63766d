import { createContext, useContext } from 'react';
import { formatDistance, formatTime, type TimeStyle } from '../format/dates.js';
import { type Amount, formatMoney, formatMoneyShort } from '../format/money.js';
import { type Language, localeOf, type TextValues, textOf } from './language.js';
import type { TextKey, Words } from './texts.js';

export interface Speech {
  readonly language: Language;
  readonly locale: string;
  t(key: TextKey | Words, values?: TextValues): string;
  /** `key.one` or `key.other`, by the number; `{count}` is the number in the way of the locale. */
  count(key: CountedKey, count: number): string;
  number(value: number): string;
  percent(share: number): string;
  /** A difference of shares, in points of percent. */
  points(difference: number): string;
  money(value_minor: Amount, currency: string): string;
  moneyShort(value_minor: number, currency: string): string;
  time(seconds: number, style?: TimeStyle): string;
  distance(seconds: number): string;
}

/** The keys that come in a form for one and a form for more. */
type CountedKey = TextKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

export function speechIn(language: Language): Speech {
  const locale = localeOf(language);
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    language,
    locale,
    t: (key, values) => textOf(language, key, values),
    count: (key, count) =>
      textOf(language, `${key}.${plural.select(count) === 'one' ? 'one' : 'other'}` as TextKey, {
        count: numbers.format(count),
      }),
    number: (value) => numbers.format(value),
    points: (difference) => `${decimals.format(difference * 100)} ${textOf(language, 'overview.points')}`,
    percent: (share) => percents.format(share),
    money: (value_minor, currency) => formatMoney(value_minor, currency, locale),
    moneyShort: (value_minor, currency) => formatMoneyShort(value_minor, currency, locale),
    time: (seconds, style = 'short') => formatTime(seconds, style, locale),
    distance: (seconds) => formatDistance(seconds, Date.now(), locale),
  };
}

export const SpeechContext = createContext<Speech>(speechIn('en'));

export function useText(): Speech {
  return useContext(SpeechContext);
}
