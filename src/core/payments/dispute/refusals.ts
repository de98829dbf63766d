/** Why a dispute stays as it is, and what it keeps from happening. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

/** The bank has taken the money back already. */
export function chargeDisputed(charge: string): Refusal {
  return invalid(`Charge ${charge} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
}

export function alreadyClosed(): Refusal {
  return invalid('This dispute is already closed');
}

export function notCloseable(status: string): Refusal {
  return invalid(
    `This dispute cannot be closed because it has a status of ${status}: its evidence was submitted. Only a dispute with a status of needs_response or warning_needs_response can be closed.`,
  );
}

export function evidenceSubmitted(status: string): Refusal {
  return invalid(
    `Evidence for this dispute has been submitted already, and can be submitted once only: it has a status of ${status}.`,
    { param: 'evidence' },
  );
}

export function noEvidence(): Refusal {
  return invalid('There is no evidence to submit: pass some, or stage it with submit=false.', { param: 'evidence' });
}

export function feeNotAcknowledged(): Refusal {
  return invalid(
    'The fee for countering a Visa compliance dispute must be acknowledged before evidence can be submitted.',
    { param: 'evidence[enhanced_evidence][visa_compliance][fee_acknowledged]' },
  );
}

export function evidenceTooLong(length: number, maximum: number): Refusal {
  return invalid(`The evidence has ${length} characters; all of it together can have at most ${maximum}.`, {
    param: 'evidence',
  });
}

export function notEligible(program: string, param: string): Refusal {
  return invalid(`This dispute is not eligible for ${program}.`, { param });
}

export function chargeProvesNothing(charge: string, param: string): Refusal {
  return invalid(`The charge '${charge}' is disputed itself, so it proves nothing.`, { param });
}

/** Of what tells devices and accounts apart. */
export function identifierTooShort(minimum: number, param: string): Refusal {
  return invalid(`Invalid string: must be at least ${minimum} characters`, { param });
}
