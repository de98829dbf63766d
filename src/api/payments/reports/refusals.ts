/** Why there is no report of a stretch of time. */
import type { Refusal } from '../../../core/kernel/refusal.js';
import { invalid } from '../../../core/kernel/refusing.js';

export function endsBeforeItBegins(): Refusal {
  return invalid('from must be before to.', { param: 'from' });
}

export function unknownTimezone(): Refusal {
  return invalid('Invalid timezone: use a name such as Europe/Paris.', { param: 'timezone' });
}

export function tooManyPeriods(maximum: number): Refusal {
  return invalid(`There would be more than ${maximum} periods; choose longer ones.`, { param: 'interval' });
}
