/** How tax rates are kept. */
import type { KindDeclaration } from '../../kernel/kind_declaration.js';
import type { TaxRate } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    tax_rate: TaxRate;
  }

  interface EventTypes extends Record<keyof typeof TAX_RATE_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const TAX_RATE_EVENTS = {
  'tax_rate.created': 'A tax rate was created.',
  'tax_rate.updated': 'A tax rate was changed.',
} as const satisfies Record<string, string>;

export const tax_rate = {
  prefix: 'txr',
  table: 'tax_rates',
  resource: 'tax_rates',
  columns: {
    active: ({ active }) => (active ? 1 : 0),
    inclusive: ({ inclusive }) => (inclusive ? 1 : 0),
  },
  searches_metadata: false,
} as const satisfies KindDeclaration<TaxRate>;
