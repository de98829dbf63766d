/**
 * The way to a processor and back: answers come at once, late, or never, requests are lost, and whoever has heard an answer
 * is held up, so that somebody else is asking when it is brought, or brings it twice. The processor does what it is asked
 * under a key once.
 */
import type { CommandEnvelope } from '../../src/app/command_envelope.js';
import type { ProcessorCallsOptions } from '../../src/app/processor_calls.js';
import type { ProcessorRequest, ProcessorResponse } from '../../src/core/payments/processor/port.js';
import { FarProcessor, keyOf, takeLivePayments } from '../support/far_processor.js';
import type { Owner, Scheduler } from './scheduler.js';

takeLivePayments();

/** A request that is on its way has arrived after this, or never will: before anybody asks what became of it. */
const LONGEST_WAY_MS = 20_000;
/** Past the lease of the question. */
const HELD_UP_MS = 90_000;
/** The network and all that hangs on it go on when a process ends. */
const NETWORK: Owner = { name: 'network', is_gone: false };

/** What becomes of a call: whether the processor gets it, and whether the caller hears of it. */
const BAD_ENDS = [
  { name: 'late', arrives: true, ends: 'with the answer' },
  { name: 'lost on the way', arrives: false, ends: 'with an error' },
  { name: 'lost on the way back', arrives: true, ends: 'with an error' },
  { name: 'never heard of', arrives: true, ends: 'never' },
  { name: 'never arrived', arrives: false, ends: 'never' },
] as const;
const GOOD_END = { name: 'answered', arrives: true, ends: 'with the answer' } as const;

export interface NetworkOptions {
  readonly scheduler: Scheduler;
  readonly unheard: () => number;
  readonly held_up: () => number;
}

/** How the settling command says in the journal which turn it was asked for. */
export function broughtAs(key: string, turn: number): string {
  return `${key} for turn ${turn}`;
}

export class Network {
  readonly processor = new FarProcessor();
  calls = 0;
  readonly #options: NetworkOptions;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  senderOf(owner: Owner): ProcessorCallsOptions['send'] {
    return (request, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('nobody waits for it any more')));
        this.#send(owner, request, resolve, reject);
      });
  }

  #send(
    owner: Owner,
    request: ProcessorRequest,
    resolve: (response: ProcessorResponse) => void,
    reject: (error: Error) => void,
  ): void {
    const { scheduler, unheard } = this.#options;
    const { chance } = scheduler;
    const key = keyOf(request);
    const end = chance.happens(unheard()) ? chance.pick(BAD_ENDS) : GOOD_END;
    const there_ms = end.name === 'late' ? chance.whole(500, LONGEST_WAY_MS) : chance.whole(1, 150);
    let response: ProcessorResponse | undefined;
    this.calls += 1;
    scheduler.note(`${owner.name}: asks ${key}, which is ${end.name}`);
    if (end.arrives) {
      scheduler.add(NETWORK, `the processor gets ${key}`, there_ms, () => {
        response = this.processor.respond(request);
      });
    }
    if (end.ends === 'never') return;
    scheduler.add(owner, `${key} was ${end.name}`, there_ms + chance.whole(1, 150), () => {
      if (response === undefined || end.ends === 'with an error') reject(new Error('the connection was reset'));
      else resolve(response);
    });
  }

  /** What answers are brought through. */
  bringerOf(owner: Owner, committer: ProcessorCallsOptions['committer']): ProcessorCallsOptions['committer'] {
    const { scheduler, held_up } = this.#options;
    const { chance } = scheduler;
    return {
      onOutcome: (listener) => committer.onOutcome(listener),
      submit: (command) => {
        const { key, turn } = command.input as { readonly key: string; readonly turn: number };
        const brought: CommandEnvelope = { ...command, request_id: broughtAs(key, turn) };
        const heldUp = () => (chance.happens(held_up()) ? chance.whole(1, HELD_UP_MS) : 0);
        const bring = (wait_ms: number) =>
          new Promise<Awaited<ReturnType<typeof committer.submit>>>((resolve, reject) => {
            const act = () => void committer.submit({ ...brought }).then(resolve, reject);
            if (wait_ms === 0) act();
            else scheduler.add(owner, `brings at last the answer to ${brought.request_id}`, wait_ms, act);
          });
        if (chance.happens(held_up())) bring(heldUp()).catch(() => undefined);
        return bring(heldUp());
      },
    };
  }
}
