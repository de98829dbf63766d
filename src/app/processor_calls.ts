/**
 * Asks processors behind a network what rules have left open, and brings the answers to their commands.
 *
 * A question is given out by the due command of the object that keeps it: the commit is the lease, which ends when the
 * object is due again, and its turn is the fence, which the settling command checks. Whoever submitted that command asks.
 * Should the process end before the answer is written, the question is given out again and asked under the same key.
 */
import type { CommandName } from '../core/commands.js';
import { documentOf } from '../core/kernel/stored_document.js';
import {
  type Answer,
  type Connector,
  LEASE_SECONDS,
  type OpenQuestion,
  type ProcessorRequest,
  type ProcessorResponse,
  type Question,
} from '../core/payments/processor/port.js';
import { PROCESSORS } from '../core/payments/processor/registry.js';
import type { Clock } from './clock.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import type { Committer } from './committer.js';
import type { DueLog } from './due_command.js';

/** The rest of the lease is for writing the answer. */
const ANSWERED_WITHIN_MS = (LEASE_SECONDS - 15) * 1000;

/** The command that gives a question out, and the one that its answer is brought to. */
const SETTLING: Readonly<Partial<Record<CommandName, CommandName>>> = {
  'payment_intent.due': 'payment_intent.settle',
  'refund.due': 'refund.settle',
  'setup_intent.due': 'setup_intent.settle',
};

/** Rejects where there is no response. */
type Send = (request: ProcessorRequest, signal: AbortSignal) => Promise<ProcessorResponse>;

export interface ProcessorCallsOptions {
  readonly committer: Pick<Committer, 'submit' | 'onOutcome'>;
  readonly clock: Clock;
  readonly log: DueLog;
  readonly send: Send;
}

export class ProcessorCalls {
  readonly #options: ProcessorCallsOptions;
  readonly #running = new Set<Promise<void>>();
  /** What is being waited for. */
  readonly #waits = new Set<AbortController>();
  #is_stopped = false;

  constructor(options: ProcessorCallsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.committer.onOutcome((command, outcome) => this.#learn(command, outcome));
  }

  /** Asks nothing more and waits for no answer: what has none is given out again. */
  async stop(): Promise<void> {
    this.#is_stopped = true;
    for (const wait of this.#waits) wait.abort();
    await Promise.all(this.#running);
  }

  #learn(command: CommandEnvelope, outcome: Outcome): void {
    const settling = SETTLING[command.name];
    // What wrote no time has given nothing out: another was earlier.
    if (settling === undefined || outcome.status !== 'done' || outcome.due_at === undefined) return;
    const document = documentOf(outcome.row);
    const open = 'open' in document ? document.open : undefined;
    if (open === undefined || this.#is_stopped) return;
    const call = this.#call(command, settling, outcome.row.id, open).finally(() => this.#running.delete(call));
    this.#running.add(call);
  }

  async #call(
    given_out: CommandEnvelope,
    name: CommandName,
    id: string,
    { processor, question, turn }: OpenQuestion<Question['asks'], unknown>,
  ): Promise<void> {
    const { committer, log } = this.#options;
    const fields = { command: name, id, processor, key: question.key };
    try {
      const answer = await this.#ask(connectorNamed(processor), question, fields);
      // Whoever is asked to stop may have no response because of that: what it was is for the next to ask.
      if (this.#is_stopped) return;
      const outcome = await committer.submit({ ...given_out, name, input: { id, key: question.key, turn, answer } });
      if (outcome.status !== 'done') log.error({ ...fields, outcome }, 'the answer of a processor was not settled');
    } catch (error) {
      log.error({ ...fields, err: error }, 'a processor could not be asked');
    }
  }

  async #ask(connector: Connector, question: Question, fields: object): Promise<Answer> {
    const { clock, log, send } = this.#options;
    // One of its own, since signals that follow a lasting one are not let go of by every Node.js.
    const wait = new AbortController();
    this.#waits.add(wait);
    const timer = clock.after(ANSWERED_WITHIN_MS, () => wait.abort());
    try {
      const response = await send(connector.build(question), wait.signal).catch((error: unknown) => {
        log.warn({ ...fields, err: error }, 'a processor gave no response');
        return undefined;
      });
      return connector.read(question, response, Math.floor(clock.wallMs() / 1000));
    } finally {
      timer.cancel();
      this.#waits.delete(wait);
    }
  }
}

function connectorNamed(name: string): Connector {
  const processor = PROCESSORS[name];
  if (processor === undefined || 'answer' in processor) throw new Error(`${name} is not asked through a network`);
  return processor;
}
