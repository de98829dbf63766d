/** The evidence of a dispute on the wire. */
import type Stripe from 'stripe';
import type { EnhancedEvidence, PriorTransaction } from '../../../core/payments/dispute/enhanced_evidence.js';
import {
  type Dispute,
  EVIDENCE_FILES,
  EVIDENCE_TEXTS,
  type EvidenceMember,
} from '../../../core/payments/dispute/types.js';
import { viewAddress } from '../../kernel/view_context.js';

type Enhanced = Stripe.Dispute.Evidence.EnhancedEvidence;

const MEMBERS = [...EVIDENCE_TEXTS, ...EVIDENCE_FILES].sort();

export function viewEvidence({ evidence = {}, enhanced_evidence }: Dispute): Stripe.Dispute.Evidence {
  const members = Object.fromEntries(MEMBERS.map((name) => [name, evidence[name] ?? null])) as Record<
    EvidenceMember,
    string | null
  >;
  return { ...members, enhanced_evidence: viewEnhanced(enhanced_evidence) };
}

function viewEnhanced({ visa_compelling_evidence_3: compelling, visa_compliance }: EnhancedEvidence = {}): Enhanced {
  return {
    ...(compelling === undefined
      ? {}
      : {
          visa_compelling_evidence_3: {
            disputed_transaction:
              compelling.disputed_transaction === undefined
                ? null
                : {
                    ...viewTransaction(compelling.disputed_transaction),
                    merchandise_or_services: compelling.disputed_transaction.merchandise_or_services ?? null,
                  },
            prior_undisputed_transactions: (compelling.prior_undisputed_transactions ?? []).map((prior) => ({
              charge: prior.charge,
              ...viewTransaction(prior),
            })),
          },
        }),
    ...(visa_compliance === undefined ? {} : { visa_compliance }),
  };
}

function viewTransaction(transaction: Omit<PriorTransaction, 'charge'>) {
  return {
    customer_account_id: transaction.customer_account_id ?? null,
    customer_device_fingerprint: transaction.customer_device_fingerprint ?? null,
    customer_device_id: transaction.customer_device_id ?? null,
    customer_email_address: transaction.customer_email_address ?? null,
    customer_purchase_ip: transaction.customer_purchase_ip ?? null,
    product_description: transaction.product_description ?? null,
    shipping_address: transaction.shipping_address === undefined ? null : viewAddress(transaction.shipping_address),
  };
}
