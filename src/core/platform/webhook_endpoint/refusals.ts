/** Why an endpoint is not made, changed or sent to. */
import type { Mode, Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function tooManyEndpoints(limit: number, mode: Mode): Refusal {
  return invalid(`You have reached the maximum of ${limit} ${mode} webhook endpoints.`);
}

export function noConnectedAccounts(): Refusal {
  return invalid('There are no connected accounts here whose events could be sent.', { param: 'connect' });
}

export function outOfService(id: string, param?: string): Refusal {
  return invalid(
    `The webhook endpoint '${id}' is disabled. Enable it with disabled=false first.`,
    param === undefined ? {} : { param },
  );
}
