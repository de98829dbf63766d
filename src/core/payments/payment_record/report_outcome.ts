/** The reports that say how the latest attempt ended. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import type { MetadataPatch } from '../../kernel/shared.js';
import { withOutcome } from './amounts.js';
import { outcomeEvents, type ReportedOutcome, timeOf } from './outcome.js';
import { changeBoth, findTargetFor } from './target.js';

export interface ReportOutcome extends ReportedOutcome {
  readonly id: string;
  readonly metadata: MetadataPatch | undefined;
}

/** `report_payment_attempt_guaranteed`, `_failed` and `_canceled` are one rule. */
export const reportOutcome: Command<ReportOutcome> = {
  reads: (input) => [{ kind: 'payment_record', id: input.id }],
  decide(state, input) {
    const target = findTargetFor(input.outcome, state, input.id);
    if (isRefusal(target)) return target;
    const amounts = withOutcome(target.record.document.amounts, input.outcome);
    const changes = changeBoth(
      target,
      { amounts, outcome_happened: input.at },
      { amounts, ...timeOf(input) },
      input.metadata,
    );
    if (isRefusal(changes)) return changes;
    return {
      changes,
      events: [
        { type: 'payment_record.updated', object: input.id },
        { type: 'payment_attempt_record.updated', object: target.attempt.id },
        ...outcomeEvents(input.id, input),
      ],
      reply: { kind: 'payment_record', id: input.id },
    };
  },
};
