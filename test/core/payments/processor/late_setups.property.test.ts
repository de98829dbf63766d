/**
 * Setup intents end the same whenever their processor answers: at once, or in later commits, to somebody who has lost the
 * question meanwhile, and after answers that say nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LEASE_SECONDS } from '../../../../src/core/payments/processor/port.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { authenticateSetupIntent } from '../../../../src/core/payments/setup_intent/authenticate.js';
import { cancelSetupIntent } from '../../../../src/core/payments/setup_intent/cancel.js';
import { confirmSetupIntent } from '../../../../src/core/payments/setup_intent/confirm.js';
import { createSetupIntent } from '../../../../src/core/payments/setup_intent/create.js';
import { dueSetupIntent } from '../../../../src/core/payments/setup_intent/due.js';
import { updateSetupIntent } from '../../../../src/core/payments/setup_intent/update.js';
import { IntentLedger, made } from '../payment_intent/intent_ledger.js';
import { LateLedger, seen } from './late_ledger.js';

type Step = (ledger: IntentLedger, id: string) => void;

function updated(given: { customer: string | undefined; requests: 'any' | 'automatic' }): Step {
  const members = { card_options: { request_three_d_secure: given.requests }, customer: given.customer };
  return (ledger, id) =>
    void ledger.decide(updateSetupIntent, { id, members, description: undefined, metadata: undefined });
}

/** How the way to an answer goes before it is brought. */
const detour = fc.constantFrom('lost', 'unknown', 'pending', 'earlier');
type Detour = typeof detour extends fc.Arbitrary<infer T> ? T : never;

const card = fc.constantFrom('visa', 'visa', ...TEST_CARDS.map(({ key }) => key));
const confirmation = { never_redirects: true, uses_stripe_sdk: false };
const request_three_d_secure = fc.constantFrom('any' as const, 'automatic' as const);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.option(card, { nil: undefined }).map((key): Step => {
    const members = key === undefined ? {} : { payment_method: made(key) };
    return (ledger, id) => void ledger.decide(confirmSetupIntent, { id, members, confirmation });
  }),
  fc.constantFrom('succeeded' as const, 'failed' as const).map(
    (outcome): Step =>
      (ledger, id) =>
        void ledger.decide(authenticateSetupIntent, { id, outcome }),
  ),
  fc.record({ customer: fc.constantFrom('cus_1', undefined), requests: request_three_d_secure }).map(updated),
  fc.constant<Step>((ledger, id) => void ledger.decide(cancelSetupIntent, { id, cancellation_reason: 'duplicate' })),
  fc.constant<Step>((ledger, id) => {
    ledger.now += LEASE_SECONDS;
    ledger.decide(dueSetupIntent, { id });
  }),
);

/** The command with its answers, each of them after these detours. */
class DetouringLedger extends LateLedger {
  readonly keys = new Set<string>();
  readonly #detours: readonly Detour[];

  constructor(detours: readonly Detour[]) {
    super();
    this.#detours = detours;
  }

  override answer(id: string): void {
    const { key } = this.openOf(id).question;
    assert.ok(!this.keys.has(key), 'two questions had the same key');
    this.keys.add(key);
    // What was decided on is kept with the question, so time may pass until it is answered.
    const { now } = this;
    for (const way of this.#detours) this.#go(way, id);
    this.now = now;
    this.bring(id, this.hand(id));
  }

  #go(way: Detour, id: string): void {
    const answered = this.hand(id);
    if (way === 'lost') {
      this.now += LEASE_SECONDS;
      this.waits = true;
      this.decide(dueSetupIntent, { id });
      this.waits = false;
      this.#changesNothing(id, answered);
    } else if (way === 'earlier') {
      this.#changesNothing(id, { ...answered, turn: answered.turn - 1 });
    } else {
      this.bring(id, { ...answered, answer: { outcome: way, ask_at: this.now } });
      assert.equal(this.get('setup_intent', id).due_at, this.now);
    }
  }

  #changesNothing(id: string, answered: ReturnType<LateLedger['hand']>): void {
    const before = this.snapshot();
    this.bring(id, answered);
    assert.deepEqual(this.snapshot(), before);
  }
}

test('whatever lies between question and answer, a setup ends as with an answer at once', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(card, fc.array(detour, { maxLength: 3 }), fc.array(step, { maxLength: 8 }), (key, detours, steps) => {
      const ledgers = [new IntentLedger(), new DetouringLedger(detours)] as const;
      const members = { payment_method: made(key) };
      const rest = { automatic_payment_methods: undefined, description: undefined, metadata: undefined };
      const ids = ledgers.map((ledger) => {
        ledger.put('customer', { id: 'cus_1', created: ledger.now });
        ledger.decide(createSetupIntent, { members, confirmation, usage: undefined, ...rest });
        return ledger.all('setup_intent')[0]?.id;
      });
      for (const one of [(): void => {}, ...steps]) {
        for (const [index, id] of ids.entries()) if (id !== undefined) one(ledgers[index] as IntentLedger, id);
        assert.deepEqual(seen(ledgers[1]), seen(ledgers[0]));
        for (const { status } of ledgers[1].all('setup_intent')) reached.add(status);
      }
    }),
    {
      numRuns: 300,
      // What chance may miss: one that waits for its payer is changed, and has to be confirmed again.
      examples: [['authenticationRequired', [], [updated({ customer: 'cus_1', requests: 'any' })]]],
    },
  );
  assert.deepEqual([...reached].sort(), [
    'canceled',
    'requires_action',
    'requires_confirmation',
    'requires_payment_method',
    'succeeded',
  ]);
});
