/** Disputes on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import { requiredActions } from '../../../core/payments/dispute/enhanced_evidence.js';
import { isRefundable } from '../../../core/payments/dispute/refundable.js';
import { isInquiry } from '../../../core/payments/dispute/states.js';
import { type Dispute, hasEvidence } from '../../../core/payments/dispute/types.js';
import type { ViewContext } from '../../kernel/view_context.js';
import { viewBalanceTransaction } from '../balance/transaction_view.js';
import { viewEvidence } from './evidence_view.js';

export function viewDispute(dispute: Dispute, context: ViewContext): Stripe.Dispute {
  const { eligibility } = dispute;
  const network_reason_code = dispute.network_reason_code ?? null;
  return {
    id: dispute.id,
    object: 'dispute',
    amount: dispute.amount,
    // Their money counts at once, so that they look the same whenever they are looked at.
    balance_transactions: (dispute.balance_transactions ?? []).map((each) => viewBalanceTransaction(each, context)),
    charge: dispute.charge,
    created: dispute.created,
    currency: dispute.currency,
    enhanced_eligibility_types: eligibility === undefined ? [] : [eligibility],
    evidence: viewEvidence(dispute),
    evidence_details: {
      due_by: dispute.evidence_due_by,
      enhanced_eligibility: viewEligibility(dispute),
      has_evidence: hasEvidence(dispute),
      past_due: dispute.past_due ?? false,
      submission_count: dispute.evidence_submissions ?? 0,
      submission_method: dispute.evidence_submissions === undefined ? 'not_submitted' : 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: isRefundable(dispute.status),
    livemode: context.livemode,
    metadata: dispute.metadata ?? {},
    network_reason_code,
    payment_intent: dispute.payment_intent,
    payment_method_details: {
      card: {
        brand: dispute.card_brand,
        case_type: caseTypeOf(dispute),
        network: dispute.card_brand,
        network_reason_code,
      },
      type: 'card',
    },
    reason: dispute.reason,
    status: dispute.status,
  };
}

function caseTypeOf({ eligibility, status }: Dispute): Stripe.Dispute.PaymentMethodDetails.Card.CaseType {
  if (isInquiry(status)) return 'inquiry';
  return eligibility === 'visa_compliance' ? 'compliance' : 'chargeback';
}

function viewEligibility({
  eligibility,
  enhanced_evidence,
}: Dispute): Stripe.Dispute.EvidenceDetails.EnhancedEligibility {
  if (eligibility === undefined) return {};
  if (eligibility === 'visa_compliance') {
    const is_acknowledged = enhanced_evidence?.visa_compliance?.fee_acknowledged === true;
    return { visa_compliance: { status: is_acknowledged ? 'fee_acknowledged' : 'requires_fee_acknowledgement' } };
  }
  const required_actions = requiredActions(enhanced_evidence?.visa_compelling_evidence_3);
  const status = required_actions.length === 0 ? 'qualified' : 'requires_action';
  return { visa_compelling_evidence_3: { required_actions, status } };
}
