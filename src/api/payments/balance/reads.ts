/** The account's money: every movement, and what they come to. */
import type Stripe from 'stripe';
import { balanceTooLarge } from '../../../core/payments/balance/refusals.js';
import { TRANSACTION_TYPES } from '../../../core/payments/balance/types.js';
import type { Condition } from '../../../store/port.js';
import { paging } from '../../../wire/list.js';
import { currency, described, enumeration, range, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { createdBetween, equals, NEVER, nothingWith } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { STRIPE_BALANCE_TRANSACTION_TYPES } from '../../kernel/stripe_filter_values.js';

const read = { method: 'GET', resource: 'balance' } as const;

export const retrieveBalance = operation({
  ...read,
  path: '/v1/balance',
  summary: 'Retrieve the balance: what can be used now, and what will be.',
  object: 'balance',
  parameters: {},
  async run(call) {
    const [available, pending] = await Promise.all([netUntil(call, '<='), netUntil(call, '>')]);
    const known = [...new Set([...available.keys(), ...pending.keys()])].sort();
    const currencies = known.length === 0 ? [CURRENCY_OF_NOTHING] : known;
    for (const sums of [available, pending]) {
      const inexact = currencies.find((code) => !Number.isSafeInteger(Number(sums.get(code) ?? 0n)));
      if (inexact !== undefined) return balanceTooLarge(inexact);
    }
    return {
      object: 'balance',
      available: currencies.map((code) => fundsOf(code, available)),
      livemode: call.livemode,
      pending: currencies.map((code) => fundsOf(code, pending)),
    } satisfies Stripe.Balance;
  },
});

/** Clients look for the first entry of the lists, so there is one even where nothing has moved yet. */
const CURRENCY_OF_NOTHING = 'usd';

/** The sum of what becomes available until now, or later than now, by currency. */
async function netUntil(call: Call, operator: '<=' | '>'): Promise<ReadonlyMap<string, bigint>> {
  const totals = await call.store.totals({
    scope: call.scope,
    kind: 'balance_transaction',
    sum: 'net',
    by: ['currency'],
    where: [{ field: { column: 'available_on' }, operator, value: call.now } satisfies Condition],
  });
  return new Map(totals.map(({ by: [code], sum }) => [String(code), sum]));
}

/** All money comes from cards. */
function fundsOf(code: string, sums: ReadonlyMap<string, bigint>): Stripe.Balance.Available {
  const amount = Number(sums.get(code) ?? 0n);
  return { amount, currency: code, source_types: { card: amount } };
}

export const retrieveBalanceTransaction = operation({
  ...read,
  path: '/v1/balance_transactions/:id',
  summary: 'Retrieve a movement on the balance.',
  answers: 'balance_transaction',
  parameters: {},
  run: (call) => call.retrieve('balance_transaction'),
});

export const listBalanceTransactions = operation({
  ...read,
  path: '/v1/balance_transactions',
  summary: 'List the movements on the balance, newest first.',
  answers: 'balance_transaction',
  page: true,
  parameters: {
    ...paging,
    created: range(),
    currency: currency(),
    source: described(string({ maximum_length: 255 }), 'The id of the charge, refund or dispute that moved it.'),
    payout: described(string({ maximum_length: 255 }), NEVER),
    type: described(
      enumeration(STRIPE_BALANCE_TRANSACTION_TYPES),
      `One of ${TRANSACTION_TYPES.join(', ')}; others find nothing.`,
    ),
  },
  run: (call, given) =>
    call.list('balance_transaction', given, [
      ...createdBetween(given.created),
      ...equals('currency', given.currency),
      ...equals('source', given.source),
      ...equals('type', given.type),
      ...nothingWith(given.payout),
    ]),
});
