/** What a refund says of itself. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import type { Refund } from './types.js';

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
