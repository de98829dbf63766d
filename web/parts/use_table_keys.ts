/** Walking a table with the keys: one row is the active one, and takes the focus where a key has led to it. */
import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { RowWindow } from './use_row_window.js';

interface Walked {
  /** How many rows there are. */
  readonly count: number;
  readonly row_px: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly shown: RowWindow;
  readonly open: (index: number) => void;
}

export function useTableKeys({ count, row_px, scroller, shown, open }: Walked) {
  const [active, setActive] = useState(0);
  const [wants_focus, setWantsFocus] = useState(false);
  function moveTo(index: number) {
    const next = Math.max(0, Math.min(count - 1, index));
    setWantsFocus(true);
    setActive(next);
    shown.scrollTo(next);
  }
  return {
    active,
    wants_focus,
    focused(index: number) {
      setActive(index);
      setWantsFocus(false);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / row_px) - 2);
      const step = stepOf(event.key, page, count);
      if (step !== undefined) moveTo(active + step);
      else if (event.key === 'Enter' && active < count) open(active);
      else return;
      event.preventDefault();
    },
  };
}

/** How many rows a key leads down; negative is up. */
function stepOf(key: string, page: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  return steps[key];
}
