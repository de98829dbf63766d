/** Every object that an answer can hold, as its noun declares it. A test holds the answers of a running server to it. */

import { CURRENCIES } from '../../core/kernel/currencies.js';
import type { Kind } from '../../core/kernel/kind.js';
import type { JsonSchema } from '../kernel/json_schema.js';
import { money } from '../kernel/schema_parts.js';
import type { ShownObject } from '../kernel/shown_object.js';
import { PAYMENTS_SCHEMAS } from '../payments/registry.js';
import { PLATFORM_SCHEMAS } from '../platform/registry.js';
import { SHOWN_KINDS, VIEWED_KINDS } from '../shown_objects.js';
import { error, eventSchema, journalEntrySchema } from './envelopes.js';

type ShownKind = keyof typeof SHOWN_KINDS;
const SHOWN = Object.entries(SHOWN_KINDS) as [ShownKind, Pick<ShownObject<Kind>, 'schema' | 'is_in_events'>][];

const IN_EVENTS = SHOWN.filter(([, { is_in_events }]) => is_in_events === true).map(([kind]) => kind);

export const OBJECTS = {
  ...(Object.fromEntries(SHOWN.map(([kind, { schema }]) => [kind, schema])) as Record<ShownKind, JsonSchema>),
  ...PAYMENTS_SCHEMAS,
  ...PLATFORM_SCHEMAS,
  error,
  event: eventSchema(IN_EVENTS.sort()),
  journal_entry: journalEntrySchema([...VIEWED_KINDS, 'deleted_customer']),
} satisfies Record<string, JsonSchema>;

export type ObjectName = keyof typeof OBJECTS;

/** Parts that are named because many objects and parameters hold them. */
export const PARTS = {
  currency: {
    type: 'string',
    description: 'An ISO 4217 code in lower case; parameters also take it in upper case.',
    enum: CURRENCIES,
  },
  money,
} as const satisfies Record<string, JsonSchema>;
