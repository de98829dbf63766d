/** The parameters that reports have in common, and what they become in a command. */
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import type { Outcome } from '../../../core/payments/payment_record/amounts.js';
import type { ReportedOutcome } from '../../../core/payments/payment_record/outcome.js';
import type { PaymentMethodInput } from '../../../core/payments/payment_record/payment_method_details.js';
import { trimmedReference } from '../../../core/payments/payment_record/references.js';
import { ofOtherOutcome } from '../../../core/payments/payment_record/refusals.js';
import { described, enumeration, hash, type Parsed, required, string, timestamp } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { record_billing_details, withoutNulls } from '../../kernel/parameters.js';
import { templateCard } from '../payment_method/inputs.js';

/** References are looked up, and databases limit how long a text in an index can be. */
export const reference = string({ maximum_length: 500 });

/** Blanks around a reference do not count, so one of nothing else says as little as an empty one. */
export function checkReference(param: string, given: string | undefined): Refusal | undefined {
  return given !== undefined && trimmedReference(given) === '' ? errors.empty(param) : undefined;
}

/** How the attempt ended, if it has: the outcome and the hash of that name with its time. */
export const outcome_parameters = {
  outcome: described(
    enumeration(['canceled', 'failed', 'guaranteed']),
    'Without an outcome the attempt is only initiated.',
  ),
  guaranteed: described(
    hash({ guaranteed_at: required(timestamp()) }),
    'With `outcome=guaranteed`, and required then.',
  ),
  failed: described(hash({ failed_at: required(timestamp()) }), 'With `outcome=failed`, and required then.'),
  canceled: described(hash({ canceled_at: required(timestamp()) }), 'With `outcome=canceled`, and required then.'),
};

interface OutcomeParameters {
  readonly outcome?: Outcome | undefined;
  readonly guaranteed?: { readonly guaranteed_at: number } | undefined;
  readonly failed?: { readonly failed_at: number } | undefined;
  readonly canceled?: { readonly canceled_at: number } | undefined;
}

/** The outcome with its time; refuses hashes that do not belong to it. */
export function reportedOutcome(given: OutcomeParameters): ReportedOutcome | undefined | Refusal {
  const { outcome } = given;
  for (const name of ['guaranteed', 'failed', 'canceled'] as const) {
    if (given[name] === undefined || name === outcome) continue;
    if (outcome !== undefined && given[outcome] !== undefined) return errors.exclusive([outcome, name], name);
    return ofOtherOutcome(name);
  }
  if (outcome === undefined) return undefined;
  const at = given.guaranteed?.guaranteed_at ?? given.failed?.failed_at ?? given.canceled?.canceled_at;
  return at === undefined ? errors.missing(`${outcome}[${outcome}_at]`) : { outcome, at };
}

export const payment_method_details = hash({
  payment_method: described(string(), 'The id of a payment method, or in test mode a template such as pm_card_visa.'),
  type: enumeration(['custom']),
  custom: described(
    hash({ display_name: string(), type: string() }),
    'What the method is called, and the id of its type, if it has one.',
  ),
  billing_details: record_billing_details,
});

export function paymentMethodInput(call: Call, given: Parsed<typeof payment_method_details>): PaymentMethodInput {
  const { payment_method, billing_details: billing, ...rest } = given;
  const details = { ...rest, ...(billing === undefined ? {} : { billing_details: withoutNulls(billing) }) };
  const template = payment_method === undefined ? undefined : templateCard(call, payment_method);
  return template === undefined ? { ...details, payment_method } : { ...details, template };
}
