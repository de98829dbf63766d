/**
 * What a publishable key sees. Such keys are public, and a client secret is known to the payer: what the merchant keeps
 * to itself, such as metadata, and who the customer is, is not among it.
 */
import type Stripe from 'stripe';
import type { Expandable } from '../../wire/expand_routes.js';

interface Shapes {
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  setup_intent: Stripe.SetupIntent;
}

/** Kinds that are missing are not shown to anybody with such a key. */
const MEMBERS: { readonly [K in keyof Shapes]: readonly (keyof Shapes[K])[] } = {
  payment_intent: [
    'id',
    'object',
    'amount',
    'automatic_payment_methods',
    'canceled_at',
    'cancellation_reason',
    'capture_method',
    'client_secret',
    'confirmation_method',
    'created',
    'currency',
    'description',
    'last_payment_error',
    'livemode',
    'next_action',
    'payment_method',
    'payment_method_types',
    'processing',
    'receipt_email',
    'setup_future_usage',
    'shipping',
    'status',
  ],
  payment_method: [
    'id',
    'object',
    'allow_redisplay',
    'billing_details',
    'card',
    'created',
    'custom',
    'livemode',
    'type',
  ],
  setup_intent: [
    'id',
    'object',
    'automatic_payment_methods',
    'cancellation_reason',
    'client_secret',
    'created',
    'description',
    'last_setup_error',
    'livemode',
    'next_action',
    'payment_method',
    'payment_method_types',
    'status',
    'usage',
  ],
};

/** A rendered object without what is not for everybody; objects inside of it, such as those of errors, likewise. */
export function visibleToPublishable(object: object): object {
  const kind = 'object' in object ? String(object.object) : undefined;
  if (kind !== undefined && !isShown(kind))
    throw new Error(`nothing is said of what a publishable key sees of ${kind}`);
  const visible = kind === undefined ? undefined : new Set<string>(MEMBERS[kind]);
  const entries = Object.entries(object).filter(([name]) => visible === undefined || visible.has(name));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isHash(value) ? visibleToPublishable(value) : value]),
  );
}

/** Only what is shown can be put in place of an id; lists of more are not. */
export function expandableByPublishable(expandable: Expandable): Expandable {
  const filled = Object.entries(expandable.filled).map(([kind, paths]) => [
    kind,
    Object.fromEntries(Object.entries(paths).filter(([, target]) => typeof target === 'string' && isShown(target))),
  ]);
  return { filled: Object.fromEntries(filled), declared: {} };
}

function isShown(kind: string): kind is keyof Shapes {
  return Object.hasOwn(MEMBERS, kind);
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
