/** Every text of the interface, English and German side by side: one cannot be added without the other. */
import { ACTION_TEXTS } from './action_texts.js';
import { DECLINE_TEXTS } from './decline_texts.js';
import { DISPUTE_TEXTS } from './dispute_texts.js';
import { OVERVIEW_TEXTS } from './overview_texts.js';
import { PAYMENT_TEXTS } from './payment_texts.js';
import { PAYMENTS_TEXTS } from './payments_texts.js';
import { RESOURCE_TEXTS } from './resource_texts.js';
import { SHELL_TEXTS } from './shell_texts.js';

/** What is said in every language: neither can be forgotten. */
export type Words = readonly [english: string, german: string];

export const TEXTS = {
  ...ACTION_TEXTS,
  ...DECLINE_TEXTS,
  ...DISPUTE_TEXTS,
  ...OVERVIEW_TEXTS,
  ...PAYMENT_TEXTS,
  ...PAYMENTS_TEXTS,
  ...RESOURCE_TEXTS,
  ...SHELL_TEXTS,
} as const satisfies Readonly<Record<string, Words>>;

export type TextKey = keyof typeof TEXTS;
