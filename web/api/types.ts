/** What the API answers with: Stripe's objects by Stripe's own types, and Daybook's extensions. */
import type Stripe from 'stripe';
import type { DisputeReason, DisputeStatus } from '../model/dispute_status.js';

/** When it happened, beside `created`, which is when it was recorded. */
interface Happened<T> {
  readonly happened: T;
  readonly outcome_happened: number | null;
}

/** What records say where it is asked for. */
interface IncludedInRecords {
  readonly attempts: number;
  readonly decline_reason: string | null;
  readonly fee: number | null;
}

/** Versions from before Daybook kept it do not say when they happened. */
export type PaymentRecord = Stripe.PaymentRecord & Happened<number | null> & Partial<IncludedInRecords>;

export type PaymentAttemptRecord = Stripe.PaymentAttemptRecord & Happened<number>;
export type PaymentIntent = Stripe.PaymentIntent;
export type Charge = Stripe.Charge;
export type Refund = Stripe.Refund;
export type Customer = Stripe.Customer;
export type EarlyFraudWarning = Stripe.Radar.EarlyFraudWarning;
export type PaymentMethod = Stripe.PaymentMethod;
export type LineItem = Stripe.PaymentIntentAmountDetailsLineItem;
export type WebhookEndpoint = Stripe.WebhookEndpoint;

/** Of Stripe's statuses and reasons those that Daybook knows. */
export interface Dispute extends Omit<Stripe.Dispute, 'status' | 'reason'> {
  readonly status: DisputeStatus;
  readonly reason: DisputeReason;
}

export interface Money {
  readonly currency: string;
  readonly value: number;
}

export interface List<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

export interface Event {
  readonly id: string;
  readonly object: 'event';
  readonly created: number;
  readonly type: string;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null } | null;
  readonly data: {
    readonly object: Readonly<Record<string, unknown>> & { readonly id?: string; readonly object?: string };
    readonly previous_attributes?: Readonly<Record<string, unknown>>;
  };
}

export type Json = Readonly<Record<string, unknown>>;

export interface Change {
  readonly object: string;
  readonly id: string;
  readonly before: Json | null;
  readonly after: Json;
  readonly reported_times?: ReportedTimes;
}

interface ReportedTimes {
  readonly initiated_at: number;
  readonly guaranteed_at: number | null;
  readonly failed_at: number | null;
  readonly canceled_at: number | null;
}

/** One commit that touched a payment: everything it changed, and who asked for it. */
export interface JournalEntry {
  readonly id: string;
  readonly object: 'journal_entry';
  readonly actor: string;
  readonly changes: readonly Change[];
  readonly command: string;
  readonly created: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly via: 'dashboard' | null;
}

/** An entry as it is sent: of objects that the key may not read, it tells only that they changed. */
export interface SentEntry extends Omit<JournalEntry, 'changes'> {
  readonly changes: readonly (Omit<Change, 'after'> & { readonly after: Json | null })[];
}

export interface RequestLog {
  readonly id: string;
  readonly object: 'request_log';
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly key: string | null;
  readonly api_version: string | null;
  readonly idempotency_key: string | null;
  readonly parameters: Json | null;
  readonly error: { readonly code?: string | null; readonly message: string; readonly param?: string | null } | null;
  readonly objects: readonly string[];
  readonly via: 'dashboard' | null;
}

export interface ApiKey {
  readonly id: string;
  readonly object: 'api_key';
  readonly created: number;
  readonly type: 'secret' | 'restricted' | 'publishable';
  readonly name: string | null;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>> | null;
  readonly last4: string;
  readonly expires_at: number | null;
  readonly status: 'active' | 'expiring' | 'rolled' | 'revoked';
  /** Shown once, where the key is made or rolled. */
  readonly key?: string;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly object: 'webhook_delivery';
  readonly event: string;
  readonly event_type: string;
  readonly next_try: number | null;
  readonly sequence: number;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  readonly tries: readonly {
    readonly created: number;
    readonly error: string | null;
    readonly latency_ms: number;
    readonly response: { readonly status: number; readonly body: string | null } | null;
  }[];
}
