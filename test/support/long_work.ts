/** Work for threads that read, as tests need it. */
import type { LongRead } from '../../src/app/long_read.js';

export interface Held {
  /** Two whole numbers: the thread makes the first 1 when it has begun, and waits until the second is 1. */
  readonly shared: SharedArrayBuffer;
}

/** Holds its thread, without doing anything, until it is let go. */
export const holding: LongRead<Held, string> = {
  lane: 'lists',
  module: import.meta.url,
  name: 'holding',
  async work(source, { shared }) {
    const flags = new Int32Array(shared);
    Atomics.store(flags, 0, 1);
    Atomics.notify(flags, 0);
    Atomics.wait(flags, 1, 0);
    return `${source.scopes.length} scopes`;
  },
};

export const failing: LongRead<{ readonly how: 'throws' | 'exits' }, never> = {
  lane: 'lists',
  module: import.meta.url,
  name: 'failing',
  async work(_source, { how }) {
    if (how === 'exits') process.exit(3);
    throw new Error('this work cannot be done');
  },
};
