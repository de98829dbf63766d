/** The language of the interface, and the locale of money and dates in it. */
import { TEXTS, type TextKey, type Words } from './texts.js';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

export type TextValues = Readonly<Record<string, string | number>>;

const STORED_AS = 'daybook.language';

export function initialLanguage(): Language {
  const stored = localStorage.getItem(STORED_AS);
  if (stored === 'en' || stored === 'de') return stored;
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(STORED_AS, language);
}

/** The reader's own region where it goes with the language, such as en-GB. */
export function localeOf(language: Language): string {
  return navigator.languages.find((name) => name.startsWith(language)) ?? (language === 'de' ? 'de-DE' : 'en-US');
}

/** Of a text that several places show, by its key, or of words that stand in the one place which shows them. */
export function textOf(language: Language, key: TextKey | Words, values: TextValues = {}): string {
  const [english, german] = typeof key === 'string' ? TEXTS[key] : key;
  const text = language === 'de' ? german : english;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
