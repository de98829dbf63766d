/** A list that is read page after page on one screen, and read again as a whole when something changes. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Fields } from '../api/form.js';
import { call } from '../api/http.js';
import type { List } from '../api/types.js';
import { usePlace } from './session_context.js';

export interface All<T> {
  /** Undefined until the first page is there. */
  readonly items: readonly T[] | undefined;
  readonly has_more: boolean;
  readonly error: Error | null;
  readonly is_loading_more: boolean;
  loadMore(): void;
  retry(): void;
}

const PAGE = 100;

interface Options {
  readonly enabled?: boolean;
  /** Where no event tells of a change, the list is read again so often while somebody looks. */
  readonly read_every_ms?: number;
}

export function useAll<T extends { readonly id: string }>(
  path: string,
  fields: Fields = {},
  options: Options = {},
): All<T> {
  const { mode } = usePlace();
  const query = useInfiniteQuery({
    queryKey: [mode, path, fields, 'all'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<List<T>>(
        mode,
        { method: 'GET', path, fields: { ...fields, limit: PAGE, starting_after: pageParam } },
        signal,
      ),
    getNextPageParam: (page) => (page.has_more ? page.data.at(-1)?.id : undefined),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    refetchInterval: options.read_every_ms ?? false,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.data),
    has_more: query.hasNextPage,
    error: query.error,
    is_loading_more: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
