/** Payments that change elsewhere change in the list; new ones appear on top of it. */
import { useRef } from 'react';
import { call, type Mode } from '../../../api/http.js';
import type { Event, PaymentIntent, PaymentRecord } from '../../../api/types.js';
import { useEvents } from '../../../app/live.js';
import { usePlace } from '../../../app/session_context.js';
import type { Pager } from '../../../model/pager.js';
import { INCLUDED, type PaymentRow } from '../../../model/payment_row.js';

/** Beyond this many at once, reading the list anew is less work. */
const SINGLE_READS = 30;

export function useLivePayments(pager: Pager<PaymentRecord, PaymentRow>): void {
  const { mode } = usePlace();
  const record_of_intent = useRef(new Map<string, Promise<string | null>>());
  async function apply(events: readonly Event[]) {
    const found = await Promise.all(events.map((event) => recordOf(mode, event, record_of_intent.current)));
    const known = [...new Set(found)].filter((id): id is string => id !== null && pager.has(id));
    if (known.length > SINGLE_READS) return pager.reload();
    await Promise.all(
      known.map(async (id) =>
        pager.replace(
          await call<PaymentRecord>(mode, { method: 'GET', path: `/v1/payment_records/${id}`, fields: INCLUDED }),
        ),
      ),
    );
    await pager.loadNew();
  }
  useEvents((events) => {
    // What cannot be read now is read with the next event, or when the list is opened again.
    apply(events).catch(() => undefined);
  });
}

/** The record that an event is about. Charges and refunds know only their intent. */
async function recordOf(mode: Mode, event: Event, known: Map<string, Promise<string | null>>): Promise<string | null> {
  const { object } = event.data;
  if (object.object === 'payment_record') return object.id ?? null;
  const record = object['payment_record'];
  if (typeof record === 'string') return record;
  const intent = object['payment_intent'];
  if (typeof intent !== 'string') return null;
  let asked = known.get(intent);
  if (asked === undefined) {
    asked = call<PaymentIntent>(mode, { method: 'GET', path: `/v1/payment_intents/${intent}` })
      .then(({ payment_record }) => (typeof payment_record === 'string' ? payment_record : null))
      .catch(() => null);
    known.set(intent, asked);
  }
  return asked;
}
