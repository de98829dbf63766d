/** Which rows of a long table are in sight. All rows are equally high, so that it is a division, however many there are. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** Rows above and below those in sight, which are there before they are scrolled to. */
const SPARE = 14;
/** The window moves by so many rows at once: fewer renders while scrolling. */
const STEP = 4;

export interface RowWindow {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  /** To be called when the box has been scrolled. */
  onScroll(): void;
  scrollTo(index: number): void;
}

export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  row_px: number,
  /** What stands above the rows and stays there while they are scrolled. */
  head_px: number,
  initial_offset: number,
): RowWindow {
  const [top, setTop] = useState(Math.floor(initial_offset / row_px / STEP) * STEP);
  const [height, setHeight] = useState(0);
  const is_shown = count > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box comes with the first row
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, is_shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the list appears is it put where it was left
  useLayoutEffect(() => {
    if (box.current !== null && initial_offset > 0) box.current.scrollTop = initial_offset;
  }, [box, is_shown]);
  return {
    first: Math.max(0, top - SPARE),
    end: Math.min(count, top + Math.ceil(height / row_px) + STEP + SPARE),
    onScroll() {
      const offset = box.current?.scrollTop ?? 0;
      setTop(Math.floor(offset / row_px / STEP) * STEP);
    },
    scrollTo(index) {
      const element = box.current;
      if (element === null) return;
      const above = index * row_px;
      const below = above + row_px + head_px - element.clientHeight;
      if (element.scrollTop > above) element.scrollTop = above;
      else if (element.scrollTop < below) element.scrollTop = below;
    },
  };
}
