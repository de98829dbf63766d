/** What the timelines of payments and disputes say of an entry. */
import type { TextKey } from '../i18n/texts.js';
import type { Tone } from '../parts/badge.js';
import type { IconName } from '../parts/icon.js';

export interface Happening {
  /** Null: the name of the command says it. */
  readonly text: TextKey | null;
  readonly icon: IconName;
  readonly tone: Tone;
}

/** A part of a record as the API calls it. */
export const RECORD_PARTS = ['authorized', 'guaranteed', 'refunded', 'failed', 'canceled'] as const;
export const DISPUTE_PARTS = ['disputed', 'returned', 'fee'] as const;
type MovedPart = (typeof RECORD_PARTS)[number] | 'released' | (typeof DISPUTE_PARTS)[number];

export interface Movement {
  readonly part: MovedPart;
  readonly amount: number;
  readonly currency: string;
}
