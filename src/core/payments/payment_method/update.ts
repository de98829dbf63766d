/** Changing what is known of a payment method. */

import { timedBy } from '../../kernel/clock_time.js';
import { type Command, updated } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { type Address, type BillingDetails, compact, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { type CardDetails, type PreferredNetwork, withExpiry, withPreferredNetwork } from '../cards.js';
import { CARDS } from '../processor/registry.js';
import { noCard, notSaved } from './refusals.js';
import type { PaymentMethod, Redisplay } from './types.js';

/** Members that are given replace those that were there, an address as a whole; null unsets. */
type BillingDetailsPatch = {
  readonly [K in keyof BillingDetails]?: BillingDetails[K] | null;
};

interface CardPatch {
  readonly exp_month?: number | undefined;
  readonly exp_year?: number | undefined;
  readonly preferred_network?: PreferredNetwork | null | undefined;
}

export interface UpdatePaymentMethod {
  readonly id: string;
  readonly allow_redisplay: Redisplay | undefined;
  readonly billing_details: BillingDetailsPatch | undefined;
  readonly card: CardPatch | undefined;
  readonly metadata: MetadataPatch | undefined;
}

export const updatePaymentMethod: Command<UpdatePaymentMethod> = {
  reads: (input) => [{ kind: 'payment_method', id: input.id }],
  decide(state, input, context) {
    const row = state.get('payment_method', input.id);
    if (row === undefined) return errors.noSuchObject('payment_method', input.id);
    const before = row.document;
    if (before.customer === undefined) {
      return notSaved();
    }
    const time = timedBy(state, context, before.customer);
    if (isRefusal(time)) return time;
    if (input.card !== undefined && before.card === undefined) {
      return noCard(before.id, before.type);
    }
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const billing_details = compact<BillingDetails>({ ...before.billing_details, ...input.billing_details });
    const card = before.card && changedCard(before, before.card, input, billing_details.address, time.context.now);
    if (isRefusal(card)) return card;
    const method = compact<PaymentMethod>({
      ...before,
      allow_redisplay: input.allow_redisplay ?? before.allow_redisplay,
      billing_details,
      card,
      metadata,
    });
    return {
      changes: [updated(row, method)],
      events: [{ type: 'payment_method.updated', object: method.id }],
      reply: { kind: 'payment_method', id: method.id },
      guards: time.guards,
    };
  },
};

function changedCard(
  method: PaymentMethod,
  before: CardDetails,
  { card: given, billing_details }: UpdatePaymentMethod,
  address: Address | undefined,
  now: number,
): CardDetails | Refusal {
  let card: CardDetails | Refusal = before;
  if (given?.exp_month !== undefined || given?.exp_year !== undefined) card = withExpiry(card, given, now);
  if (isRefusal(card)) return card;
  if (given?.preferred_network !== undefined) card = withPreferredNetwork(card, given.preferred_network);
  if (billing_details?.address === undefined) return card;
  // The issuer is asked again about an address that changed.
  return CARDS.checked(method, card, address);
}
