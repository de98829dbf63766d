/** Changing what a charge says of itself. */
import type { Command, State } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata, replaced } from '../../kernel/shared.js';
import { checkCustomer } from '../customer/named.js';
import { belongsToAnother } from './refusals.js';
import type { Charge } from './types.js';

export interface UpdateCharge {
  readonly id: string;
  /** Absent leaves the customer as it is; one that is there cannot be replaced by another. */
  readonly customer: string | undefined;
  readonly description: string | null | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly receipt_email: string | undefined;
  readonly shipping: Charge['shipping'];
  readonly user_report: 'fraudulent' | 'safe' | null | undefined;
}

export const updateCharge: Command<UpdateCharge> = {
  reads: ({ id }) => [{ kind: 'charge', id }],
  decide(state, input, context) {
    const charge = state.get('charge', input.id)?.document;
    if (charge === undefined) return errors.noSuchObject('charge', input.id);
    const refused = checkOwner(state, charge, input.customer);
    if (refused !== undefined) return refused;
    const draft = Draft.under(state, context, charge.test_clock);
    if (isRefusal(draft)) return draft;
    const metadata = patchMetadata(charge.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    draft.update(
      'charge',
      compact<Charge>({
        ...charge,
        customer: input.customer ?? charge.customer,
        description: replaced(charge.description, input.description),
        fraud_details: compact<NonNullable<Charge['fraud_details']>>({
          ...charge.fraud_details,
          user_report: replaced(charge.fraud_details?.user_report, input.user_report),
        }),
        metadata,
        receipt_email: input.receipt_email ?? charge.receipt_email,
        shipping: input.shipping ?? charge.shipping,
      }),
    );
    draft.emit('charge.updated', charge.id);
    return draft.decision({ kind: 'charge', id: charge.id });
  },
};

/** The payment's owner does not change; a payment without one can be given to somebody. */
function checkOwner(state: State, charge: Charge, customer: string | undefined): Refusal | undefined {
  if (customer === undefined || customer === charge.customer) return undefined;
  if (charge.customer !== undefined) {
    return belongsToAnother(charge.customer);
  }
  return checkCustomer(state, charge, customer);
}
