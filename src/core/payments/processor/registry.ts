/** The processors there are. */
import type { Context } from '../../kernel/decision.js';
import type { Refusal } from '../../kernel/errors.js';
import { namedProcessor } from './named.js';
import type { Cards, Processor } from './port.js';
import { noLiveProcessor } from './refusals.js';
import { SANDBOX_CARDS } from './sandbox/cards.js';
import { SANDBOX } from './sandbox/sandbox.js';

/** By the name that attempts keep. */
export const PROCESSORS: Readonly<Record<string, Processor>> = { [SANDBOX.name]: SANDBOX };

/** Who takes new payments, by name. The sandbox must never seem to move real money, so live mode has nobody. */
export const TAKING: { readonly test: string; readonly live: string | undefined } = {
  test: SANDBOX.name,
  live: undefined,
};

export function processorFor({ livemode }: Context): Processor | Refusal {
  const name = livemode ? TAKING.live : TAKING.test;
  return name === undefined ? noLiveProcessor() : processorOf({ processor: name });
}

/** Who was asked before, and so is asked whatever follows. */
export function processorOf(asked: { readonly processor?: string }): Processor {
  const name = namedProcessor(asked);
  const processor = PROCESSORS[name];
  if (processor === undefined) throw new Error(`there is no processor ${name}`);
  return processor;
}

/** Who keeps cards. Daybook is no vault: there are none but the sandbox's. */
export const CARDS: Cards = SANDBOX_CARDS;
