/** The lists in objects of payments. */
import type { Document } from '../../core/kernel/kind.js';
import { listEnvelope } from '../../wire/list.js';
import { equals } from '../kernel/filters.js';
import { type IncludedLists, includedPage, type ListSource, newest } from '../kernel/included_lists.js';
import { asRefund } from '../kernel/versions/released_hold.js';
import { viewLineItems } from './payment_intent/amount_details_view.js';
import { sameReference, sameReferencePath } from './payment_record/same_reference.js';

export const PAYMENT_LISTS: IncludedLists = {
  charge: { refunds: (source, charge) => refundsOf(source, charge as Document<'charge'>) },
  // Cards are payment methods here, and nothing is subscribed to: customers have none of these.
  customer: {
    cash_balance: async (_source, customer) => ((customer as Document<'customer'>).deleted === true ? undefined : null),
    sources: (_source, customer) => none(customer as Document<'customer'>, 'sources'),
    subscriptions: (_source, customer) => none(customer as Document<'customer'>, 'subscriptions'),
    tax_ids: (_source, customer) => none(customer as Document<'customer'>, 'tax_ids'),
  },
  payment_intent: {
    charges: (source, intent) => chargesOf(source, intent as Document<'payment_intent'>),
    'amount_details.line_items': (_source, intent) => lineItemsOf(intent as Document<'payment_intent'>),
  },
  payment_record: { same_reference: (source, record) => othersOf(source, record as Document<'payment_record'>) },
};

async function none({ id, deleted }: Document<'customer'>, name: string) {
  return deleted === true ? undefined : listEnvelope(`/v1/customers/${id}/${name}`, [], false);
}

async function lineItemsOf({ id, amount_details }: Document<'payment_intent'>) {
  return viewLineItems(id, amount_details?.line_items ?? []);
}

async function refundsOf(source: ListSource, charge: Document<'charge'>) {
  const of_hold = source.era.refunds_holds ? asRefund(charge) : undefined;
  const rows =
    of_hold === undefined
      ? await newest(source, 'refund', equals('charge', charge.id))
      : { items: [of_hold], total_count: 1 };
  return includedPage(source, `/v1/charges/${charge.id}/refunds`, rows, source.era.listsOf('charge').length > 0);
}

async function chargesOf(source: ListSource, intent: Document<'payment_intent'>) {
  const rows = await newest(source, 'charge', equals('payment_intent', intent.id));
  return includedPage(source, `/v1/charges?payment_intent=${intent.id}`, rows, true);
}

async function othersOf(source: ListSource, record: Document<'payment_record'>) {
  const rows = await newest(source, 'payment_record', sameReference(record));
  return includedPage(source, sameReferencePath(record.id), rows, false);
}
