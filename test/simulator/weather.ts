/** What a run has to go through: drawn from its seed, so that runs differ in kind and not only in order. */
import type { Chance } from '../../src/app/demo/chance.js';

export interface Weather {
  readonly processes: number;
  /** Of calls of the store, how many fail. */
  readonly failing: number;
  /** Of calls of the store, how many take long. */
  readonly slow: number;
  /** How long a process lives, about; absent where none is killed. */
  readonly lives_ms: number | undefined;
  /** Of tries of deliveries, how many do not end well. */
  readonly unwilling: number;
  /** Of calls of processors, how many are not heard of at once, or never. */
  readonly unheard: number;
  /** Of answers of processors, how many are brought only much later; and how many are brought twice. */
  readonly held_up: number;
  /** Milliseconds from one caller to the next, about. */
  readonly callers_ms: number;
}

export function drawWeather(chance: Chance): Weather {
  return {
    processes: chance.pick([1, 1, 2]),
    failing: chance.pick([0, 0, 0.02, 0.06]),
    slow: chance.pick([0, 0.01, 0.05]),
    lives_ms: chance.pick([undefined, undefined, 7_000, 3_000]),
    unwilling: chance.pick([0, 0.2, 0.6]),
    unheard: chance.pick([0, 0.3, 0.7]),
    held_up: chance.pick([0, 0.2, 0.6]),
    callers_ms: chance.pick([120, 250, 1_500]),
  };
}

/** Everybody does what was promised. */
export const CALM: Omit<Weather, 'processes' | 'callers_ms'> = {
  failing: 0,
  slow: 0,
  lives_ms: undefined,
  unwilling: 0,
  unheard: 0,
  held_up: 0,
};
