import { DECLINE_TEXTS } from '../i18n/decline_texts.js';
import type { Language } from '../i18n/language.js';
import type { Speech } from '../i18n/use_text.js';

/** A reason in words; one that nobody has put into words is shown as the processor calls it. */
export function declineWords(reason: string, t: Speech['t']): string {
  const key = `decline.${reason}`;
  return isKnown(key) ? t(key) : reason;
}

/** The same within a sentence, where only German nouns are written with a capital. */
export function declineInSentence(reason: string, t: Speech['t'], language: Language): string {
  const words = declineWords(reason, t);
  return language === 'en' ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

function isKnown(key: string): key is keyof typeof DECLINE_TEXTS {
  return Object.hasOwn(DECLINE_TEXTS, key);
}
