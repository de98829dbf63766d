/**
 * One authenticated request, as an operation sees it: who asks for what, and the three things that it can have done:
 * reading, committing, rendering. What only one operation needs is given to that one (service.ts).
 */
import type { Ledger } from '../../app/ledger.js';
import type { CommandInput, CommandName } from '../../core/commands.js';
import { isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import type { Condition, StoredRow } from '../../store/port.js';
import type { ApiVersion } from '../../wire/api_version.js';
import { type Access, accessOf, missingRight, resourceOf } from './access.js';
import type { Caller } from './actor.js';
import { Committing, type Idempotency } from './committing.js';
import type { IncomingRequest } from './incoming_request.js';
import { type Cursors, Reading } from './reading.js';
import { type RenderedFor, Rendering } from './rendering.js';
import type { Era } from './versions/era.js';

interface CallContext extends Pick<RenderedFor, 'views' | 'texts' | 'derivations' | 'expands'> {
  readonly ledger: Pick<Ledger, 'store' | 'committer'>;
  readonly caller: Caller;
  readonly request: IncomingRequest;
  readonly version: ApiVersion;
  readonly now_ms: number;
  readonly idempotency: Idempotency | undefined;
  /** Whether the caller may still do what it does: asked by answers that take their time. */
  readonly isStillAllowed: () => Promise<boolean>;
}

export class Call {
  readonly identity: Caller['identity'];
  readonly request: IncomingRequest;
  /** The `:id` of the path; empty where the path has none. */
  readonly id: string;
  readonly scope: number;
  readonly livemode: boolean;
  /** Whether the key is public: then answers show a part of each object. */
  readonly is_publishable: boolean;
  /** What the caller may do and see. */
  readonly access: Access;
  readonly now_ms: number;
  /** Unix seconds. */
  readonly now: number;
  readonly isStillAllowed: () => Promise<boolean>;
  readonly reading: Reading;
  readonly committing: Committing;
  readonly rendering: Rendering;

  /** Members are named one by one: this is done for every request, and copying the rest of an object is slow. */
  constructor(context: CallContext) {
    const { ledger, caller, request, version, now_ms, idempotency, isStillAllowed } = context;
    const { key, scope } = caller.identity;
    this.identity = caller.identity;
    this.request = request;
    this.id = request.path_parameters['id'] ?? '';
    this.scope = scope.scope;
    this.livemode = scope.livemode;
    this.is_publishable = key.type === 'publishable';
    this.access = accessOf(key);
    this.now_ms = now_ms;
    this.now = Math.floor(now_ms / 1000);
    this.isStillAllowed = isStillAllowed;
    this.reading = new Reading(ledger.store, this.scope);
    this.committing = new Committing(ledger.committer, this.reading, {
      identity: caller.identity,
      via: caller.via,
      request_id: request.request_id,
      version,
      path: request.path,
      idempotency,
    });
    this.rendering = new Rendering(this.reading, {
      views: context.views,
      texts: context.texts,
      derivations: context.derivations,
      expands: context.expands,
      livemode: this.livemode,
      access: this.access,
      is_publishable: this.is_publishable,
      version,
      now_ms,
    });
  }

  get store(): Ledger['store'] {
    return this.reading.store;
  }

  /** How the answers of the version differ from the newest. */
  get era(): Era {
    return this.rendering.era;
  }

  /** Submits a command and shows the object it replies with; a repeated request gets its first answer again. */
  async commit<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    show: (row: StoredRow) => object = (row) => this.rendering.answer(row),
  ): Promise<object | Refusal> {
    const row = await this.committing.commit(name, input);
    const { repeated } = this.committing;
    if (repeated !== undefined) this.rendering.repeat(repeated);
    return isRefusal(row) ? row : show(row);
  }

  async retrieve(kind: Kind, id = this.id): Promise<object | Refusal> {
    const row = await this.reading.find(kind, id);
    return isRefusal(row) ? row : this.rendering.answer(row);
  }

  /** One page of a kind, as `Reading.page` finds it. */
  async list(
    kind: Kind,
    cursors: Cursors,
    where: readonly Condition[],
    meanings?: readonly Condition[],
  ): Promise<object | Refusal> {
    const page = await this.reading.page(kind, cursors, where, meanings);
    return isRefusal(page) ? page : this.rendering.answerPage(this.request.path, kind, page);
  }

  /** An object to put in place of its id; undefined if it does not exist. */
  async load(kind: Kind, id: string): Promise<object | undefined> {
    // A repeated answer, or one of an earlier time, shows the objects in it as they were then.
    const at_ms = this.rendering.shown_at_ms;
    const old = at_ms === undefined ? undefined : await this.reading.versionOf(id, { at_ms });
    const row = old ?? (await this.store.get(this.scope, kind, id));
    return row && this.rendering.render(row);
  }

  /** Why this key may not see objects of a kind. */
  unreadable(kind: Kind): Refusal | undefined {
    return this.access.mayRead(kind) ? undefined : missingRight(this.identity, resourceOf(kind), 'read');
  }
}
