/** A command on its way to the committer, and what comes back. Both cross a thread, so both are plain data. */
import type { CommandName } from '../core/commands.js';
import type { Refusal } from '../core/kernel/errors.js';
import type { Scope } from '../store/page.js';
import type { StoredReply, StoredRow } from '../store/port.js';
import type { Trouble } from './failures.js';

export interface CommandEnvelope {
  readonly name: CommandName;
  /** The input of the named command. */
  readonly input: unknown;
  readonly scope: Scope;
  readonly livemode: boolean;
  readonly actor: string;
  readonly request_id: string | null;
  readonly api_version: string;
  /** Present where the caller sent an Idempotency-Key. */
  readonly idempotency?: {
    /** As it was sent. */
    readonly key: string;
    /** What the answer is kept under in place of the key. */
    readonly kept_under: string;
    readonly path: string;
    readonly request_hash: string;
  };
}

/** What a command that changed something tells beside its answer. */
interface Written {
  /** The earliest time at which something that it wrote falls due (Unix seconds). */
  readonly due_at?: number;
}

export type Outcome =
  /** Done and durable; `row` is the object to answer with. */
  | ({ readonly status: 'done'; readonly row: StoredRow } & Written)
  /** Done before under the same idempotency key. */
  | { readonly status: 'replayed'; readonly reply: StoredReply }
  | ({ readonly status: 'refused'; readonly refusal: Refusal } & Written)
  /** A bug: a rule threw; or the store could not write it. */
  | { readonly status: 'broken'; readonly reason: string; readonly trouble?: Trouble };
