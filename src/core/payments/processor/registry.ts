/** The processors there are. */
import type { Context } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import type { ImmediateProcessor } from './port.js';
import { SANDBOX } from './sandbox/sandbox.js';

/** Who takes a new payment. The sandbox must never seem to move real money, so live mode has none. */
export function processorFor({ livemode }: Context): ImmediateProcessor | Refusal {
  return livemode ? errors.noLiveProcessor() : SANDBOX;
}

/** Who has taken a payment that is there. */
export function processorOf(context: Context): ImmediateProcessor {
  const processor = processorFor(context);
  if ('refused' in processor) throw new Error('a payment was taken in live mode, where there is no processor');
  return processor;
}
