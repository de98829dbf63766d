/** What operations on webhook endpoints are given of what sends to them. */
import type { PrivateTargets } from '../../../app/webhooks/targets.js';
import { service } from '../../kernel/service.js';

export interface Sending {
  readonly private_targets: PrivateTargets | undefined;
  /** How many endpoints an account may have in each mode. */
  readonly endpoint_limit: number;
  /** Something is to be sent that no commit tells of. */
  poke(): void;
}

export const SENDING = service<Sending>('sending webhooks');
