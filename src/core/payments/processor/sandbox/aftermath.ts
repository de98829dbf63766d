/** What comes of a payment with a test card once it has brought money. */
import type { DisputeOpening } from '../../dispute/types.js';
import type { Aftermath, KeptCard } from '../port.js';
import { type DisputeKind, testCardByKey } from './test_cards.js';

const FRAUD: DisputeOpening = { status: 'needs_response', reason: 'fraudulent', network_reason_code: '10.4' };

/** The disputes of each test card. Several share what was captured, so that no more is taken than was received. */
const OPENINGS: Readonly<Record<Exclude<DisputeKind, 'early_fraud_warning'>, readonly DisputeOpening[]>> = {
  fraudulent: [FRAUD],
  product_not_received: [{ status: 'needs_response', reason: 'product_not_received', network_reason_code: '13.1' }],
  inquiry: [{ status: 'warning_needs_response', reason: 'fraudulent', network_reason_code: '10' }],
  multiple: [FRAUD, FRAUD],
  visa_compelling_evidence_3: [{ ...FRAUD, eligibility: 'visa_compelling_evidence_3' }],
  visa_compliance: [{ status: 'needs_response', reason: 'noncompliant', eligibility: 'visa_compliance' }],
};

export function aftermath({ test_card }: KeptCard): Aftermath {
  const behaviour = test_card === undefined ? undefined : testCardByKey(test_card)?.behaviour;
  if (behaviour?.kind === 'bypasses_pending') return { bypasses_pending: true };
  if (behaviour?.kind !== 'disputed') return {};
  return behaviour.dispute === 'early_fraud_warning'
    ? { fraud_warning: true }
    : { disputes: OPENINGS[behaviour.dispute] };
}
