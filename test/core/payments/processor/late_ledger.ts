/** A ledger whose processor answers later: the sandbox, asked by somebody else, with what was written down. */
import assert from 'node:assert/strict';
import type { Command, Decision } from '../../../../src/core/kernel/decision.js';
import type { Refusal } from '../../../../src/core/kernel/errors.js';
import { KIND_NAMES } from '../../../../src/core/kinds.js';
import { duePaymentIntent } from '../../../../src/core/payments/payment_intent/due.js';
import { settlePaymentIntent } from '../../../../src/core/payments/payment_intent/settle.js';
import type { PaymentIntent } from '../../../../src/core/payments/payment_intent/types.js';
import type { Answer, Connector } from '../../../../src/core/payments/processor/port.js';
import { PROCESSORS, TAKING } from '../../../../src/core/payments/processor/registry.js';
import { SANDBOX } from '../../../../src/core/payments/processor/sandbox/sandbox.js';
import { dueRefund, settleOpenRefund } from '../../../../src/core/payments/refund/follow_ups.js';
import { settleSetupIntent } from '../../../../src/core/payments/setup_intent/settle.js';
import { IntentLedger } from '../payment_intent/intent_ledger.js';

/** Known in this process only. Who asks it is the test, so nothing is built and nothing read. */
const LATE: Connector = {
  name: 'late',
  capabilities: SANDBOX.capabilities,
  aftermath: SANDBOX.aftermath,
  build: () => assert.fail('nothing is sent'),
  read: () => assert.fail('nothing is received'),
};
Object.assign(PROCESSORS, { [LATE.name]: LATE });
Object.assign(TAKING, { live: LATE.name });

export class LateLedger extends IntentLedger {
  override readonly livemode = true;
  /** While true, nobody asks. */
  waits = false;
  /** The keys of what was asked, in order. */
  readonly asked: string[] = [];

  /** The command, and what follows once its questions are answered. */
  override decide<Input>(command: Command<Input>, input: Input): Decision | Refusal {
    const decision = super.decide(command, input);
    if (!this.waits) this.answerAll();
    return decision;
  }

  answerAll(): void {
    for (const { id, open } of this.all('payment_intent')) if (open !== undefined) this.answer(id);
    for (const { id, open } of this.all('refund')) if (open !== undefined) this.answer(id);
    for (const { id, open } of this.all('setup_intent')) {
      if (open === undefined) continue;
      const question = JSON.parse(JSON.stringify(open.question)) as typeof open.question;
      this.asked.push(question.key);
      super.decide(settleSetupIntent, { id, key: question.key, answer: SANDBOX.answer(question) });
    }
  }

  /** Asks what is open about the intent or the refund, and brings the answer. */
  answer(id: string, given?: Answer): void {
    const { key, turn, answer } = this.hand(id, given);
    const settle = (id.startsWith('re_') ? settleOpenRefund : settlePaymentIntent) as Command<object>;
    super.decide(settle, { id, key, turn, answer });
  }

  /** Takes the question as the one who asks it does; the answer is not brought yet. */
  hand(id: string, given?: Answer): { readonly key: string; readonly turn: number; readonly answer: Answer } {
    const is_refund = id.startsWith('re_');
    if (this.openOf(id).turn === 0) super.decide(is_refund ? dueRefund : duePaymentIntent, { id });
    // As it is read from the store, by another process perhaps.
    const { question, turn } = JSON.parse(JSON.stringify(this.openOf(id))) as ReturnType<LateLedger['openOf']>;
    this.asked.push(question.key);
    return { key: question.key, turn, answer: given ?? SANDBOX.answer(question as never) };
  }

  openOf(id: string): NonNullable<PaymentIntent['open']> {
    const { open } = id.startsWith('re_') ? this.get('refund', id) : this.intent(id);
    assert.ok(open !== undefined, `${id} has no open question`);
    return open as NonNullable<PaymentIntent['open']>;
  }
}

/** Every object, without what must differ: who was asked, and that a refusal that nobody waits for is told by the intent. */
export function seen(ledger: IntentLedger): unknown[] {
  return KIND_NAMES.flatMap((kind) =>
    ledger.all(kind).map((document) => {
      const { processor: _processor, ...rest } = document as { processor?: string; last_payment_error?: unknown };
      if (kind === 'payment_intent') delete rest.last_payment_error;
      return [kind, JSON.parse(JSON.stringify(rest))];
    }),
  );
}
