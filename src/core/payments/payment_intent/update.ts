/** Changing an intent that has not been paid. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { checkCustomer } from '../customer/named.js';
import { type GivenPaymentMethod, givenReferences, unusable, usableMethod } from '../payment_method/given.js';
import { checkAmount } from './amounts.js';
import { endOpenAttempt } from './confirm.js';
import { type IntentMembers, withMembers } from './members.js';
import { intentReferences, Payment } from './payment.js';
import { currencyStays, notUpdated } from './refusals.js';
import { checkStatus, isAllowed, statusesFor } from './states.js';

export interface UpdatePaymentIntent {
  readonly id: string;
  readonly amount: number | undefined;
  readonly currency: string | undefined;
  readonly members: IntentMembers;
  /** Null takes the payment method off the intent. */
  readonly payment_method: GivenPaymentMethod | null | undefined;
}

/** What says something about a payment without changing it: possible whatever became of the intent. */
const ALWAYS: ReadonlySet<string> = new Set(['description', 'metadata', 'receipt_email', 'shipping']);

/** How a request calls members that it does not call as they are kept. Only types take automatic ones off. */
const PARAMETERS: Readonly<Record<string, string>> = {
  automatic_payment_methods: 'payment_method_types',
  card_options: 'payment_method_options',
};

export const updatePaymentIntent: Command<UpdatePaymentIntent> = {
  reads: (input) => [...intentReferences(input), ...givenReferences(input.payment_method)],
  decide(state, input, context) {
    const payment = Payment.load(state, context, input.id);
    if (isRefusal(payment)) return payment;
    const refused = checkMembers(payment, input);
    if (refused !== undefined) return refused;
    const { intent } = payment;
    const amount = input.amount ?? intent.amount;
    const currency = input.currency ?? intent.currency;
    const wrong =
      (input.amount === undefined && input.currency === undefined ? undefined : checkAmount(amount, currency)) ??
      checkCurrency(payment, currency) ??
      checkCustomer(state, intent, input.members.customer);
    if (wrong !== undefined) return wrong;
    const customer = input.members.customer === undefined ? intent.customer : (input.members.customer ?? undefined);
    const method = methodAfter(payment, input.payment_method, customer);
    if (isRefusal(method)) return method;
    const changed = withMembers(intent, input.members, context, { amount, currency });
    if (isRefusal(changed)) return changed;
    const starts_anew = isAnotherPayment(input) && isAllowed('update_amount', intent.status);
    // What was tried was the payment as it was.
    if (starts_anew) endOpenAttempt(payment);
    payment.replace(changed);
    payment.change({ last_payment_error: undefined, payment_method: method });
    if (starts_anew) {
      payment.change({
        next_action: undefined,
        status: method === undefined ? 'requires_payment_method' : 'requires_confirmation',
      });
    }
    return payment.decision();
  },
};

/** What was tried stays on record, and a record is in one currency. */
function checkCurrency({ attempt, intent }: Payment, currency: string): Refusal | undefined {
  if (attempt === undefined || currency === intent.currency) return undefined;
  return currencyStays(intent.currency);
}

/** Whether the payer would have to agree anew. */
function isAnotherPayment({ amount, currency, payment_method }: UpdatePaymentIntent): boolean {
  return amount !== undefined || currency !== undefined || payment_method !== undefined;
}

/** Once the money is on its way, only what does not touch it can be changed. */
function checkMembers({ intent }: Payment, input: UpdatePaymentIntent): Refusal | undefined {
  if (isAllowed('update_amount', intent.status)) return undefined;
  if (input.amount !== undefined) return checkStatus(intent, 'update_amount');
  const given = [
    ...(['currency', 'payment_method'] as const).filter((name) => input[name] !== undefined),
    ...Object.entries(input.members)
      .filter(([name, value]) => value !== undefined && !ALWAYS.has(name))
      .map(([name]) => PARAMETERS[name] ?? name),
  ];
  const [param] = given;
  return param === undefined ? undefined : notUpdated(intent, param, statusesFor('update_amount'));
}

/** The id of the payment method that the intent has after the update. */
function methodAfter(
  { draft, intent }: Payment,
  given: GivenPaymentMethod | null | undefined,
  customer: string | undefined,
): string | undefined | Refusal {
  if (given === null) return undefined;
  if (given !== undefined) {
    const method = usableMethod(draft, given, customer);
    return isRefusal(method) ? method : method.id;
  }
  if (intent.payment_method === undefined || customer === intent.customer) return intent.payment_method;
  // Another customer may not own the payment method that is there.
  const method = draft.document('payment_method', intent.payment_method);
  return unusable(method, customer, 'PaymentIntent') ?? method.id;
}
