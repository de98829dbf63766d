/** A processor behind a network, and what sends to it: for tests of those who ask it, and known in their process only. */
import type {
  Answer,
  Connector,
  ProcessorRequest,
  ProcessorResponse,
  Question,
  Request,
} from '../../src/core/payments/processor/port.js';
import { PROCESSORS, TAKING } from '../../src/core/payments/processor/registry.js';
import { SANDBOX } from '../../src/core/payments/processor/sandbox/sandbox.js';

/** After an answer that did not come, when to ask again. */
export const ASKED_AGAIN_SECONDS = 30;

/** Sends the question itself, and reads the answer. */
export const FAR: Connector = {
  name: 'far',
  capabilities: SANDBOX.capabilities,
  aftermath: SANDBOX.aftermath,
  build: (question) => ({
    method: 'POST',
    url: `https://processor.invalid/${question.asks}`,
    headers: { 'Idempotency-Key': question.key },
    body: JSON.stringify(question),
  }),
  read: ((_question: Question, response: ProcessorResponse | undefined, now: number) =>
    response === undefined
      ? { outcome: 'unknown', ask_at: now + ASKED_AGAIN_SECONDS }
      : JSON.parse(response.body)) as Connector['read'],
};

/** Lets it take what is paid in live mode. */
export function takeLivePayments(): void {
  Object.assign(PROCESSORS, { [FAR.name]: FAR });
  Object.assign(TAKING, { live: FAR.name });
}

export function keyOf({ headers }: ProcessorRequest): string {
  return headers['Idempotency-Key'] ?? '';
}

/** What the processor has of one payment, by its reference. Amounts are minor units. */
interface Account {
  readonly held: number;
  readonly taken: number;
  readonly is_released: boolean;
  /** What it has said of the payment; it says so whenever it is asked what became of it. */
  readonly answer: Answer<'authorize'>;
}

/** The other end: what is asked under a key is done once, and answered the same however often. */
export class FarProcessor {
  readonly accounts = new Map<string, Account>();
  /** What went back to payers, by the key under which that was asked. */
  readonly refunds = new Map<string, Request<'refund'>>();
  readonly #answered = new Map<string, Answer>();

  respond(request: ProcessorRequest): ProcessorResponse {
    const key = keyOf(request);
    const answer = this.#answered.get(key) ?? this.#do(JSON.parse(request.body ?? '') as Question);
    this.#answered.set(key, answer);
    return { status: 200, body: JSON.stringify(answer) };
  }

  #do(question: Question): Answer {
    const answer = SANDBOX.answer(question) as Answer;
    const { reference } = question;
    switch (question.asks) {
      case 'authorize':
        return this.#authorized(question, answer as Answer<'authorize'>);
      case 'query': {
        const known = this.accounts.get(reference)?.answer;
        // Of one whose payer is to authenticate it has nothing yet.
        if (known === undefined || known.outcome === 'requires_action') return { outcome: 'not_found' };
        if (known.outcome !== 'pending' && known.outcome !== 'unknown') return known;
        return this.#authorized(question, answer as Answer<'authorize'>);
      }
      case 'capture':
        if (answer.outcome === 'succeeded')
          this.#change(reference, ({ taken }) => ({ taken: taken + question.amount }));
        return answer;
      case 'increment':
        if (answer.outcome === 'succeeded') this.#change(reference, () => ({ held: question.amount }));
        return answer;
      case 'void':
        if (answer.outcome === 'succeeded') this.#change(reference, () => ({ is_released: true }));
        return answer;
      case 'refund':
        if (answer.outcome !== 'failed') this.refunds.set(question.key, question);
        return answer;
      case 'query_refund':
        if (!this.#hasRefunded(question.refund)) return { outcome: 'failed', reason: 'unknown' };
        if (answer.outcome === 'failed') this.#takeBack(question.refund);
        return answer;
      case 'verify':
        return answer;
    }
  }

  #hasRefunded(refund: string): boolean {
    return [...this.refunds.values()].some((each) => each.refund === refund);
  }

  #takeBack(refund: string): void {
    for (const [key, each] of this.refunds) if (each.refund === refund) this.refunds.delete(key);
  }

  #authorized(question: Question<'authorize' | 'query'>, answer: Answer<'authorize'>): Answer<'authorize'> {
    const before = this.accounts.get(question.reference);
    const amount = answer.outcome === 'succeeded' ? answer.amount : 0;
    // Whoever asks twice under two keys has it twice.
    const taken = (before?.taken ?? 0) + (question.captures ? amount : 0);
    const held = (before?.held ?? 0) + (question.captures ? 0 : amount);
    this.accounts.set(question.reference, { held, taken, is_released: false, answer });
    return answer;
  }

  #change(reference: string, change: (account: Account) => Partial<Account>): void {
    const account = this.accounts.get(reference);
    if (account === undefined) throw new Error(`the processor has no payment ${reference}`);
    this.accounts.set(reference, { ...account, ...change(account) });
  }
}
