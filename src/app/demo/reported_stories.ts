/** Payments that others process, and that are only reported: terminals in shops, wallets, debits, transfers, cheques. */
import type { CommandInput } from '../../core/commands.js';
import type { Outcome } from '../../core/payments/payment_record/amounts.js';
import type { ReportedOutcome } from '../../core/payments/payment_record/outcome.js';
import { type Basket, newBasket, wholesaleBasket } from './goods.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './rhythm.js';
import { type Steps, step } from './story.js';
import type { World } from './world.js';

/** A way to pay elsewhere, with what its references look like. */
interface Way {
  readonly display_name: string;
  /** By name; `custom` where nobody is between. */
  readonly processor: string;
  readonly channel: string;
  readonly is_on_session: boolean;
  readonly is_wholesale?: true;
  readonly referenceOf: (number: number, date: string) => string;
}

const TERMINAL: Way = {
  display_name: 'Northbank terminal',
  processor: 'northbank',
  channel: 'shop',
  is_on_session: true,
  referenceOf: (number, date) => `NB-${date}-${String(number).padStart(6, '0')}`,
};
const WALLET: Way = {
  display_name: 'Paylane wallet',
  processor: 'paylane',
  channel: 'app',
  is_on_session: true,
  referenceOf: (number) => `pl_${((number * 7_919_777) % 2_176_782_336).toString(36).padStart(6, '0')}`,
};
const DEBIT: Way = {
  display_name: 'Ledgerpay debit',
  processor: 'ledgerpay',
  channel: 'web',
  is_on_session: false,
  referenceOf: (number, date) => `LP/${date.slice(0, 4)}/${number}`,
};
const TRANSFER: Way = {
  display_name: 'Bank transfer',
  processor: 'custom',
  channel: 'wholesale',
  is_on_session: false,
  is_wholesale: true,
  referenceOf: (number, date) => `INV-${date.slice(0, 4)}-${number}`,
};
const CHEQUE: Way = {
  display_name: 'Cheque',
  processor: 'custom',
  channel: 'phone',
  is_on_session: false,
  referenceOf: (number) => `CHQ ${300_000 + number}`,
};
const CASH: Way = {
  display_name: 'Cash',
  processor: 'custom',
  channel: 'shop',
  is_on_session: true,
  referenceOf: (number, date) => `TILL-${date}-${number}`,
};

interface Reported {
  readonly id: string;
  readonly order: number;
  readonly basket: Basket;
  /** When it was reported. */
  readonly at_ms: number;
}

export function* atTerminal(world: World, at_ms: number): Steps<void> {
  yield* report(world, at_ms, TERMINAL, 'guaranteed');
}

export function* atTerminalRefused(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, TERMINAL, 'failed');
  if (world.chance.happens(0.6)) yield* again(reported, reported.at_ms + 2 * MINUTE_MS, TERMINAL, 'guaranteed');
}

export function* inCash(world: World, at_ms: number): Steps<void> {
  yield* report(world, at_ms, CASH, 'guaranteed');
}

export function* byWallet(world: World, at_ms: number): Steps<void> {
  yield* report(world, at_ms, WALLET, 'guaranteed');
}

export function* byWalletRefused(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, WALLET, 'failed');
  if (world.chance.happens(0.5)) yield* again(reported, reported.at_ms + 4 * MINUTE_MS, WALLET, 'guaranteed');
}

export function* byWalletRefunded(world: World, at_ms: number): Steps<void> {
  const { id, order, basket, at_ms: reported_ms } = yield* report(world, at_ms, WALLET, 'guaranteed');
  const share = world.chance.pick([1, 1, 0.5, 0.2]);
  const refunded_ms = reported_ms + world.chance.whole(1, 15) * DAY_MS + world.chance.whole(0, 500) * MINUTE_MS;
  yield step(refunded_ms, 'payment_record.report_refund', {
    id,
    refund_reference: `pl_re_${order}`,
    amount:
      share === 1 ? undefined : { currency: basket.currency, value: Math.max(1, Math.round(basket.amount * share)) },
    initiated_at: seconds(refunded_ms) - 30,
    refunded_at: seconds(refunded_ms),
    metadata: { order: String(order) },
  });
}

/** Collected days later. */
export function* byDebit(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, DEBIT);
  yield* end(reported.id, reported.at_ms + world.chance.whole(2, 4) * DAY_MS + HOUR_MS, 'guaranteed');
}

/** The bank gives it back for want of funds; some pay by transfer then. */
export function* byDebitReturned(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, DEBIT);
  const returned_ms = reported.at_ms + world.chance.whole(3, 6) * DAY_MS;
  yield* end(reported.id, returned_ms, 'failed');
  if (world.chance.happens(0.5)) yield* again(reported, returned_ms + 3 * DAY_MS, TRANSFER, 'guaranteed');
}

export function* byTransfer(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, TRANSFER);
  yield* end(reported.id, reported.at_ms + world.chance.whole(1, 13) * DAY_MS + 3 * HOUR_MS, 'guaranteed');
}

export function* byTransferCanceled(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, TRANSFER);
  yield* end(reported.id, reported.at_ms + world.chance.whole(2, 20) * DAY_MS, 'canceled');
}

export function* byCheque(world: World, at_ms: number): Steps<void> {
  const reported = yield* report(world, at_ms, CHEQUE);
  const cleared_ms = reported.at_ms + world.chance.whole(3, 7) * DAY_MS;
  if (world.chance.happens(0.9)) {
    yield* end(reported.id, cleared_ms, 'guaranteed');
    return;
  }
  yield* end(reported.id, cleared_ms, 'failed');
  yield* again(reported, cleared_ms + 4 * DAY_MS, TRANSFER, 'guaranteed');
}

function* report(world: World, begin_ms: number, way: Way, outcome?: Outcome): Steps<Reported> {
  const { chance } = world;
  const { person, customer } = yield* world.payer(begin_ms);
  const { name, email, address, currency } = person;
  const basket = way.is_wholesale ? wholesaleBasket(chance, currency) : newBasket(chance, currency);
  const order = world.nextOrder();
  const at_ms = begin_ms + chance.whole(2_000, 30_000);
  // People at a till do not say who they are.
  const is_named = customer !== undefined || way.channel !== 'shop';
  const { id } = yield step(at_ms, 'payment_record.report_payment', {
    amount_requested: { currency, value: basket.amount },
    initiated_at: seconds(begin_ms),
    outcome: reported(outcome, at_ms),
    payment_method_details: {
      type: 'custom',
      custom: { display_name: way.display_name },
      ...(is_named ? { billing_details: { name, email, address } } : {}),
    },
    processor_details: {
      type: way.processor,
      payment_reference: way.referenceOf(order, dayOf(begin_ms)),
    },
    customer_details: is_named ? { name, email, ...(customer === undefined ? {} : { customer }) } : undefined,
    customer_presence: way.is_on_session ? 'on_session' : 'off_session',
    description: `Order ${order}: ${basket.title}`,
    metadata: { order: String(order), channel: way.channel },
    shipping_details: undefined,
  });
  return { id, order, basket, at_ms };
}

function* end(id: string, at_ms: number, outcome: Outcome): Steps<void> {
  yield step(at_ms, 'payment_record.report_outcome', { id, outcome, at: seconds(at_ms), metadata: undefined });
}

/** Another attempt on the same payment. */
function* again({ id, order }: Reported, at_ms: number, way: Way, outcome: Outcome): Steps<void> {
  const input: CommandInput<'payment_record.report_payment_attempt'> = {
    id,
    initiated_at: seconds(at_ms) - 20,
    outcome: reported(outcome, at_ms),
    payment_method_details: { type: 'custom', custom: { display_name: way.display_name } },
    processor_details: { type: way.processor, payment_reference: `${way.referenceOf(order, dayOf(at_ms))}-2` },
    description: undefined,
    metadata: undefined,
    shipping_details: undefined,
  };
  yield step(at_ms, 'payment_record.report_payment_attempt', input);
}

function reported(outcome: Outcome | undefined, at_ms: number): ReportedOutcome | undefined {
  return outcome === undefined ? undefined : { outcome, at: seconds(at_ms) };
}

function dayOf(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10).replaceAll('-', '');
}

function seconds(at_ms: number): number {
  return Math.floor(at_ms / 1000);
}
