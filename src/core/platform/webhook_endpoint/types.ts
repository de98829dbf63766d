import type { Metadata } from '../../kernel/shared.js';

/** Where events are sent. A deleted endpoint keeps what it was, without its slot. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly deleted?: true;
  /**
   * How often it was put into service. It is sent the events after the commit that did so last: the journal knows which
   * those are, so nothing has to be read for it when the endpoint is enabled.
   */
  readonly activation: number;
  /** When it was put into service last (Unix seconds). */
  readonly activated_at: number;
  /** The version that its events are written in. */
  readonly api_version?: string;
  readonly description?: string;
  /** Why it is not in service, if it is not. */
  readonly disabled?: 'by_request' | 'failing';
  /** Types, families such as `charge.*`, or `*` for all that Stripe has. */
  readonly enabled_events: readonly string[];
  readonly metadata?: Metadata;
  /** Of two events about one object the later is not sent before the earlier was received, or given up. */
  readonly ordered_by_object?: true;
  /** How often its secret was replaced; absent for never. The secret itself is derived, and stored nowhere. */
  readonly roll?: number;
  /** Until when the secret before this one signs too (Unix seconds). */
  readonly old_secret_expires_at?: number;
  /** Its place among those that an account and mode can have: `01`, `02`, and so on. */
  readonly slot?: string;
  readonly url: string;
  /** When the URL took the place of another (Unix seconds): failures before that are not its own. */
  readonly url_set_at?: number;
}
