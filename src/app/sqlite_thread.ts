/**
 * The thread that owns SQLite's one writer and the decisions, so that a flush never holds up the event loop. What is
 * written about deliveries goes through it too: a second writer would wait for the first, and make it wait.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { DeliveryWriter } from '../store/delivery_port.js';
import { openSqliteStore } from '../store/sqlite/store.js';
import { BatchRunner } from './batch_runner.js';
import { machineClock } from './clock.js';
import type { CommandEnvelope } from './command_envelope.js';
import { type ThreadFailure, threadFailure } from './failures.js';

export interface ThreadData {
  readonly file: string;
}

/** A method of the store's deliveries, with its arguments. */
export type DeliveryCall = {
  readonly [M in keyof DeliveryWriter]: { readonly method: M; readonly given: Parameters<DeliveryWriter[M]> };
}[keyof DeliveryWriter];

export type ThreadWork = { readonly commands: readonly CommandEnvelope[] } | DeliveryCall | 'probe' | 'nothing';

/** Questions are numbered, since several can be under way. */
export type ThreadQuestion = { readonly number: number; readonly work: ThreadWork } | 'close';

/** The outcomes of the commands or what the method returned, or why the store failed. The first one has number 0. */
export type ThreadAnswer = { readonly number: number } & ({ readonly value: unknown } | ThreadFailure);

if (parentPort !== null) {
  const port = parentPort;
  const store = openSqliteStore((workerData as ThreadData).file);
  const runner = new BatchRunner(store, machineClock);
  const answer = (message: ThreadAnswer) => port.postMessage(message);

  const done = async (work: ThreadWork): Promise<unknown> => {
    if (work === 'nothing') return undefined;
    if (work === 'probe') return store.probe();
    if ('commands' in work) return runner.run(work.commands);
    const method = store.deliveries[work.method] as (...given: readonly unknown[]) => Promise<unknown>;
    return method(...work.given);
  };

  port.on('message', async (question: ThreadQuestion) => {
    if (question === 'close') {
      await store.close();
      port.close();
      return;
    }
    const { number, work } = question;
    try {
      answer({ number, value: await done(work) });
    } catch (error) {
      answer({ number, ...threadFailure(error) });
    }
  });
  answer({ number: 0, value: [] });
}
