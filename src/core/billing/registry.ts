/** What this room adds to the whole: its kinds of objects, their events, and its commands under the names that the journal keeps. */
import { createTaxRate, updateTaxRate } from './tax_rate/commands.js';
import { TAX_RATE_EVENTS, tax_rate } from './tax_rate/kind.js';

export const BILLING_KINDS = {
  tax_rate,
};

export const BILLING_EVENTS = {
  ...TAX_RATE_EVENTS,
};

export const BILLING_COMMANDS = {
  'tax_rate.create': createTaxRate,
  'tax_rate.update': updateTaxRate,
} as const;
