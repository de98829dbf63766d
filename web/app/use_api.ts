/** Reading and changing through the API in the mode that is looked at. */
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Fields } from '../api/form.js';
import { call, type Mode, type Request } from '../api/http.js';
import { usePlace } from './session_context.js';

interface Options {
  /** Not asked for while this is false. */
  readonly enabled?: boolean;
  /** Shows the answer to the question before until the new one is there. */
  readonly keep?: boolean;
  readonly stale_ms?: number;
}

export function useGet<T>(path: string, fields: Fields = {}, options: Options = {}): UseQueryResult<T, Error> {
  const { mode } = usePlace();
  return useQuery<T, Error>({
    queryKey: [mode, path, fields],
    queryFn: ({ signal }) => call<T>(mode, { method: 'GET', path, fields }, signal),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.stale_ms === undefined ? {} : { staleTime: options.stale_ms }),
  });
}

/** After a change everything that is on the screen is asked for again. */
export function useChange<T>(done?: (answer: T) => void) {
  const { mode } = usePlace();
  const client = useQueryClient();
  return useMutation<T, Error, Request>({
    mutationFn: (request) => call<T>(mode, request),
    onSuccess(answer) {
      done?.(answer);
      return client.invalidateQueries({ predicate: ({ queryKey }) => isOf(mode, queryKey) });
    },
  });
}

export function isOf(mode: Mode, key: readonly unknown[]): boolean {
  return key[0] === mode;
}
