/**
 * Stripe's changes of what Daybook serves, newest first: the one place that knows how API versions differ.
 *
 * Objects are stored, and rendered by their views, in the newest shape. A request of an older version is shown what all
 * changes since then are turned back to, from the newest to the oldest. docs/compatibility lists this table.
 */
import type { EARLIER_EVENTS } from '../../../core/event_types.js';
import type { Document, Kind } from '../../../core/kernel/kind.js';
import type { CaptureMethod } from '../../../core/payments/payment_intent/types.js';
import type { Declared } from '../../../wire/expand_routes.js';
import { showAsRefunded } from './released_hold.js';
import type { Shown } from './shown.js';

/** Parameters whose meaning where they are left out depends on the version. */
export interface Defaults {
  readonly capture_method?: CaptureMethod;
  /** Where automatic ones are left out too. */
  readonly payment_method_types?: readonly string[];
}

export interface Change {
  /** The first version that has it. */
  readonly since: string;
  readonly of: Kind;
  /** For people: what versions before it do. */
  readonly before: string;
  /** Turns an object that was just rendered back, in place. */
  readonly turnBack?: (object: Shown, document: unknown) => void;
  /** Lists that objects hold without being asked, with the kind that is in them. */
  readonly lists?: Readonly<Record<string, Kind>>;
  /** Members that can be expanded only since then. */
  readonly not_expandable?: readonly string[];
  /** Members that could be expanded until then, with the types of what would be there. */
  readonly expandable?: Declared[string];
  /** What parameters mean that are left out. */
  readonly defaults?: Defaults;
  /** A parameter that is refused since then. */
  readonly takes?: string;
  /** Whether there are refunds of holds that ended. */
  readonly refunds_holds?: true;
  /** An event that is gone since then, as the journal has it. */
  readonly event?: keyof typeof EARLIER_EVENTS;
}

export const CHANGES: readonly Change[] = [
  added('2026-09-30.endive', 'payment_intent', ['payment_record'], { not_expandable: ['payment_record'] }),
  refused('2026-09-30.endive', 'payment_intent', 'payment_method_types'),
  refused('2026-09-30.endive', 'setup_intent', 'payment_method_types'),
  added('2026-07-29.dahlia', 'payment_intent', ['allowed_payment_method_types']),
  added('2026-07-29.dahlia', 'refund', ['customer', 'customer_account', 'payment_method'], {
    not_expandable: ['customer', 'payment_method'],
  }),
  {
    since: '2025-03-31.basil',
    of: 'charge',
    before:
      'a hold that was canceled, or that ended by itself, shows as refunded: `refunded` and `amount_refunded` say so, there is a refund of what was on hold, and `charge.refunded` tells of it',
    turnBack: ofKind('charge', showAsRefunded),
    refunds_holds: true,
    event: 'charge.hold_refunded',
  },
  {
    since: '2025-03-31.basil',
    of: 'payment_intent',
    before: '`cancellation_reason` is `automatic` where a hold ended by itself, not `expired`',
    turnBack: (intent) => {
      if (intent['cancellation_reason'] === 'expired') intent['cancellation_reason'] = 'automatic';
    },
  },
  removed('2025-03-31.basil', 'charge', 'invoice', 'Invoice'),
  removed('2025-03-31.basil', 'payment_intent', 'invoice', 'Invoice'),
  {
    since: '2024-04-10',
    of: 'payment_intent',
    before: '`capture_method` is `automatic` where it is left out, not `automatic_async`',
    defaults: { capture_method: 'automatic' },
  },
  {
    since: '2023-08-16',
    of: 'setup_intent',
    before:
      'where neither `payment_method_types` nor `automatic_payment_methods` is sent, the types are those of a card, and none are automatic',
    defaults: { payment_method_types: ['card'] },
  },
  noLongerHeld('2022-11-15', 'charge', 'refunds', 'refund'),
  noLongerHeld('2022-11-15', 'payment_intent', 'charges', 'charge'),
];

/** Members are new. */
function added(since: string, of: Kind, members: readonly string[], more: Partial<Change> = {}): Change {
  return {
    since,
    of,
    before: `without ${members.map((member) => `\`${member}\``).join(', ')}`,
    // JSON leaves out what is undefined; deleting it would make every later use of the object slow.
    turnBack: (object) => {
      for (const member of members) object[member] = undefined;
    },
    ...more,
  };
}

/** A member is gone that held the id of what does not occur here. */
function removed(since: string, of: Kind, member: string, type: string): Change {
  return {
    since,
    of,
    before: `with \`${member}\`, which is null`,
    turnBack: (object) => {
      object[member] = null;
    },
    expandable: { [member]: [type] },
  };
}

/** A list is held only where it is asked for, or not at all. */
function noLongerHeld(since: string, of: Kind, member: string, list_of: Kind): Change {
  return {
    since,
    of,
    before: `with \`${member}\`, a list with its contents and \`total_count\``,
    lists: { [member]: list_of },
  };
}

function refused(since: string, of: Kind, parameter: string): Change {
  return { since, of, before: `\`${parameter}\` can be written`, takes: parameter };
}

function ofKind<K extends Kind>(
  _kind: K,
  turnBack: (object: Shown, document: Document<K>) => void,
): (object: Shown, document: unknown) => void {
  return (object, document) => turnBack(object, document as Document<K>);
}
