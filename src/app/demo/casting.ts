/** Which story each payment gets: as often as in a shop that does well, and each at least once. */
import * as cards from './card_stories.js';
import type { Chance } from './chance.js';
import * as holds from './hold_stories.js';
import * as reported from './reported_stories.js';
import { DAY_MS } from './rhythm.js';

interface Casting {
  readonly story: cards.Story;
  /** Of a thousand payments. */
  readonly share: number;
  /** Only payments that were made between so many days ago: what is to be seen open must not have ended yet. */
  readonly days_ago?: readonly [from: number, to: number];
}

const CASTINGS: readonly Casting[] = [
  { story: holds.holdForgotten, share: 6, days_ago: [5, 6.7] },
  { story: holds.holdForgotten, share: 6, days_ago: [0.2, 5] },
  { story: cards.disputed, share: 2, days_ago: [0.3, 7.5] },
  { story: cards.inquired, share: 1.5, days_ago: [0.3, 20] },
  { story: cards.disputeUnderReview, share: 2, days_ago: [7, 60] },
  { story: cards.disputeWon, share: 2, days_ago: [7, 90] },
  { story: cards.disputeLost, share: 1, days_ago: [7, 90] },
  { story: cards.disputeAccepted, share: 1, days_ago: [3, 90] },
  { story: cards.disputed, share: 1.5, days_ago: [9.5, 90] },
  { story: cards.inquiryAnswered, share: 1, days_ago: [7, 90] },
  { story: cards.inquiryClosed, share: 1, days_ago: [7, 90] },
  { story: cards.warnedOfFraud, share: 3 },
  { story: cards.subscribed, share: 50 },
  { story: cards.retried, share: 45 },
  { story: cards.declined, share: 38 },
  { story: cards.abandoned, share: 14 },
  { story: cards.authenticated, share: 40 },
  { story: cards.authenticationFailed, share: 8 },
  { story: cards.refunded, share: 18 },
  { story: cards.partlyRefunded, share: 16 },
  { story: cards.refundedSlowly, share: 3 },
  { story: cards.refundFailed, share: 1.5 },
  { story: holds.shipped, share: 50 },
  { story: holds.shippedPartly, share: 10 },
  { story: holds.shippedInParcels, share: 20 },
  { story: holds.raised, share: 5 },
  { story: holds.holdCanceled, share: 6 },
  { story: holds.holdForgotten, share: 4 },
  { story: reported.atTerminal, share: 140 },
  { story: reported.atTerminalRefused, share: 12 },
  { story: reported.inCash, share: 35 },
  { story: reported.byWallet, share: 90 },
  { story: reported.byWalletRefused, share: 14 },
  { story: reported.byWalletRefunded, share: 14 },
  { story: reported.byDebit, share: 50 },
  { story: reported.byDebitReturned, share: 7 },
  { story: reported.byTransfer, share: 42 },
  { story: reported.byTransferCanceled, share: 5 },
  { story: reported.byCheque, share: 14 },
];

/** A story for each of the times, which rise; what is left over is plainly paid by card. */
export function cast(chance: Chance, times: readonly number[], end_ms: number): cards.Story[] {
  const free = new Set(times.keys());
  const stories = times.map((): cards.Story => cards.paid);
  // The choosy ones come first, while there is something to choose from.
  for (const { story, share, days_ago: [from, to] = [0, Number.POSITIVE_INFINITY] } of CASTINGS) {
    const fits = (index: number) => {
      const days = (end_ms - (times[index] as number)) / DAY_MS;
      return days >= from && days <= to;
    };
    const count = Math.max(1, Math.round((share * times.length) / 1000));
    for (const index of chance.shuffled([...free].filter(fits)).slice(0, count)) {
      stories[index] = story;
      free.delete(index);
    }
  }
  return stories;
}
