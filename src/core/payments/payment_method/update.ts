/** Changing what is known of a payment method. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
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
    const before = state.get('payment_method', input.id)?.document;
    if (before === undefined) return errors.noSuchObject('payment_method', input.id);
    if (before.customer === undefined) return notSaved();
    const draft = Draft.underCustomer(state, context, before.customer);
    if (isRefusal(draft)) return draft;
    if (input.card !== undefined && before.card === undefined) return noCard(before.id, before.type);
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const billing_details = compact<BillingDetails>({ ...before.billing_details, ...input.billing_details });
    const card = before.card && changedCard(before, before.card, input, billing_details.address, draft.context.now);
    if (isRefusal(card)) return card;
    const method = compact<PaymentMethod>({
      ...before,
      allow_redisplay: input.allow_redisplay ?? before.allow_redisplay,
      billing_details,
      card,
      metadata,
    });
    draft.update('payment_method', method);
    draft.emit('payment_method.updated', method.id);
    return draft.decision({ kind: 'payment_method', id: method.id });
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
  if (billing_details?.address === undefined || method.kept_elsewhere === true) return card;
  // The issuer is asked again about an address that changed.
  return CARDS.checked(method, card, address);
}
