/** Changing a dispute: its metadata, and the evidence against it, which is collected first and submitted once. */
import type { Command, Reference, State } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { review } from './endings.js';
import type { EnhancedEvidence } from './enhanced_evidence.js';
import { chargeProvesNothing, evidenceTooLong, feeNotAcknowledged, noEvidence, notEligible } from './refusals.js';
import { checkStatus, type DisputeOperation } from './states.js';
import { type Dispute, type Evidence, type EvidenceMember, hasEvidence } from './types.js';

/** Undefined leaves a member as it is, null unsets it. */
export type GivenEvidence = { readonly [M in EvidenceMember]?: string | null | undefined };
export type GivenEnhancedEvidence = { readonly [P in keyof EnhancedEvidence]: EnhancedEvidence[P] | undefined };

export interface UpdateDispute {
  readonly id: string;
  readonly enhanced_evidence: GivenEnhancedEvidence | null | undefined;
  readonly evidence: GivenEvidence | undefined;
  readonly metadata: MetadataPatch | undefined;
  /** Absent: evidence that is sent is submitted with all that was staged before. */
  readonly submit: boolean | undefined;
}

/** Stripe's limit on the characters of all evidence together. */
const MAXIMUM_EVIDENCE_CHARACTERS = 150_000;

export const updateDispute: Command<UpdateDispute> = {
  reads: (input) => [{ kind: 'dispute', id: input.id }, ...priorCharges(input)],
  decide(state, input, context) {
    const before = state.get('dispute', input.id)?.document;
    if (before === undefined) return errors.noSuchObject('dispute', input.id);
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    const operation = operationOf(input);
    const refused = checkStatus(before, operation) ?? checkEnhanced(state, before, input);
    if (refused !== undefined) return refused;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const dispute = compact<Dispute>({
      ...before,
      enhanced_evidence: enhancedAfter(before.enhanced_evidence, input.enhanced_evidence),
      evidence: compact<Evidence>({ ...before.evidence, ...given(input.evidence) }),
      metadata,
    });
    const too_long = checkLength(dispute);
    if (too_long !== undefined) return too_long;
    if (operation === 'submit_evidence') {
      const unready = checkReady(dispute);
      if (unready !== undefined) return unready;
      review(draft, submitted(draft, dispute));
    } else {
      draft.update('dispute', dispute);
      draft.emit('charge.dispute.updated', dispute.id);
    }
    return draft.decision({ kind: 'dispute', id: dispute.id });
  },
};

function operationOf({ evidence, enhanced_evidence, submit }: UpdateDispute): DisputeOperation {
  const is_evidence_given = evidence !== undefined || enhanced_evidence !== undefined;
  if (submit ?? is_evidence_given) return 'submit_evidence';
  return is_evidence_given ? 'stage_evidence' : 'update';
}

function submitted({ context }: Draft, dispute: Dispute): Dispute {
  return compact<Dispute>({
    ...dispute,
    evidence_submissions: (dispute.evidence_submissions ?? 0) + 1,
    past_due: context.now > dispute.evidence_due_by ? true : undefined,
  });
}

function checkReady(dispute: Dispute): Refusal | undefined {
  if (!hasEvidence(dispute)) {
    return noEvidence();
  }
  const { eligibility, enhanced_evidence } = dispute;
  if (eligibility === 'visa_compliance' && enhanced_evidence?.visa_compliance?.fee_acknowledged !== true) {
    return feeNotAcknowledged();
  }
  return undefined;
}

function checkLength({ evidence = {}, enhanced_evidence }: Dispute): Refusal | undefined {
  const enhanced = enhanced_evidence === undefined ? 0 : JSON.stringify(enhanced_evidence).length;
  const length = Object.values(evidence).reduce((sum, text) => sum + text.length, enhanced);
  if (length <= MAXIMUM_EVIDENCE_CHARACTERS) return undefined;
  return evidenceTooLong(length, MAXIMUM_EVIDENCE_CHARACTERS);
}

/** Programs are for the disputes that they are for, and earlier payments are payments that nobody disputed. */
function checkEnhanced(state: State, dispute: Dispute, { enhanced_evidence }: UpdateDispute): Refusal | undefined {
  const param = 'evidence[enhanced_evidence]';
  for (const [program, evidence] of Object.entries(enhanced_evidence ?? {})) {
    if (evidence === undefined || program === dispute.eligibility) continue;
    return notEligible(program, `${param}[${program}]`);
  }
  const priors = enhanced_evidence?.visa_compelling_evidence_3?.prior_undisputed_transactions ?? [];
  for (const [index, { charge: id }] of priors.entries()) {
    const name = `${param}[visa_compelling_evidence_3][prior_undisputed_transactions][${index}][charge]`;
    const charge = state.get('charge', id)?.document;
    if (charge === undefined) return errors.noSuchReference('charge', id, name);
    if (charge.disputed === true) {
      return chargeProvesNothing(id, name);
    }
  }
  return undefined;
}

function priorCharges({ enhanced_evidence }: UpdateDispute): Reference[] {
  const priors = enhanced_evidence?.visa_compelling_evidence_3?.prior_undisputed_transactions ?? [];
  return priors.map(({ charge }) => ({ kind: 'charge', id: charge }));
}

/** Each program that is given replaces what was there of it. */
function enhancedAfter(
  before: EnhancedEvidence | undefined,
  after: GivenEnhancedEvidence | null | undefined,
): EnhancedEvidence | undefined {
  return after === null ? undefined : compact<EnhancedEvidence>({ ...before, ...given(after) });
}

/** Members that were not sent must not overwrite those that are there. */
function given<T extends object>(members: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(members ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
