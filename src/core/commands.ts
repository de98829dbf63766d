/** Every command under the name that the journal keeps. */
import { BILLING_COMMANDS } from './billing/registry.js';
import { CLOCKWORK_COMMANDS } from './clockwork/registry.js';
import type { Command } from './kernel/decision.js';
import { PAYMENTS_COMMANDS } from './payments/registry.js';
import { PLATFORM_COMMANDS } from './platform/registry.js';

export const COMMANDS = {
  ...BILLING_COMMANDS,
  ...CLOCKWORK_COMMANDS,
  ...PAYMENTS_COMMANDS,
  ...PLATFORM_COMMANDS,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = (typeof COMMANDS)[N] extends Command<infer Input> ? Input : never;
