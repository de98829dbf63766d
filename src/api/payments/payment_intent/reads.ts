/** Reading payment intents and their line items. */
import { errors, isRefusal } from '../../../core/kernel/errors.js';
import type { Document } from '../../../core/kernel/kind.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import { INTENT_STATUSES } from '../../../core/payments/payment_intent/states.js';
import type { StoredRow } from '../../../store/port.js';
import { checkCursors, DEFAULT_LIMIT, listEnvelope, paging } from '../../../wire/list.js';
import { boolean, described, range, string } from '../../../wire/parameters.js';
import { as_of, findAsOf, retrieveAsOf } from '../../kernel/as_of.js';
import type { Call } from '../../kernel/call.js';
import { createdBetween, equals, NEVER, nothingWith } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { search, searchParameters } from '../../kernel/search.js';
import { viewLineItem } from './amount_details_view.js';

const read = { method: 'GET', resource: 'payment_intents', answers: 'payment_intent' } as const;

export const retrievePaymentIntent = operation({
  ...read,
  path: '/v1/payment_intents/:id',
  summary: 'Retrieve a payment intent.',
  publishable: 'with_secret',
  parameters: { as_of },
  run: (call, given) => retrieveAsOf(call, 'payment_intent', given.as_of),
});

export const listPaymentIntents = operation({
  ...read,
  path: '/v1/payment_intents',
  summary: 'List payment intents, newest first.',
  page: true,
  parameters: {
    ...paging,
    created: range(),
    customer: string(),
    customer_account: described(string(), NEVER),
  },
  run: (call, given) =>
    call.list('payment_intent', given, [
      ...createdBetween(given.created),
      ...equals('customer', given.customer),
      ...nothingWith(given.customer_account),
    ]),
});

export const searchPaymentIntents = operation({
  ...read,
  path: '/v1/payment_intents/search',
  summary: "Search payment intents in Stripe's query language, newest first.",
  page: true,
  parameters: searchParameters('/v1/payment_intents/search'),
  run: (call, given) =>
    search(call, 'payment_intent', given, {
      fields: {
        amount: { type: 'numeric', column: 'amount' },
        currency: { type: 'token', column: 'currency', lower_case: true },
        customer: { type: 'token', column: 'customer' },
        status: { type: 'token', column: 'status', lower_case: true, values: INTENT_STATUSES },
      },
    }),
});

export const listLineItems = operation({
  method: 'GET',
  path: '/v1/payment_intents/:id/amount_details_line_items',
  summary: 'List the line items of a payment intent, in the order in which they were given.',
  resource: 'payment_intents',
  object: 'payment_intent_amount_details_line_item',
  parameters: {
    ...paging,
    as_of,
    ordered: described(
      boolean(),
      'Extension: whether to list what was ordered, which is what the payment was told to be for before anything of it was captured.',
    ),
  },
  async run(call, given) {
    const exclusive = checkCursors(given);
    if (exclusive !== undefined) return exclusive;
    const row = await findAsOf(call, 'payment_intent', given.as_of);
    if (isRefusal(row)) return row;
    const { amount_details } = given.ordered === true ? await asOrdered(call, row) : documentAs('payment_intent', row);
    const items = amount_details?.line_items ?? [];
    const limit = given.limit ?? DEFAULT_LIMIT;
    const cursor = given.starting_after ?? given.ending_before;
    const at = cursor === undefined ? -1 : items.findIndex((item) => item.id === cursor);
    if (cursor !== undefined && at < 0) {
      return errors.noSuchReference(
        'payment_intent_amount_details_line_item',
        cursor,
        given.starting_after === undefined ? 'ending_before' : 'starting_after',
      );
    }
    const is_backwards = given.ending_before !== undefined;
    const from = is_backwards ? Math.max(0, at - limit) : at + 1;
    const page = items.slice(from, is_backwards ? at : from + limit);
    const has_more = is_backwards ? from > 0 : from + limit < items.length;
    return listEnvelope(call.request.path, page.map(viewLineItem), has_more);
  },
});

/** The intent before its first capture, whose details take the place of those before; as it is, where it was captured at once. */
async function asOrdered(call: Call, row: StoredRow<'payment_intent'>): Promise<Document<'payment_intent'>> {
  const shown = documentAs('payment_intent', row);
  let intent = shown;
  for (let version = row.version - 1; (intent.amount_received ?? 0) > 0 && version > 0; version -= 1) {
    const earlier = await call.store.versionOf(call.scope, row.id, { version });
    if (earlier === undefined) break;
    intent = documentAs('payment_intent', earlier);
  }
  return (intent.amount_received ?? 0) > 0 ? shown : intent;
}
