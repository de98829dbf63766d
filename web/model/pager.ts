/** A list that is read page by page as it is scrolled, and that changes while it is looked at. */
import type { List } from '../api/types.js';

export interface Cursor {
  readonly limit: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

export interface PagerState<Row> {
  readonly rows: readonly Row[];
  readonly has_more: boolean;
  readonly is_loading: boolean;
  readonly error: Error | null;
  /** Whether any page has been read yet. */
  readonly is_known: boolean;
}

const PAGE = 100;
/** More that is new than this many pages is not put on top of what is shown: everything is read anew. */
const NEW_PAGES_LIMIT = 5;

export class Pager<Wire, Row extends { readonly id: string }> {
  /** Where the reader was, to come back to. */
  scroll_offset = 0;
  #state: PagerState<Row> = { rows: [], has_more: true, is_loading: false, error: null, is_known: false };
  readonly #listeners = new Set<() => void>();
  readonly #load: (cursor: Cursor) => Promise<List<Wire>>;
  /** Keeps of an object what the table shows: a hundred thousand of them stay in memory. */
  readonly #rowOf: (object: Wire) => Row;
  /** Raised where everything is read anew: answers to earlier questions come too late. */
  #generation = 0;

  constructor(load: (cursor: Cursor) => Promise<List<Wire>>, rowOf: (object: Wire) => Row) {
    this.#load = load;
    this.#rowOf = rowOf;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): PagerState<Row> => this.#state;

  /** The next page, unless one is on its way or there is none. */
  readonly loadMore = async (): Promise<void> => {
    const { is_loading, has_more, rows } = this.#state;
    if (is_loading || !has_more) return;
    const generation = this.#generation;
    this.#change({ is_loading: true, error: null });
    const last = rows.at(-1);
    try {
      const page = await this.#load({ limit: PAGE, ...(last === undefined ? {} : { starting_after: last.id }) });
      if (generation !== this.#generation) return;
      this.#change({
        rows: [...this.#state.rows, ...page.data.map(this.#rowOf)],
        has_more: page.has_more,
        is_loading: false,
        is_known: true,
      });
    } catch (error) {
      if (generation === this.#generation) this.#change({ is_loading: false, error: error as Error });
    }
  };

  readonly reload = async (): Promise<void> => {
    this.#generation += 1;
    this.#change({ rows: [], has_more: true, is_loading: false, error: null, is_known: false });
    await this.loadMore();
  };

  /** What has come before the first row since it was read. */
  readonly loadNew = async (): Promise<void> => {
    const generation = this.#generation;
    for (let pages = 0; pages < NEW_PAGES_LIMIT; pages += 1) {
      const [first] = this.#state.rows;
      if (first === undefined) return this.#state.is_known ? this.#lookAgain() : undefined;
      const page = await this.#load({ limit: PAGE, ending_before: first.id });
      if (generation !== this.#generation || this.#state.rows[0] !== first) return;
      if (page.data.length > 0) this.#change({ rows: [...page.data.map(this.#rowOf), ...this.#state.rows] });
      if (!page.has_more) return;
    }
    return this.reload();
  };

  /** There was nothing; while it is not known whether there is something now, nothing is still shown. */
  readonly #lookAgain = async (): Promise<void> => {
    const generation = this.#generation;
    const { data, has_more } = await this.#load({ limit: PAGE });
    if (generation === this.#generation && this.#state.rows.length === 0) {
      this.#change({ rows: data.map(this.#rowOf), has_more });
    }
  };

  /** Puts an object that has changed in the place of its row. */
  replace(object: Wire): void {
    const row = this.#rowOf(object);
    this.#change({ rows: this.#state.rows.map((known) => (known.id === row.id ? row : known)) });
  }

  has(id: string): boolean {
    return this.#state.rows.some((row) => row.id === id);
  }

  #change(change: Partial<PagerState<Row>>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
