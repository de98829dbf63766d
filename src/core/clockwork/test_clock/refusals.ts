/** Why a test clock is not advanced. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function onlyForward(frozen_time: number, before: number): Refusal {
  return invalid(`A test clock only goes forward: ${frozen_time} is not after its time, which is ${before}.`, {
    param: 'frozen_time',
  });
}

export function tooFar(): Refusal {
  return invalid('A test clock cannot be advanced by more than two years at once.', { param: 'frozen_time' });
}

export function tooManyWaiting(clock: string, maximum: number, kind: string): Refusal {
  return invalid(
    `The test clock '${clock}' has ${maximum} objects of the kind ${kind} or more that something is due for, too many to advance it. Use several clocks.`,
  );
}
