/** What a text that somebody pastes or types can mean: the conditions of which any finds the payments that were meant. */

import type { Document, Kind } from '../../../core/kernel/kind.js';
import { documentOf } from '../../../core/kernel/stored_document.js';
import { kindOf } from '../../../core/kinds.js';
import { inLowerCase } from '../../../core/payments/payment_record/features.js';
import { trimmedReference } from '../../../core/payments/payment_record/references.js';
import type { Condition } from '../../../store/port.js';
import type { Call } from '../../kernel/call.js';
import { equals } from '../../kernel/filters.js';

/** More customers than this do not share an address, except in tests. */
const MAXIMUM_CUSTOMERS = 100;

export async function meaningsOf(call: Call, text: string): Promise<Condition[]> {
  const [record, customers] = await Promise.all([recordNamedBy(call, text), customersAt(call, text)]);
  return [
    // A reference can look like anything: also like an id, where another system's ids are its references.
    ...equals('processor_reference', trimmedReference(text)),
    ...equals('id', record),
    ...(text.startsWith('cus_') ? equals('customer', text) : []),
    ...(/^\d{4}$/.test(text) ? equals('card_last4', text) : []),
    ...(text.includes('@') ? equals('email', inLowerCase(text)) : []),
    ...(customers.length === 0
      ? []
      : [{ field: { column: 'customer' }, operator: 'in' as const, value: null, values: customers }]),
  ];
}

type Finder = (call: Call, id: string) => Promise<string | undefined>;

/** How the id of an object leads to the payment that it belongs to. */
const RECORD_OF: Partial<Record<Kind, Finder>> = {
  charge: async (call, id) => recordOfIntent(call, (await found(call, 'charge', id))?.payment_intent),
  dispute: async (call, id) => recordOfIntent(call, (await found(call, 'dispute', id))?.payment_intent),
  payment_attempt_record: async (call, id) => (await found(call, 'payment_attempt_record', id))?.payment_record,
  payment_intent: recordOfIntent,
  payment_record: async (_call, id) => id,
  payment_record_refund: async (call, id) => (await found(call, 'payment_record_refund', id))?.payment_record,
  refund: async (call, id) => recordOfIntent(call, (await found(call, 'refund', id))?.payment_intent),
};

async function recordNamedBy(call: Call, text: string): Promise<string | undefined> {
  for (const [kind, find] of Object.entries(RECORD_OF)) {
    if (text.startsWith(`${kindOf(kind as Kind).prefix}_`)) return find(call, text);
  }
  const { items } = await call.store.list({
    scope: call.scope,
    kind: 'payment_record_refund',
    where: equals('trimmed_reference', trimmedReference(text)),
    limit: 1,
  });
  const [refund] = items;
  return refund && documentOf(refund).payment_record;
}

async function recordOfIntent(call: Call, id: string | undefined): Promise<string | undefined> {
  return id === undefined ? undefined : (await found(call, 'payment_intent', id))?.payment_record;
}

async function found<K extends Kind>(call: Call, kind: K, id: string): Promise<Document<K> | undefined> {
  const row = await call.store.get(call.scope, kind, id);
  return row && documentOf(row);
}

/** Those with the address as it is written, or in lower case. */
async function customersAt(call: Call, text: string): Promise<string[]> {
  // Whether somebody has an address is for those who may read customers.
  if (!text.includes('@') || !call.access.mayRead('customer')) return [];
  const addresses = [...new Set([text, inLowerCase(text)])];
  const { items } = await call.store.list({
    scope: call.scope,
    kind: 'customer',
    where: [{ field: { column: 'email' }, operator: 'in', value: null, values: addresses }],
    limit: MAXIMUM_CUSTOMERS,
  });
  return items.map(({ id }) => id);
}
