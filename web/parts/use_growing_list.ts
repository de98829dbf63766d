/** A list that grows while it is looked at: below, as it is scrolled, and on top, as something happens. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Pager, PagerState } from '../model/pager.js';

/** The next page is asked for when this many rows are left below the last one in sight. */
const AHEAD = 60;

export function useLoadAhead<Wire, Row extends { readonly id: string }>(
  { rows, has_more, is_loading, error, pager }: PagerState<Row> & { readonly pager: Pager<Wire, Row> },
  /** The row below the last one in sight. */
  end: number,
): void {
  useEffect(() => {
    if (has_more && !is_loading && error === null && end > rows.length - AHEAD) void pager.loadMore();
  }, [has_more, is_loading, error, end, rows.length, pager]);
}

/** A list to which something is added on top stays where it is for whoever has scrolled down. */
export function useStaysInPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly { readonly id: string }[],
  row_px: number,
): void {
  const first = useRef(rows[0]?.id);
  useLayoutEffect(() => {
    const before = first.current;
    first.current = rows[0]?.id;
    const box = scroller.current;
    if (before === undefined || before === rows[0]?.id || box === null || box.scrollTop < row_px) return;
    const added = rows.findIndex(({ id }) => id === before);
    if (added > 0) box.scrollTop += added * row_px;
  }, [rows, row_px, scroller]);
}
