/** Entries of a payment's journal, as people read them: what happened, how much it moved, and what it was about. */
import type { Change, Charge, JournalEntry, Json, Money, PaymentIntent, SentEntry } from '../api/types.js';
import { disputeHappening, movementsOfDisputes } from './dispute_history.js';
import { type Happening, type Movement, RECORD_PARTS } from './happening.js';
import type { Capture } from './items_by_capture.js';

const BY_COMMAND: Readonly<Record<string, Happening>> = {
  'payment_record.report_payment': { text: 'history.report_payment', icon: 'plus', tone: 'quiet' },
  'payment_record.report_payment_attempt': { text: 'history.report_attempt', icon: 'retry', tone: 'quiet' },
  'payment_record.report_informational': { text: 'history.report_informational', icon: 'more', tone: 'quiet' },
  'payment_record.report_refund': { text: 'history.report_refund', icon: 'refund', tone: 'back' },
  'payment_intent.update': { text: 'history.update', icon: 'more', tone: 'quiet' },
  'payment_intent.increment_authorization': { text: 'history.increment', icon: 'plus', tone: 'waiting' },
  'refund.create': { text: 'history.refund', icon: 'refund', tone: 'back' },
  'refund.due': { text: 'history.refund_update', icon: 'refund', tone: 'back' },
  'refund.update': { text: 'history.refund_update', icon: 'refund', tone: 'back' },
};

const BY_STATUS: Readonly<Record<string, Happening>> = {
  requires_payment_method: { text: 'history.intent_created', icon: 'plus', tone: 'quiet' },
  requires_confirmation: { text: 'history.intent_created', icon: 'plus', tone: 'quiet' },
  requires_action: { text: 'history.requires_action', icon: 'clock', tone: 'waiting' },
  processing: { text: 'history.processing', icon: 'clock', tone: 'waiting' },
  requires_capture: { text: 'history.authorized', icon: 'held', tone: 'waiting' },
  succeeded: { text: 'history.succeeded', icon: 'check', tone: 'good' },
  canceled: { text: 'history.canceled', icon: 'cancel', tone: 'quiet' },
};

export function happeningOf(entry: JournalEntry): Happening {
  const { command } = entry;
  const dispute = lastOf(entry, 'dispute');
  if (dispute !== undefined && entry.changes.every(({ object }) => object === 'dispute')) {
    return disputeHappening(dispute, command);
  }
  if (command === 'payment_record.report_outcome') {
    const record = lastOf(entry, 'payment_record')?.after;
    if (amountIn(record, 'amount_guaranteed') > 0) return { text: 'history.guaranteed', icon: 'check', tone: 'good' };
    if (amountIn(record, 'amount_failed') > 0) return { text: 'history.failed', icon: 'failed', tone: 'bad' };
    return { text: 'history.canceled', icon: 'cancel', tone: 'quiet' };
  }
  if (command === 'payment_intent.capture') {
    return {
      text: capturesIn([entry]).length > 0 ? 'history.captured' : 'history.released',
      icon: 'check',
      tone: 'good',
    };
  }
  const known = BY_COMMAND[command];
  if (known !== undefined) return known;
  const intent = lastOf(entry, 'payment_intent')?.after as PaymentIntent | undefined;
  if (intent === undefined) return { text: null, icon: 'more', tone: 'quiet' };
  if (intent.last_payment_error !== null && intent.status === 'requires_payment_method') {
    return { text: 'history.declined', icon: 'failed', tone: 'bad' };
  }
  return BY_STATUS[intent.status] ?? { text: null, icon: 'more', tone: 'quiet' };
}

/** Why a try was declined, and by whom: for those who run the shop, where the error speaks to the payer. */
export function declineOf(entry: JournalEntry): Decline | null {
  const intent = lastOf(entry, 'payment_intent')?.after as PaymentIntent | undefined;
  const error = intent?.last_payment_error;
  if (error == null) return null;
  const outcome = (lastOf(entry, 'charge')?.after as Charge | undefined)?.outcome;
  const reason = outcome?.reason ?? error.decline_code ?? error.code ?? 'none';
  if (error.code === 'payment_intent_authentication_failure') return { how: 'unauthenticated', reason };
  if (outcome?.type === 'blocked') return { how: 'blocked', reason };
  return { how: reason === 'generic_decline' ? 'without_details' : 'issuer', reason };
}

interface Decline {
  readonly how: 'blocked' | 'issuer' | 'unauthenticated' | 'without_details';
  /** As the processor calls it. */
  readonly reason: string;
}

/** What an entry added to the parts of the payment. A part that a new attempt set back to nothing has not moved. */
function movementsOfRecord(entry: JournalEntry): Movement[] {
  const change = lastOf(entry, 'payment_record');
  if (change === undefined) return [];
  const before = entry.changes.find(({ object }) => object === 'payment_record')?.before ?? null;
  return RECORD_PARTS.flatMap((part) => {
    const amount = amountIn(change.after, `amount_${part}`) - amountIn(before, `amount_${part}`);
    const money = change.after[`amount_${part}`] as Money;
    // What is left of a hold after a capture is not canceled: the payment was made.
    const is_rest = part === 'canceled' && amountIn(change.after, 'amount_guaranteed') > 0;
    return amount > 0 ? [{ part: is_rest ? 'released' : part, amount, currency: money.currency }] : [];
  });
}

export function movementsOf(entry: JournalEntry): Movement[] {
  return [...movementsOfRecord(entry), ...movementsOfDisputes(entry)];
}

/** The captures of an intent, oldest first, from its journal. */
export function capturesIn(entries: readonly JournalEntry[]): Capture[] {
  return entries
    .toReversed()
    .filter(({ command }) => command === 'payment_intent.capture')
    .flatMap((entry) => {
      const change = lastOf(entry, 'payment_intent');
      if (change === undefined) return [];
      const after = change.after as unknown as PaymentIntent;
      const before = intentBefore(entry);
      const is_first = before === null || before.amount_received === 0;
      const amount = after.amount_received - (before?.amount_received ?? 0);
      // What was expected before the first capture is replaced by what the capture told.
      const added = (read: (intent: PaymentIntent) => number) => read(after) - (is_first ? 0 : read(before));
      return amount === 0
        ? []
        : [
            {
              at: entry.created,
              amount,
              tax: added(({ amount_details }) => amount_details?.tax?.total_tax_amount ?? 0),
              shipping: added(({ amount_details }) => amount_details?.shipping?.amount ?? 0),
              discount: added(({ amount_details }) => amount_details?.discount_amount ?? 0),
            },
          ];
    });
}

/** What the intent was told to be for when its first capture came, whose own details took the place of that. */
export function detailsBeforeCapture(entries: readonly JournalEntry[]): PaymentIntent['amount_details'] {
  const first = entries.findLast((entry) => capturesIn([entry]).length > 0);
  return first && intentBefore(first)?.amount_details;
}

/** An entry may change the intent more than once, as where a last capture also ends it. */
function intentBefore({ changes }: JournalEntry): PaymentIntent | null {
  const first = changes.find(({ object }) => object === 'payment_intent');
  return (first?.before ?? null) as unknown as PaymentIntent | null;
}

/** Those that were known at a time; all of them without one. */
export function entriesUntil(entries: readonly JournalEntry[], as_of: number | undefined): readonly JournalEntry[] {
  return as_of === undefined ? entries : entries.filter(({ created }) => created <= as_of);
}

/** The intent that a record is kept for. */
export function intentIn(entries: readonly SentEntry[]): string | undefined {
  return entries.flatMap(({ changes }) => changes).find(({ object }) => object === 'payment_intent')?.id;
}

/** The entries without the changes of which the key may not read what they changed. */
export function readableIn(entries: readonly SentEntry[]): JournalEntry[] {
  return entries.map((entry) => ({
    ...entry,
    changes: entry.changes.flatMap(({ after, ...change }) => (after === null ? [] : [{ ...change, after }])),
  }));
}

function lastOf(entry: JournalEntry, object: string): Change | undefined {
  return entry.changes.findLast((change) => change.object === object);
}

function amountIn(object: Json | null | undefined, member: string): number {
  const money = object?.[member] as Money | undefined;
  return money?.value ?? 0;
}

export interface Difference {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The members in which a change differs, those of hashes one by one. */
export function differencesIn(change: Change): Difference[] {
  return change.before === null ? [] : between(change.before, change.after, '');
}

function between(before: Json, after: Json, parent: string): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const name = parent === '' ? key : `${parent}.${key}`;
    return isHash(old) && isHash(now) ? between(old, now, name) : [{ name, before: old ?? null, after: now ?? null }];
  });
}

function isHash(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
