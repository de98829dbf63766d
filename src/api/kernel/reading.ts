/** Reading what a caller may ask for: objects and their versions, pages of a kind, and whether an id means anything. */
import type { Ledger } from '../../app/ledger.js';
import { errors, isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import { isKind } from '../../core/kinds.js';
import type { Page, Scope } from '../../store/page.js';
import type { Condition, Reader, StoredRow } from '../../store/port.js';
import { checkCursors, DEFAULT_LIMIT } from '../../wire/list.js';
import { orderAt } from './list_order.js';
import { listMeanings } from './meanings.js';

export interface Cursors {
  readonly limit?: number | undefined;
  /** A column by which the list is ordered; by id, which is by when objects were made, if left out. */
  readonly order?: string | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

export class Reading {
  readonly store: Ledger['store'];
  readonly scope: Scope;

  constructor(store: Ledger['store'], scope: Scope) {
    this.store = store;
    this.scope = scope;
  }

  /** The object, or the refusal that it does not exist. */
  async find<K extends Kind>(kind: K, id: string): Promise<StoredRow<K> | Refusal> {
    return (await this.store.get(this.scope, kind, id)) ?? errors.noSuchObject(kind, id);
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

  /** One page of a kind, newest first; cursors are ids, and must exist. `meanings` are as in `listMeanings`. */
  async page(
    kind: Kind,
    cursors: Cursors,
    where: readonly Condition[],
    meanings?: readonly Condition[],
  ): Promise<Page<StoredRow> | Refusal> {
    const exclusive = checkCursors(cursors);
    if (exclusive !== undefined) return exclusive;
    const cursor = await this.#cursorRow(kind, cursors);
    if (cursor !== undefined && isRefusal(cursor)) return cursor;
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

  async #cursorRow(kind: Kind, cursors: Cursors): Promise<StoredRow | undefined | Refusal> {
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = cursors[name];
      if (id !== undefined)
        return (await this.store.get(this.scope, kind, id)) ?? errors.noSuchReference(kind, id, name);
    }
    return undefined;
  }

  /** A "no such object" that also says whether the object exists in the other mode. */
  async explained(refusal: Refusal): Promise<Refusal> {
    if (refusal.missing === undefined) return refusal;
    const { kind, id } = refusal.missing;
    const own = this.store.scopes.find(({ scope }) => scope === this.scope);
    const other = this.store.scopes.find(({ livemode }) => livemode !== own?.livemode);
    // Not everything that has an id is stored as an object of its own: events and tokens are not.
    if (other === undefined || !isKind(kind)) return refusal;
    if ((await this.store.get(other.scope, kind, id)) === undefined) return refusal;
    const mode = other.livemode ? 'live' : 'test';
    return refusal.status === 404
      ? errors.noSuchObject(kind, id, mode)
      : errors.noSuchReference(kind, id, refusal.param ?? 'id', mode);
  }
}
