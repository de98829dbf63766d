/** Reading from SQLite without holding up the event loop: what reads an index runs here, all else in threads. */
import type { Kind } from '../core/kernel/kind.js';
import type { Page } from '../store/page.js';
import type { ListQuery, Store, StoredRow } from '../store/port.js';
import type { RequestLogQuery } from '../store/request_log_port.js';
import type { OpenFile } from './file_threads.js';
import { LazyThread } from './lazy_thread.js';
import type { Lane, ReadAside } from './long_read.js';
import type { LongMethods, ReaderQuestion } from './reader_thread.js';

type LongReader = Pick<Store, 'list' | 'versionOf' | 'totals' | 'periodTotals'>;

export class ReaderThreads {
  readonly #threads: Readonly<Record<Lane, LazyThread>>;

  constructor(open: OpenFile) {
    const thread = () => new LazyThread(new URL('./reader_thread.js', import.meta.url), open);
    this.#threads = { lists: thread(), events: thread(), tables: thread() };
  }

  readonly readAside: ReadAside = ({ lane, module, name }, given) =>
    this.#ask(lane, { module, name, given }) as Promise<never>;

  /** The store's reading methods, with those that may take long carried out in a thread. */
  readerOf(store: Store, isQuick: (query: ListQuery) => boolean): LongReader & Pick<Store, 'requests' | 'deliveries'> {
    const aside =
      <M extends keyof LongMethods>(lane: Lane, method: M) =>
      (...given: Parameters<LongMethods[M]>) =>
        this.#ask(lane, { method, given }) as ReturnType<LongMethods[M]>;
    const long = {
      list: aside('lists', 'list'),
      versionOf: aside('lists', 'versionOf'),
      requests: aside('lists', 'requests'),
      deliveries: aside('lists', 'deliveries'),
    };
    return {
      list: <K extends Kind>(query: ListQuery<K>) =>
        isQuick(query) ? store.list(query) : (long.list(query) as Promise<Page<StoredRow<K>>>),
      // The version at a time is looked for among all that there are.
      versionOf: (scope, id, which) =>
        'version' in which ? store.versionOf(scope, id, which) : long.versionOf(scope, id, which),
      totals: aside('lists', 'totals'),
      periodTotals: aside('tables', 'periodTotals'),
      requests: {
        ...store.requests,
        list: (query) => (isFiltered(query) ? long.requests(query) : store.requests.list(query)),
      },
      deliveries: {
        ...store.deliveries,
        deliveries: (query) =>
          query.status === undefined ? store.deliveries.deliveries(query) : long.deliveries(query),
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#threads).map((thread) => thread.close()));
  }

  #ask(lane: Lane, question: ReaderQuestion): Promise<unknown> {
    return this.#threads[lane].ask(question);
  }
}

function isFiltered({ method, path, status_class, key }: RequestLogQuery): boolean {
  return [method, path, status_class, key].some((filter) => filter !== undefined);
}
