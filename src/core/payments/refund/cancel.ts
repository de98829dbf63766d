/** Taking a refund back, which none of those to cards allows. */
import type { Command } from '../../kernel/decision.js';
import { errors } from '../../kernel/errors.js';
import { notCancelable } from './refusals.js';

export interface CancelRefund {
  readonly id: string;
}

/** Only a refund for which the payer must do something could be canceled, and refunds to cards never ask for that. */
export const cancelRefund: Command<CancelRefund> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, { id }) {
    const refund = state.get('refund', id)?.document;
    if (refund === undefined) return errors.noSuchObject('refund', id);
    return notCancelable(refund.status);
  },
};
