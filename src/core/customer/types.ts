import type { Address, Metadata, ShippingDetails } from '../shared.js';

/** Somebody who pays. A deleted customer keeps its id and forgets everything else. */
export interface Customer {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly deleted?: true;
  readonly address?: Address;
  readonly business_name?: string;
  readonly default_payment_method?: string;
  readonly description?: string;
  readonly email?: string;
  readonly individual_name?: string;
  readonly invoice_prefix: string;
  readonly metadata?: Metadata;
  readonly name?: string;
  readonly phone?: string;
  readonly preferred_locales?: readonly string[];
  readonly shipping?: ShippingDetails;
}
