/** The processors there are. */
import type { Context } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import { namedProcessor } from './named.js';
import type { ImmediateProcessor } from './port.js';
import { SANDBOX } from './sandbox/sandbox.js';

const PROCESSORS: ReadonlyMap<string, ImmediateProcessor> = new Map([[SANDBOX.name, SANDBOX]]);

/** Who takes a new payment. The sandbox must never seem to move real money, so live mode has none. */
export function processorFor({ livemode }: Context): ImmediateProcessor | Refusal {
  return livemode ? errors.noLiveProcessor() : SANDBOX;
}

/** Who was asked before, and so is asked whatever follows. */
export function processorOf(asked: { readonly processor?: string }): ImmediateProcessor {
  const name = namedProcessor(asked);
  const processor = PROCESSORS.get(name);
  if (processor === undefined) throw new Error(`there is no processor ${name}`);
  return processor;
}
