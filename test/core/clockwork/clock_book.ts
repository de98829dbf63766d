/** Test clocks and payments under them as batches decide them, in memory and at a time that the test sets. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { commitBatch } from '../../../src/app/batch.js';
import type { CommandInput, CommandName } from '../../../src/core/commands.js';
import { isRefusal, type Refusal } from '../../../src/core/kernel/errors.js';
import { IdSource } from '../../../src/core/kernel/ids.js';
import type { Document, Kind } from '../../../src/core/kernel/kind.js';
import type { PaymentIntent } from '../../../src/core/payments/payment_intent/types.js';
import type { GivenPaymentMethod } from '../../../src/core/payments/payment_method/given.js';
import { cardFromTemplate } from '../../../src/core/payments/processor/sandbox/cards.js';
import { testCardByKey } from '../../../src/core/payments/processor/sandbox/test_cards.js';
import { command, SCOPE } from '../../app/commands.js';
import { MemoryWriter } from '../../app/memory_writer.js';

/** The machine's time. */
export const MACHINE = Date.UTC(2026, 5, 15, 12) / 1000;
/** The clock's at its beginning: long after everything that could be due by the machine's. */
export const BEGIN = Date.UTC(2031, 0, 1) / 1000;
export const DAY = 24 * 60 * 60;

export interface Paying {
  readonly amount?: number;
  readonly customer?: string | undefined;
  readonly manual?: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** An event as it tells of an object, by the clock's time at which it happened. */
export interface Told {
  readonly at: number;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every kind
  readonly object: any;
}

export class ClockBook {
  readonly writer = new MemoryWriter();
  now = MACHINE;
  readonly #ids = new IdSource(randomBytes);

  async try<N extends CommandName>(name: N, input: CommandInput<N>): Promise<string | Refusal> {
    const written = this.writer.journal.length;
    const [outcome] = await commitBatch(this.writer, [command(name, input)], this.now * 1000, this.#ids);
    if (outcome?.status === 'refused') {
      if (outcome.refusal.status !== 402)
        assert.equal(this.writer.journal.length, written, 'a refusal changed something');
      return outcome.refusal;
    }
    assert.equal(outcome?.status, 'done', JSON.stringify(outcome));
    return (outcome as { row: { id: string } }).row.id;
  }

  /** The id of the object that the command answers with. */
  async run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<string> {
    const id = await this.try(name, input);
    assert.ok(!isRefusal(id), JSON.stringify(id));
    return id;
  }

  async refused<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Refusal> {
    const refusal = await this.try(name, input);
    assert.ok(isRefusal(refusal), `${name} was accepted`);
    return refusal;
  }

  clock(frozen_time = BEGIN): Promise<string> {
    return this.run('test_clock.create', { frozen_time, name: undefined });
  }

  customer(test_clock: string | undefined): Promise<string> {
    return this.run('customer.create', newCustomer(test_clock));
  }

  async pay(test_card: string, paying: Paying = {}): Promise<PaymentIntent> {
    const { amount = 1_000, customer, manual = false, metadata } = paying;
    const id = await this.run('payment_intent.create', {
      amount,
      currency: 'usd',
      confirmation: {},
      confirmation_method: undefined,
      members: { capture_method: manual ? 'manual' : 'automatic', customer, metadata },
      payment_method: made(test_card),
    });
    return this.get('payment_intent', id);
  }

  refund(payment_intent: string, amount?: number): Promise<string> {
    return this.run('refund.create', { of: { payment_intent }, amount, metadata: undefined, reason: undefined });
  }

  /** Goes all the way, and tells what happened on it. */
  async advance(id: string, frozen_time: number): Promise<Told[]> {
    await this.run('test_clock.advance', { id, frozen_time });
    return this.arrive(id);
  }

  /** What is left of the way. */
  async arrive(id: string, most_steps = 10_000): Promise<Told[]> {
    const told: Told[] = [];
    for (let step = 0; this.get('test_clock', id).advancing_to !== undefined; step += 1) {
      assert.ok(step < most_steps, `${id} does not arrive`);
      told.push(...(await this.step(id)));
    }
    return told;
  }

  async step(id: string): Promise<Told[]> {
    const written = this.writer.journal.length;
    await this.run('test_clock.due', { id });
    const entries = this.writer.journal.slice(written);
    assert.ok(entries.length === 1, 'a step is one commit');
    const at = this.get('test_clock', id).frozen_time;
    return entries.flatMap(({ changes, events }) =>
      events.map(({ type, change }) => ({ at, type, object: JSON.parse(changes[change]?.document ?? '') })),
    );
  }

  get<K extends Kind>(kind: K, id: string): Document<K> {
    const found = this.all(kind).find((document) => document.id === id);
    assert.ok(found !== undefined, `there is no ${kind} ${id}`);
    return found;
  }

  all<K extends Kind>(kind: K): Document<K>[] {
    return this.writer.rows(SCOPE, kind).map(({ document }) => JSON.parse(document) as Document<K>);
  }

  only<K extends Kind>(kind: K): Document<K> {
    const [document, ...others] = this.all(kind);
    assert.ok(document !== undefined && others.length === 0, `${others.length + 1} of ${kind}`);
    return document;
  }
}

export function newCustomer(test_clock: string | undefined): CommandInput<'customer.create'> {
  return {
    members: {},
    metadata: undefined,
    payment_method: undefined,
    default_payment_method: undefined,
    test_clock,
  };
}

export function made(test_card: string): GivenPaymentMethod {
  const card = testCardByKey(test_card);
  assert.ok(card, test_card);
  const method = { card: cardFromTemplate(card, MACHINE, () => 'fingerprint'), test_card };
  return { made: { method, allow_redisplay: undefined, billing_details: undefined, metadata: undefined } };
}

/** What is told, in short: `+7 d payment_intent.canceled`, counted from the clock's beginning. */
export function inShort(told: readonly Told[]): string[] {
  return told.map(({ at, type }) => `+${Math.round(((at - BEGIN) / DAY) * 100) / 100} d ${type}`);
}
