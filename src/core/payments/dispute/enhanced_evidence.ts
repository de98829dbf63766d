/** Evidence for the programs of card networks that settle some disputes by rules of their own. */
import type { Address } from '../../kernel/shared.js';

interface TransactionEvidence {
  readonly customer_account_id?: string;
  readonly customer_device_fingerprint?: string;
  readonly customer_device_id?: string;
  readonly customer_email_address?: string;
  readonly customer_purchase_ip?: string;
  readonly product_description?: string;
  readonly shipping_address?: Address;
}

interface DisputedTransaction extends TransactionEvidence {
  readonly merchandise_or_services?: 'merchandise' | 'services';
}

/** An earlier payment of the same customer that nobody disputed. */
export interface PriorTransaction extends TransactionEvidence {
  readonly charge: string;
}

export interface CompellingEvidence {
  readonly disputed_transaction?: DisputedTransaction;
  readonly prior_undisputed_transactions?: readonly PriorTransaction[];
}

export interface EnhancedEvidence {
  readonly visa_compelling_evidence_3?: CompellingEvidence;
  readonly visa_compliance?: { readonly fee_acknowledged: boolean };
}

/** As many earlier payments as the program wants to see. */
export const PRIOR_TRANSACTIONS = 2;

export const REQUIRED_ACTIONS = [
  'missing_customer_identifiers',
  'missing_disputed_transaction_description',
  'missing_merchandise_or_services',
  'missing_prior_undisputed_transaction_description',
  'missing_prior_undisputed_transactions',
] as const;
export type RequiredAction = (typeof REQUIRED_ACTIONS)[number];

/** What is missing until the evidence qualifies. */
export function requiredActions(evidence: CompellingEvidence = {}): RequiredAction[] {
  const { disputed_transaction: disputed = {}, prior_undisputed_transactions: priors = [] } = evidence;
  const missing: Readonly<Record<RequiredAction, boolean>> = {
    missing_customer_identifiers: !identifiesCustomer(disputed, priors),
    missing_disputed_transaction_description: disputed.product_description === undefined,
    missing_merchandise_or_services: disputed.merchandise_or_services === undefined,
    missing_prior_undisputed_transaction_description: priors.some((prior) => prior.product_description === undefined),
    missing_prior_undisputed_transactions: priors.length < PRIOR_TRANSACTIONS,
  };
  return REQUIRED_ACTIONS.filter((action) => missing[action]);
}

const DEVICE_IDENTIFIERS = ['customer_device_fingerprint', 'customer_device_id', 'customer_purchase_ip'] as const;
const OTHER_IDENTIFIERS = ['customer_account_id', 'customer_email_address'] as const;

/** Visa wants two identifiers that all the payments have in common, one of them of the device or the connection. */
function identifiesCustomer(disputed: DisputedTransaction, priors: readonly PriorTransaction[]): boolean {
  const isCommon = (name: (typeof DEVICE_IDENTIFIERS | typeof OTHER_IDENTIFIERS)[number]) =>
    disputed[name] !== undefined && priors.every((prior) => prior[name] === disputed[name]);
  const devices = DEVICE_IDENTIFIERS.filter(isCommon).length;
  return devices > 0 && devices + OTHER_IDENTIFIERS.filter(isCommon).length >= 2;
}
