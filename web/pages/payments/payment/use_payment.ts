/** Everything that the page of a payment shows, read at once where nothing depends on anything else. */
import { useEffect } from 'react';
import type {
  Charge,
  Dispute,
  EarlyFraudWarning,
  JournalEntry,
  LineItem,
  PaymentAttemptRecord,
  PaymentIntent,
  PaymentRecord,
  Refund,
  SentEntry,
} from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { type All, useAll } from '../../../app/use_all.js';
import { useGet } from '../../../app/use_api.js';
import { updateKept } from '../../../app/use_pager.js';
import { capturesIn, entriesUntil, intentIn, readableIn } from '../../../model/history.js';
import { type Order, orderOf } from '../../../model/order.js';
import { INCLUDED } from '../../../model/payment_row.js';
import { useTimeline } from './use_timeline.js';

export interface Payment {
  readonly record: PaymentRecord | undefined;
  readonly error: Error | null;
  readonly attempts: All<PaymentAttemptRecord>;
  readonly history: All<JournalEntry>;
  readonly intent: PaymentIntent | undefined;
  readonly charge: Charge | undefined;
  readonly refunds: All<Refund>;
  readonly lines: All<LineItem>;
  /** Undefined where nothing was ordered by the piece, or that is not known. */
  readonly order: Order | undefined;
  readonly disputes: readonly Dispute[];
  readonly warnings: readonly EarlyFraudWarning[];
  /** The history of the payment together with that of its disputes. */
  readonly timeline: All<JournalEntry>;
  readonly retry: () => void;
}

/** At an earlier time everything is as Daybook knew it then. */
export function usePayment(id: string, as_of: number | undefined): Payment {
  const { mode, can } = usePlace();
  const then = as_of === undefined ? {} : { as_of };
  const path = `/v1/payment_records/${id}`;
  const record = useGet<PaymentRecord>(path, as_of === undefined ? INCLUDED : then, { keep: true });
  const attempts = useAll<PaymentAttemptRecord>('/v1/payment_attempt_records', { payment_record: id, ...then });
  const sent = useAll<SentEntry>(`${path}/history`);
  const intent_id = intentIn(sent.items ?? []);
  const history = { ...sent, items: sent.items && readableIn(sent.items) };
  const enabled = intent_id !== undefined && can('payment_intents', 'read');
  const intent = useGet<PaymentIntent>(`/v1/payment_intents/${intent_id}`, then, { enabled });
  const charge_id = typeof intent.data?.latest_charge === 'string' ? intent.data.latest_charge : undefined;
  const charge = useGet<Charge>(`/v1/charges/${charge_id}`, then, {
    enabled: charge_id !== undefined && can('charges', 'read'),
  });
  const refunds = useAll<Refund>(
    '/v1/refunds',
    { payment_intent: intent_id, ...then },
    { enabled: intent_id !== undefined && can('refunds', 'read') },
  );
  const lines = useAll<LineItem>(`/v1/payment_intents/${intent_id}/amount_details_line_items`, then, { enabled });
  const known = history.items && entriesUntil(history.items, as_of);
  const ordered = useAll<LineItem>(
    `/v1/payment_intents/${intent_id}/amount_details_line_items`,
    { ...then, ordered: true },
    { enabled: enabled && capturesIn(known ?? []).length > 0 },
  );
  const disputes = useAll<Dispute>(
    '/v1/disputes',
    { payment_intent: intent_id, ...then },
    { enabled: intent_id !== undefined && can('disputes', 'read') },
  );
  const warnings = useAll<EarlyFraudWarning>(
    '/v1/radar/early_fraud_warnings',
    { payment_intent: intent_id },
    { enabled: as_of === undefined && intent_id !== undefined && can('radar', 'read') },
  );
  const timeline = useTimeline(history, disputes.items ?? []);
  const { data } = record;
  useEffect(() => {
    if (data !== undefined && as_of === undefined) updateKept(mode, '/v1/payment_records', data);
  }, [data, as_of, mode]);
  return {
    record: data,
    error: record.error,
    attempts,
    history: { ...history, items: known },
    intent: intent.data,
    charge: charge.data,
    refunds,
    lines,
    order: intent.data && known && orderIn(lines, ordered, intent.data, known),
    disputes: disputes.items ?? [],
    warnings: warnings.items ?? [],
    timeline,
    retry: () => void record.refetch(),
  };
}

/** While nothing is captured, what is listed is what was ordered. */
function orderIn(
  lines: All<LineItem>,
  ordered: All<LineItem>,
  intent: PaymentIntent,
  history: readonly JournalEntry[],
): Order | undefined {
  const wanted = capturesIn(history).length === 0 ? lines : ordered;
  const is_whole = ![lines, wanted].some(({ items, has_more }) => items === undefined || has_more);
  return is_whole ? orderOf(wanted.items ?? [], lines.items ?? [], intent, history) : undefined;
}
