/** Why a charge stays as it is. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function belongsToAnother(customer: string): Refusal {
  return invalid(`The charge belongs to the customer '${customer}' already.`, { param: 'customer' });
}

export function alreadyCaptured(charge: string): Refusal {
  return invalid(`Charge ${charge} has already been captured.`, { code: 'charge_already_captured' });
}

export function nothingToCapture(charge: string): Refusal {
  return invalid(`Charge ${charge} did not succeed, so there is nothing to capture.`);
}
