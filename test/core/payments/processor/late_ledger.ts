/** A ledger whose processor answers later: the sandbox, asked by somebody else, with what was written down. */
import assert from 'node:assert/strict';
import type { Command, Decision } from '../../../../src/core/kernel/decision.js';
import type { Refusal } from '../../../../src/core/kernel/errors.js';
import { KIND_NAMES, prefixOf } from '../../../../src/core/kinds.js';
import { duePaymentIntent } from '../../../../src/core/payments/payment_intent/due.js';
import { settlePaymentIntent } from '../../../../src/core/payments/payment_intent/settle.js';
import type { Answer, Asks, Connector, OpenQuestion } from '../../../../src/core/payments/processor/port.js';
import { PROCESSORS, TAKING } from '../../../../src/core/payments/processor/registry.js';
import { SANDBOX } from '../../../../src/core/payments/processor/sandbox/sandbox.js';
import { dueRefund } from '../../../../src/core/payments/refund/due.js';
import { settleOpenRefund } from '../../../../src/core/payments/refund/settle.js';
import { dueSetupIntent } from '../../../../src/core/payments/setup_intent/due.js';
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

/** The kinds of objects that keep open questions, with what gives them out and what settles them. */
const RULES = {
  payment_intent: { due: duePaymentIntent, settle: settlePaymentIntent },
  refund: { due: dueRefund, settle: settleOpenRefund },
  setup_intent: { due: dueSetupIntent, settle: settleSetupIntent },
} as const;
const ASKING = ['payment_intent', 'refund', 'setup_intent'] as const;

/** What somebody has heard, to be brought. */
interface Answered {
  readonly key: string;
  readonly turn: number;
  readonly answer: Answer;
}

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
    for (const kind of ASKING) {
      for (const { id, open } of this.all(kind)) if (open !== undefined) this.answer(id);
    }
  }

  /** Asks what is open about an object, and brings the answer. */
  answer(id: string, given?: Answer): void {
    this.bring(id, this.hand(id, given));
  }

  bring(id: string, answered: Answered): void {
    super.decide(RULES[this.#kindOf(id)].settle as Command<object>, { id, ...answered });
  }

  /** Takes the question as the one who asks it does; the answer is not brought yet. */
  hand(id: string, given?: Answer): Answered {
    if (this.openOf(id).turn === 0) super.decide(RULES[this.#kindOf(id)].due, { id });
    // As it is read from the store, by another process perhaps.
    const { question, turn } = JSON.parse(JSON.stringify(this.openOf(id))) as ReturnType<LateLedger['openOf']>;
    this.asked.push(question.key);
    return { key: question.key, turn, answer: given ?? SANDBOX.answer(question as never) };
  }

  openOf(id: string): OpenQuestion<Asks, unknown> {
    const { open } = this.get(this.#kindOf(id), id);
    assert.ok(open !== undefined, `${id} has no open question`);
    return open;
  }

  #kindOf(id: string): (typeof ASKING)[number] {
    const kind = ASKING.find((each) => id.startsWith(`${prefixOf(each)}_`));
    assert.ok(kind !== undefined, `nothing is asked about ${id}`);
    return kind;
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
