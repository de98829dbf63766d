/** What this room adds to the API: how its objects are shown, and its operations. */
import type { Operation } from '../kernel/operation.js';
import { tax_rate } from './tax_rate/object.js';
import { createTaxRate, listTaxRates, retrieveTaxRate, updateTaxRate } from './tax_rate/operations.js';

export const BILLING_OBJECTS = {
  tax_rate,
};

export const BILLING_OPERATIONS: readonly Operation[] = [listTaxRates, createTaxRate, retrieveTaxRate, updateTaxRate];
