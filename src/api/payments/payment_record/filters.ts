/** What lists of payments can be narrowed by: every filter must hold. */
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import { trimmedReference } from '../../../core/payments/payment_record/references.js';
import { ATTEMPT_STATES } from '../../../core/payments/payment_record/states.js';
import type { Condition } from '../../../store/port.js';
import {
  currency,
  described,
  enumeration,
  hash,
  metadata,
  moment,
  oneOrMore,
  type Parsed,
  range,
  string,
} from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { between, createdBetween, equals, happened_filters, oneOf, orderOf } from '../../kernel/filters.js';
import { meaningsOf } from './meanings.js';

export const record_filters = {
  ...happened_filters('payments'),
  created_after: described(moment(), 'Only payments recorded after this second.'),
  created_before: described(moment(), 'Only payments recorded before this second.'),
  amount: described(range(), 'Extension: only payments of this amount, in minor units.'),
  created: described(range(), 'Extension: only payments recorded in these seconds.'),
  currency: described(currency(), 'Extension: only payments in this currency.'),
  customer: described(string(), 'Extension: only payments of this customer.'),
  decline_reason: described(
    string(),
    'Extension: only payments whose latest attempt the processor or the issuer declined for this reason, such as `insufficient_funds`; with `none` those that failed without a reason, as reports do not say why.',
  ),
  metadata: described(metadata(), 'Extension: only payments with these pairs of key and value.'),
  outcome_happened: described(
    range(),
    'Extension: only payments whose latest attempt was guaranteed, failed or canceled in these seconds.',
  ),
  method: described(
    string(),
    'Extension: only payments made so: a brand such as `visa`, or `custom: ` and the display name, of which the first 60 characters count.',
  ),
  processor: described(
    string(),
    'Extension: only payments that this processor took: `sandbox`, or what reports call it, such as `adyen` or `custom`.',
  ),
  processor_reference: described(string(), 'Extension: only payments with this reference of the processor.'),
  query: described(
    string({ maximum_length: 500 }),
    'Extension: only payments that this text names: the id of the payment or of one of its attempts, intents, charges, refunds or disputes; a reference of the processor; the id or the e-mail address of the customer; the last four digits of the card.',
  ),
  state: described(
    oneOrMore(enumeration(ATTEMPT_STATES), { maximum_items: ATTEMPT_STATES.length }),
    'Extension: only payments whose latest attempt is in this state, or in one of these.',
  ),
};

const FILTERS = hash(record_filters);

export interface Found {
  readonly order: ReturnType<typeof orderOf>;
  readonly where: readonly Condition[];
  /** Absent without a `query`; at least one must hold. */
  readonly meanings: readonly Condition[] | undefined;
}

export async function filteredBy(call: Call, given: Parsed<typeof FILTERS>): Promise<Found | Refusal> {
  const pairs = Object.entries(given.metadata ?? {});
  const without_value = given.metadata === null ? '' : pairs.find(([, value]) => value === '')?.[0];
  if (without_value !== undefined)
    return errors.empty(without_value === '' ? 'metadata' : `metadata[${without_value}]`);
  const where: Condition[] = [
    ...recordedBetween(given),
    ...between('amount', given.amount),
    ...between('happened', given.happened),
    ...between('outcome_happened', given.outcome_happened),
    ...equals('currency', given.currency),
    ...equals('customer', given.customer),
    ...equals('decline_reason', given.decline_reason),
    ...equals('method', given.method),
    ...equals('processor', given.processor),
    ...equals('processor_reference', given.processor_reference && trimmedReference(given.processor_reference)),
    ...oneOf('state', given.state),
    ...pairs.map(([key, value]): Condition => ({ field: { metadata: key }, operator: '=', value })),
  ];
  return {
    order: orderOf(given),
    where,
    meanings: given.query === undefined ? undefined : await meaningsOf(call, given.query),
  };
}

type Times = Pick<Parsed<typeof FILTERS>, 'created' | 'created_after' | 'created_before' | 'outcome_happened'>;

function recordedBetween({ created, created_after, created_before }: Times): Condition[] {
  return [
    ...createdBetween({
      ...(created_after === undefined ? {} : { gt: created_after }),
      ...(created_before === undefined ? {} : { lt: created_before }),
    }),
    ...createdBetween(created),
  ];
}

/** Refunds of the time in which outcomes are asked for: both are when money moved. */
export function refundsMadeIn(given: Times): Condition[] {
  return [...recordedBetween(given), ...between('happened', given.outcome_happened)];
}
