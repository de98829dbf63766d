/** What happens to a refund after it was made. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { Payment } from '../payment_intent/payment.js';
import type { Answer } from '../processor/port.js';
import { ask, hand } from './asking.js';
import { settleRefund } from './money.js';
import { notCancelable } from './refusals.js';
import type { Refund, RefundAsks } from './types.js';

export interface UpdateRefund {
  readonly id: string;
  readonly metadata: MetadataPatch | undefined;
}

export const updateRefund: Command<UpdateRefund> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, input, context) {
    const refund = state.get('refund', input.id)?.document;
    if (refund === undefined) return errors.noSuchObject('refund', input.id);
    const draft = Draft.under(state, context, refund.test_clock);
    if (isRefusal(draft)) return draft;
    const metadata = patchMetadata(refund.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    draft.update('refund', compact<Refund>({ ...refund, metadata }));
    draft.emit('refund.updated', refund.id);
    draft.emit('charge.refund.updated', refund.id);
    return draft.decision({ kind: 'refund', id: refund.id });
  },
};

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

export interface DueRefund {
  readonly id: string;
}

/** The processor says how the refund ended. Doing it twice does no harm: what is not due any more stays as it is. */
export const dueRefund: Command<DueRefund> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, { id }, context) {
    const refund = state.get('refund', id)?.document;
    if (refund === undefined) return errors.noSuchObject('refund', id);
    const payment = Payment.load(state, context, refund.payment_intent);
    if (isRefusal(payment)) return payment;
    const { due_at } = refund;
    if (due_at === undefined || due_at > payment.context.now) return payment.decision({ kind: 'refund', id });
    const { draft } = payment;
    if (refund.open === undefined) ask(payment, 'query_refund', id);
    const { open } = draft.document('refund', id);
    if (open === undefined) tell(payment, id);
    else hand(payment, id, open);
    return payment.decision({ kind: 'refund', id });
  },
};

export interface SettleRefund {
  readonly id: string;
  /** What was asked. */
  readonly key: string;
  /** For which turn it was asked. */
  readonly turn: number;
  readonly answer: Answer;
}

/** The answer of a processor that did not answer at once. Doing it twice, or for a turn that is lost, changes nothing. */
export const settleOpenRefund: Command<SettleRefund> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, { id, key, turn, answer }, context) {
    const refund = state.get('refund', id)?.document;
    if (refund === undefined) return errors.noSuchObject('refund', id);
    const payment = Payment.load(state, context, refund.payment_intent);
    if (isRefusal(payment)) return payment;
    if (refund.open?.question.key === key && refund.open.turn === turn) {
      settleRefund(payment, id, answer as Answer<RefundAsks>);
      tell(payment, id);
    }
    return payment.decision({ kind: 'refund', id });
  },
};

/** How a refund that everybody knows of goes on. */
function tell({ draft }: Payment, id: string): void {
  draft.emit(draft.document('refund', id).status === 'failed' ? 'refund.failed' : 'refund.updated', id);
  draft.emit('charge.refund.updated', id);
}
