/** What a report is about: the record in the path and its latest attempt. */
import type { Row, State } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { isIdOf } from '../../kernel/ids.js';
import { compact, type Loose, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { keptForPayment, refusedInState } from './refusals.js';
import { REPORTS_IN_STATE, type Report, stateOf } from './states.js';
import type { PaymentAttemptRecord, PaymentRecord } from './types.js';

export interface Target {
  readonly record: Row<'payment_record'>;
  readonly attempt: Row<'payment_attempt_record'>;
}

export function findTarget(state: State, id: string): Target | Refusal {
  const record = state.get('payment_record', id) ?? recordOfIntent(state, id);
  if (record === undefined) return errors.noSuchObject('payment_record', id);
  if (record.document.reported_by !== 'self') {
    return keptForPayment(record.id);
  }
  const attempt = state.get('payment_attempt_record', record.document.latest_payment_attempt_record ?? '');
  if (attempt === undefined) throw new Error(`payment record ${id} has lost its latest attempt`);
  return { record, attempt };
}

/** Such records are known by the id of their intent too, which makes them no more open to reports. */
function recordOfIntent(state: State, id: string): Row<'payment_record'> | undefined {
  const intent = isIdOf('pi', id) ? state.get('payment_intent', id) : undefined;
  return intent && state.get('payment_record', intent.document.payment_record);
}

const ENDPOINTS = {
  attempt: 'report_payment_attempt',
  guaranteed: 'report_payment_attempt_guaranteed',
  failed: 'report_payment_attempt_failed',
  canceled: 'report_payment_attempt_canceled',
  informational: 'report_payment_attempt_informational',
  refund: 'report_refund',
} as const satisfies Record<Report, string>;

/** Looks the report up in the table of states; a refusal where the table has a reason against it. */
export function checkReport({ attempt }: Target, report: Report): Refusal | undefined {
  const attempt_state = stateOf(attempt.document.amounts);
  if (attempt_state === 'authorized') throw new Error(`reported attempt ${attempt.id} is authorized, and no more`);
  const answer = REPORTS_IN_STATE[attempt_state][report];
  if (answer === 'accepted') return undefined;
  return refusedInState(ENDPOINTS[report], attempt.id, attempt_state, answer);
}

/** The target of a report that its state accepts. */
export function findTargetFor(report: Report, state: State, id: string): Target | Refusal {
  const target = findTarget(state, id);
  if (isRefusal(target)) return target;
  return checkReport(target, report) ?? target;
}

/** A later report changes the record and its latest attempt together; metadata is merged into both. */
export function changeBoth(
  draft: Draft,
  { record: { document: record }, attempt: { document: attempt } }: Target,
  record_change: Partial<Loose<PaymentRecord>>,
  attempt_change: Partial<Loose<PaymentAttemptRecord>>,
  patch: MetadataPatch | undefined,
): Refusal | undefined {
  const record_metadata = patchMetadata(record.metadata, patch);
  if (isRefusal(record_metadata)) return record_metadata;
  const attempt_metadata = patchMetadata(attempt.metadata, patch);
  if (isRefusal(attempt_metadata)) return attempt_metadata;
  draft.update('payment_record', compact<PaymentRecord>({ ...record, ...record_change, metadata: record_metadata }));
  draft.update(
    'payment_attempt_record',
    compact<PaymentAttemptRecord>({ ...attempt, ...attempt_change, metadata: attempt_metadata }),
  );
  return undefined;
}
