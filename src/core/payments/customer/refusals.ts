/** Why a customer is not made, and not deleted. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function tooManyPaymentMethods(customer: string, maximum: number): Refusal {
  return invalid(
    `Customer '${customer}' has ${maximum} payment methods or more, too many to detach at once. Detach some of them first.`,
  );
}

export function clockIsFull(test_clock: string, maximum: number): Refusal {
  return invalid(`The test clock '${test_clock}' has ${maximum} customers, as many as a clock can have.`, {
    param: 'test_clock',
  });
}

export function invalidInvoicePrefix(param: string): Refusal {
  return invalid('Invalid invoice_prefix: it must be 3 to 12 upper-case letters or digits.', { param });
}
