/** Why events are not told. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid, shown } from '../../kernel/refusing.js';

export function unknownType(param: string, type: string): Refusal {
  return invalid(
    `Invalid ${param}: there are no events of the type '${shown(type)}'. The types are at /docs/events; '*' stands for all that Stripe has, 'customer.*' for a family.`,
    { param },
  );
}

/** `param` is undefined where a header said it. */
export function noSuchNumber(param: string | undefined, number: number, last: number): Refusal {
  return invalid(
    `There is no event with the number ${number}: the last one has ${last}. If the database was set back to an earlier state, begin at what is there now.`,
    { code: 'parameter_invalid_integer', ...(param === undefined ? {} : { param }) },
  );
}

export function notOfThisStream(): Refusal {
  return invalid('Invalid request: Last-Event-ID is not the id of an event of this stream.');
}

export function tooManyStreams(maximum: number): Refusal {
  return invalid(
    `As many as ${maximum} connections follow the events already, which is all that one process has places for. Close one, or try again later.`,
    { code: 'rate_limit', rate_limited_reason: 'global-concurrency', should_retry: true },
    429,
  );
}
