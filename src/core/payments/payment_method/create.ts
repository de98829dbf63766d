/** Making a payment method that belongs to nobody yet. */
import type { Command, Context } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { type BillingDetails, compact, type MetadataPatch, newMetadata } from '../../kernel/shared.js';
import type { CardDetails } from '../cards.js';
import type { PaymentMethod, Redisplay } from './types.js';

/** A card as it reaches a command: without its number, with the row that says how it behaves. */
export interface ReducedCard {
  readonly card: CardDetails;
  readonly test_card: string;
}

/** A card that another processor keeps, as far as it was described. */
export interface DescribedCard {
  readonly card: CardDetails;
  readonly kept_elsewhere: true;
}

export interface CreatePaymentMethod {
  readonly method: ReducedCard | DescribedCard | { readonly custom: { readonly type: string } };
  readonly allow_redisplay: Redisplay | undefined;
  readonly billing_details: BillingDetails | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly radar_session?: string | undefined;
}

export function newPaymentMethod(input: CreatePaymentMethod, context: Context): PaymentMethod {
  return compact<PaymentMethod>({
    id: context.newId('payment_method'),
    created: context.now,
    type: 'card' in input.method ? 'card' : 'custom',
    ...input.method,
    allow_redisplay: input.allow_redisplay,
    billing_details: input.billing_details,
    metadata: newMetadata(input.metadata),
    radar_session: input.radar_session,
  });
}

/** No event tells of it, as at Stripe: a method that nobody owns is of no interest yet. */
export const createPaymentMethod: Command<CreatePaymentMethod> = {
  reads: () => [],
  decide(state, input, context) {
    const draft = new Draft(state, context);
    const method = newPaymentMethod(input, context);
    draft.create('payment_method', method);
    return draft.decision({ kind: 'payment_method', id: method.id });
  },
};
