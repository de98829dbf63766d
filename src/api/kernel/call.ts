/** One authenticated request, as an operation sees it: who asks, and the ways to read, to change and to render. */

import type { EventWatch } from '../../app/event_watch.js';
import { brokenBy } from '../../app/failures.js';
import { inTurns, rest } from '../../app/fair_turns.js';
import type { Identity } from '../../app/key_ring.js';
import type { Ledger } from '../../app/ledger.js';
import type { PrivateTargets } from '../../app/webhooks/targets.js';
import type { CommandInput, CommandName } from '../../core/commands.js';
import { maskCardNumbers } from '../../core/kernel/card_number/masked.js';
import { errors, isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { Document, Kind } from '../../core/kernel/kind.js';
import { documentAs, documentOf } from '../../core/kernel/stored_document.js';
import { isKind } from '../../core/kinds.js';
import type { FingerprintOf } from '../../core/payments/cards.js';
import type { Page } from '../../store/page.js';
import type { Condition, Reader, StoredReply, StoredRow } from '../../store/port.js';
import { type ApiVersion, storedVersion } from '../../wire/api_version.js';
import { indented, JsonText, jsonText } from '../../wire/json_text.js';
import { checkCursors, DEFAULT_LIMIT, LIST_LEVELS, listEnvelope, listText } from '../../wire/list.js';
import { visibleToPublishable } from '../payments/publishable.js';
import type { EventPages } from '../platform/event/pages.js';
import { dependsOnTime, render } from '../views.js';
import { type Access, accessOf, missingRight, RESOURCE_OF } from './access.js';
import { actorText, type Via } from './actor.js';
import { type ListSource, putInLists } from './included_lists.js';
import { orderAt } from './list_order.js';
import { listMeanings } from './meanings.js';
import type { RenderedTexts } from './rendered_texts.js';
import { type Era, eraOf } from './versions/era.js';
import type { Derivations } from './view_context.js';

/** What operations on webhook endpoints depend on. */
export interface Webhooks {
  readonly private_targets: PrivateTargets | undefined;
  /** How many an account may have in each mode. */
  readonly endpoint_limit: number;
  /** Something is to be sent that no commit tells of. */
  poke(): void;
}

export interface CallContext {
  readonly ledger: Ledger;
  readonly identity: Identity;
  /** How the caller proved who it is, where not with the key itself. */
  readonly via: Via | undefined;
  readonly version: ApiVersion;
  readonly request_id: string;
  readonly now_ms: number;
  /** The path as it was sent, without the query. */
  readonly path: string;
  /** What stands in the path for `:id` and the like. */
  readonly path_parameters: Readonly<Record<string, string>>;
  readonly fingerprintOf: FingerprintOf;
  readonly derivations: Derivations;
  readonly texts: RenderedTexts;
  readonly webhooks: Webhooks;
  readonly watch: EventWatch;
  readonly event_pages: EventPages;
  /** The header of a client that comes back to a stream. */
  readonly last_event_id: string | undefined;
  /** The server is about to close: streams end. */
  readonly closing: AbortSignal;
  /** Whether the caller may still do what it does: asked by answers that take their time. */
  readonly isStillAllowed: () => Promise<boolean>;
  /** Keeps a new key where the one with this hash is kept, if that is kept anywhere. */
  readonly keepInstead: (hash: string, key: string) => Promise<void>;
  /** Whether ids in the answer will be replaced by objects. */
  readonly expands: boolean;
  /** Present on a POST with an Idempotency-Key. */
  readonly idempotency:
    | { readonly key: string; readonly kept_under: string; readonly request_hash: string }
    | undefined;
}

interface Cursors {
  readonly limit?: number | undefined;
  /** A column by which the list is ordered; by id, which is by when objects were made, if left out. */
  readonly order?: string | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

export class Call {
  readonly context: CallContext;
  /** The `:id` of the path; empty where the path has none. */
  readonly id: string;
  readonly scope: number;
  readonly livemode: boolean;
  /** Whether the key is public: then answers show a part of each object. */
  readonly is_publishable: boolean;
  /** What the caller may do and see. */
  readonly access: Access;
  /** Unix seconds. */
  readonly now: number;
  /** Whether this request gets the answer that an earlier one with its idempotency key got. */
  is_replay = false;
  /** The request whose answer is kept under this request's idempotency key: itself, or the one that is repeated. */
  original_request: string | undefined;
  /** The object that the request changed, or did when it was first sent. */
  changed: StoredRow | undefined;
  /** The version that the answer is in: a replay keeps that of the first answer. */
  version: ApiVersion;
  /** How the answers of the version differ from the newest. */
  era: Era;
  /** When the answer that is repeated was first given. */
  replayed_at_ms: number | undefined;
  /** What the objects in the answer were rendered from, while something is still to be put into them. */
  readonly #rows = new WeakMap<object, StoredRow>();
  /** Objects in the answer that lists are still to be put into. */
  #incomplete: object[] = [];

  constructor(context: CallContext) {
    this.context = context;
    this.id = context.path_parameters['id'] ?? '';
    this.scope = context.identity.scope.scope;
    this.livemode = context.identity.scope.livemode;
    this.is_publishable = context.identity.key.type === 'publishable';
    this.access = accessOf(context.identity.key);
    this.now = Math.floor(context.now_ms / 1000);
    this.version = context.version;
    this.era = eraOf(context.version);
  }

  get fingerprintOf(): FingerprintOf {
    return this.context.fingerprintOf;
  }

  get store(): Ledger['store'] {
    return this.context.ledger.store;
  }

  /** Submits a command and shows the object it replies with; a repeated request gets its first answer again. */
  async commit<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    show: (row: StoredRow) => object = (row) => this.#answerWith(row),
  ): Promise<object | Refusal> {
    const { identity, via, request_id, version, idempotency, path, ledger } = this.context;
    const outcome = await ledger.committer.submit({
      name,
      input,
      scope: this.scope,
      livemode: this.livemode,
      actor: actorText(identity.key.id, via),
      request_id,
      api_version: version.text,
      // The path is kept with the answer; a card's number in it is not.
      ...(idempotency === undefined ? {} : { idempotency: { ...idempotency, path: maskCardNumbers(path) } }),
    });
    switch (outcome.status) {
      case 'refused':
        if (isKept(outcome.refusal)) this.original_request = request_id;
        return outcome.refusal;
      case 'broken':
        throw brokenBy(outcome);
      case 'done':
        this.original_request = request_id;
        this.changed = outcome.row;
        return show(outcome.row);
      case 'replayed':
        return this.#replay(outcome.reply, show);
    }
  }

  async #replay(reply: StoredReply, show: (row: StoredRow) => object): Promise<object | Refusal> {
    this.is_replay = true;
    this.replayed_at_ms = reply.at_ms;
    this.original_request = reply.request_id;
    this.version = storedVersion(reply.api_version);
    this.era = eraOf(this.version);
    if (isRefusal(reply.outcome)) return reply.outcome;
    const { id, version } = reply.outcome;
    const row = await this.versionOf(id, { version });
    if (row === undefined) throw new Error(`the journal has lost version ${version} of ${id}`);
    return show(row);
  }

  /**
   * A version from the journal. Of the one that is stored now the stored document: a migration may have added to it
   * what was known beside it.
   */
  async versionOf(id: string, which: Parameters<Reader['versionOf']>[2]): Promise<StoredRow | undefined> {
    const row = await this.store.versionOf(this.scope, id, which);
    const current = row && (await this.store.get(this.scope, row.kind, id));
    return current?.version === row?.version ? current : row;
  }

  render(row: StoredRow): object {
    const object = this.show(row.kind, documentOf(row));
    const is_incomplete = this.#holdsLists(row.kind);
    if (this.context.expands || is_incomplete) this.#rows.set(object, row);
    if (is_incomplete) this.#incomplete.push(object);
    return object;
  }

  /** Whether the version has objects of this kind hold lists, which the key may see. */
  #holdsLists(kind: Kind): boolean {
    return this.era.listsOf(kind).length > 0 && !this.is_publishable;
  }

  /** Puts the lists into all objects that were rendered for the answer. */
  async complete(): Promise<void> {
    for (let next = this.#incomplete.pop(); next !== undefined; next = this.#incomplete.pop()) {
      await rest();
      const row = this.#rows.get(next) as StoredRow;
      await putInLists(this.lists, row.kind, next, JSON.parse(row.document));
    }
  }

  /** Where lists in objects of the answer are read: a repeated answer has them as they were in the first one. */
  get lists(): ListSource {
    const { access, replayed_at_ms: at_ms, scope, store, era } = this;
    return {
      store,
      scope,
      era,
      access,
      render: (row) => this.render(row),
      then: at_ms === undefined ? undefined : (row) => store.versionOf(scope, row.id, { at_ms }),
    };
  }

  /** The document of an object in the answer, in the very version that the answer shows. */
  documentOf<K extends Kind>(kind: K, object: object): Document<K> {
    const row = this.#rows.get(object);
    if (row?.kind !== kind) throw new Error(`what is in the answer was not rendered from a ${kind}`);
    return documentAs(kind, row);
  }

  /** A document as the answer shows it to this key, whether or not it is stored. */
  show<K extends Kind>(kind: K, document: Document<K>): object {
    const { clientSecretOf, authenticationUrl, docUrlOf } = this.context.derivations;
    const { access, livemode, era } = this;
    // A repeated answer shows what the first one did.
    const now = this.replayed_at_ms === undefined ? this.now : Math.floor(this.replayed_at_ms / 1000);
    const object = render(kind, document, {
      access,
      livemode,
      era,
      now,
      clientSecretOf,
      authenticationUrl,
      docUrlOf,
    });
    return this.is_publishable ? visibleToPublishable(object) : object;
  }

  /** A row as the answer: its text, unless something is still to be put into it. */
  #answerWith(row: StoredRow): object {
    const is_changed = this.context.expands || this.#holdsLists(row.kind);
    return is_changed ? this.render(row) : new JsonText(this.#text(row, 0));
  }

  #text(row: StoredRow, levels: number): string {
    if (dependsOnTime(row.kind)) return indented(jsonText(this.render(row)), levels);
    const key = `${this.scope}/${row.id}/${row.version}/${this.era.number}/${levels}/${this.access.name}`;
    return this.context.texts.get(key, () => indented(jsonText(this.render(row)), levels));
  }

  /** An object to put in place of its id; undefined if it does not exist. */
  async load(kind: Kind, id: string): Promise<object | undefined> {
    // A repeated answer shows the objects in it as the first one did.
    const then = this.replayed_at_ms === undefined ? undefined : { at_ms: this.replayed_at_ms };
    const old = then && (await this.versionOf(id, then));
    const row = old ?? (await this.store.get(this.scope, kind, id));
    return row && this.render(row);
  }

  /** The object of the path, or the refusal that it does not exist. */
  async find(kind: Kind, id = this.id): Promise<StoredRow | Refusal> {
    return (await this.store.get(this.scope, kind, id)) ?? errors.noSuchObject(kind, id);
  }

  async retrieve(kind: Kind, id = this.id): Promise<object | Refusal> {
    const row = await this.find(kind, id);
    return isRefusal(row) ? row : this.#answerWith(row);
  }

  /** One page of a kind, newest first; cursors are ids, and must exist. `meanings` are as in `listMeanings`. */
  async list(
    kind: Kind,
    cursors: Cursors,
    where: readonly Condition[],
    meanings?: readonly Condition[],
  ): Promise<object | Refusal> {
    const page = await this.page(kind, cursors, where, meanings);
    if (isRefusal(page)) return page;
    const { items, has_more } = page;
    if (!this.context.expands && !this.#holdsLists(kind)) {
      const texts = await inTurns(items, (row) => this.#text(row, LIST_LEVELS));
      return new JsonText(listText(this.context.path, texts, has_more));
    }
    const objects = await inTurns(items, (row) => this.render(row));
    return listEnvelope(this.context.path, objects, has_more);
  }

  async page(
    kind: Kind,
    cursors: Cursors,
    where: readonly Condition[],
    meanings?: readonly Condition[],
  ): Promise<Page<StoredRow> | Refusal> {
    const exclusive = checkCursors(cursors);
    if (exclusive !== undefined) return exclusive;
    let cursor: StoredRow | undefined;
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = cursors[name];
      if (id === undefined) continue;
      cursor = await this.store.get(this.scope, kind, id);
      if (cursor === undefined) return errors.noSuchReference(kind, id, name);
    }
    const query = {
      scope: this.scope,
      kind,
      where,
      limit: cursors.limit ?? DEFAULT_LIMIT,
      ...(cursors.starting_after === undefined ? {} : { starting_after: cursors.starting_after }),
      ...(cursors.ending_before === undefined ? {} : { ending_before: cursors.ending_before }),
      ...(cursors.order === undefined ? {} : { order: orderAt(cursors.order, cursor) }),
    };
    return meanings === undefined ? this.store.list(query) : listMeanings(this.store, query, meanings);
  }

  /** Why this key may not see objects of a kind. */
  unreadable(kind: Kind): Refusal | undefined {
    return this.access.mayRead(kind) ? undefined : missingRight(this.context.identity, RESOURCE_OF[kind], 'read');
  }

  /** The objects that a refusal shows and this key may see, each as it was when the refusal was decided. */
  async shownObjects({ shows = [] }: Refusal): Promise<Readonly<Record<string, object>>> {
    const readable = shows.filter(({ kind }) => isKind(kind) && this.access.mayRead(kind));
    const shown = readable.map(async ({ member, id, version = 0 }) => {
      const row = await this.store.versionOf(this.scope, id, { version });
      if (row === undefined) throw new Error(`the journal has lost version ${version} of ${id}`);
      return [member, this.render(row)] as const;
    });
    return Object.fromEntries(await Promise.all(shown));
  }

  /** A "no such object" that also says whether the object exists in the other mode. */
  async explained(refusal: Refusal): Promise<Refusal> {
    if (refusal.missing === undefined || this.is_publishable) return refusal;
    const { kind, id } = refusal.missing;
    const other = this.store.scopes.find((scope) => scope.livemode !== this.livemode);
    // Not everything that has an id is stored as an object of its own: events and tokens are not.
    if (other === undefined || !isKind(kind)) return refusal;
    if ((await this.store.get(other.scope, kind, id)) === undefined) return refusal;
    const mode = other.livemode ? 'live' : 'test';
    return refusal.status === 404
      ? errors.noSuchObject(kind, id, mode)
      : errors.noSuchReference(kind, id, refusal.param ?? 'id', mode);
  }
}

/** Refusals of the key itself, or for lack of room, say nothing about the request and are not kept under the key. */
function isKept({ type, status }: Refusal): boolean {
  return type !== 'idempotency_error' && status !== 409 && status !== 429;
}
