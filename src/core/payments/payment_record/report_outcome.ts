/** The reports that say how the latest attempt ended. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import type { MetadataPatch } from '../../kernel/shared.js';
import { withOutcome } from './amounts.js';
import { emitOutcome, type ReportedOutcome, timeOf } from './outcome.js';
import { changeBoth, findTargetFor } from './target.js';

export interface ReportOutcome extends ReportedOutcome {
  readonly id: string;
  readonly metadata: MetadataPatch | undefined;
}

/** `report_payment_attempt_guaranteed`, `_failed` and `_canceled` are one rule. */
export const reportOutcome: Command<ReportOutcome> = {
  reads: (input) => [{ kind: 'payment_record', id: input.id }],
  decide(state, input, context) {
    const target = findTargetFor(input.outcome, state, input.id);
    if (isRefusal(target)) return target;
    const amounts = withOutcome(target.record.document.amounts, input.outcome);
    const draft = new Draft(state, context);
    const refused = changeBoth(
      draft,
      target,
      { amounts, outcome_happened: input.at },
      { amounts, ...timeOf(input) },
      input.metadata,
    );
    if (refused !== undefined) return refused;
    draft.emit('payment_record.updated', input.id);
    draft.emit('payment_attempt_record.updated', target.attempt.id);
    emitOutcome(draft, input.id, input);
    return draft.decision({ kind: 'payment_record', id: input.id });
  },
};
