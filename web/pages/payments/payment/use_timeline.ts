/** What became of disputes changes no payment, and belongs to its timeline all the same. */
import { useQueries } from '@tanstack/react-query';
import { call } from '../../../api/http.js';
import type { Dispute, JournalEntry, List } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import type { All } from '../../../app/use_all.js';
import { withDisputes } from '../../../model/dispute_history.js';

/** More changes than a dispute ever has. */
const LIMIT = 100;

export function useTimeline(history: All<JournalEntry>, disputes: readonly Dispute[]): All<JournalEntry> {
  const { mode } = usePlace();
  const fields = { limit: LIMIT };
  const histories = useQueries({
    queries: disputes.map(({ id }) => {
      const path = `/v1/disputes/${id}/history`;
      return {
        queryKey: [mode, path, fields],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          call<List<JournalEntry>>(mode, { method: 'GET', path, fields }, signal),
      };
    }),
  });
  const { items, has_more } = history;
  if (items === undefined || disputes.length === 0) return history;
  const entries = histories.flatMap(({ data }) => data?.data ?? []);
  return { ...history, items: withDisputes(items, entries, has_more) };
}
