/**
 * A table of any length: only the rows in sight are in the page. It is walked with the arrow keys, and each row is a link.
 * On a telephone each row is two lines instead of columns.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useText } from '../i18n/use_text.js';
import type { Pager, PagerState } from '../model/pager.js';
import { ErrorNote } from './error_note.js';
import { SkeletonLines } from './skeleton.js';
import { useNarrow } from './use_narrow.js';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly width_px: number;
  /** Takes what is left of the width. */
  readonly grows?: boolean;
  readonly is_number?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface Properties<Wire, Row extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly list: PagerState<Row> & { readonly pager: Pager<Wire, Row> };
  readonly hrefOf: (row: Row) => string;
  /** The row as two lines. */
  readonly narrow: (row: Row) => ReactNode;
  readonly empty: ReactNode;
}

const ROW_PX = 44;
const NARROW_ROW_PX = 68;
/** The next page is asked for when this many rows are left below the last one in sight. */
const AHEAD = 60;

export function DataTable<Wire, Row extends { readonly id: string }>(properties: Properties<Wire, Row>) {
  const { label, columns, list, hrefOf, narrow, empty } = properties;
  const { rows, has_more, is_loading, error, is_known, pager } = list;
  const { t, count } = useText();
  const [, navigate] = useLocation();
  const is_narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const wants_focus = useRef(false);
  const row_px = is_narrow ? NARROW_ROW_PX : ROW_PX;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row_px,
    overscan: 12,
    initialOffset: () => pager.scroll_offset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const last_shown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (has_more && !is_loading && error === null && last_shown > rows.length - AHEAD) void pager.loadMore();
  }, [has_more, is_loading, error, last_shown, rows.length, pager]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when rows become higher or lower
  useLayoutEffect(() => virtualizer.measure(), [row_px]);
  // A list to which something is added on top stays where it is for whoever has scrolled down.
  const first = useRef(rows[0]?.id);
  useLayoutEffect(() => {
    const before = first.current;
    first.current = rows[0]?.id;
    const box = scroller.current;
    if (before === undefined || before === rows[0]?.id || box === null || box.scrollTop < row_px) return;
    const added = rows.findIndex(({ id }) => id === before);
    if (added > 0) box.scrollTop += added * row_px;
  }, [rows, row_px]);

  function moveTo(index: number) {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    wants_focus.current = true;
    setActive(next);
    virtualizer.scrollToIndex(next);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / row_px) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    const step = steps[event.key];
    const row = rows[active];
    if (step !== undefined) moveTo(active + step);
    else if (event.key === 'Enter' && row !== undefined) navigate(hrefOf(row));
    else return;
    event.preventDefault();
  }

  if (error !== null && rows.length === 0) return <ErrorNote error={error} retry={() => void pager.reload()} />;
  if (!is_known) return <SkeletonLines count={10} />;
  if (rows.length === 0) return empty;
  const template = columns
    .map(({ width_px, grows }) => (grows ? `minmax(${width_px}px, 1fr)` : `${width_px}px`))
    .join(' ');
  const width = columns.reduce((sum, { width_px }) => sum + width_px, 0);
  const tabbable = items.some(({ index }) => index === active) ? active : items[0]?.index;
  return (
    <>
      <div
        className="table"
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={has_more ? -1 : rows.length + 1}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          pager.scroll_offset = event.currentTarget.scrollTop;
        }}
      >
        <div className="table-inner" role="presentation" style={is_narrow ? {} : { minWidth: width + 32 }}>
          <div className={is_narrow ? 'hidden' : 'table-head'} role="row" style={{ gridTemplateColumns: template }}>
            {columns.map((column) => (
              <div key={column.id} role="columnheader" className={column.is_number === true ? 'number' : undefined}>
                {column.title}
              </div>
            ))}
          </div>
          <div className="table-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ index, start, key }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <div
                  key={key}
                  role="row"
                  aria-rowindex={index + 2}
                  tabIndex={index === tabbable ? 0 : -1}
                  className="table-row"
                  style={{
                    transform: `translateY(${start}px)`,
                    height: row_px,
                    ...(is_narrow ? {} : { gridTemplateColumns: template }),
                  }}
                  onFocus={() => setActive(index)}
                  ref={(element) => {
                    if (element === null || index !== active || !wants_focus.current) return;
                    wants_focus.current = false;
                    element.focus({ preventScroll: true });
                  }}
                >
                  {is_narrow ? (
                    <div role="gridcell" className="narrow-cell">
                      <Link href={hrefOf(row)} tabIndex={-1} className="row-link">
                        {narrow(row)}
                      </Link>
                    </div>
                  ) : (
                    columns.map((column, place) => (
                      <div key={column.id} role="gridcell" className={column.is_number === true ? 'number' : undefined}>
                        {place === 0 ? (
                          <Link href={hrefOf(row)} tabIndex={-1} className="row-link">
                            {column.cell(row)}
                          </Link>
                        ) : (
                          column.cell(row)
                        )}
                      </div>
                    ))
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <p className="table-foot" role="status">
        {error === null ? (
          <span>
            {count('table.rows', rows.length)}
            {has_more && ` ${t('table.more')}`}
            {is_loading && ` ${t('loading')}`}
          </span>
        ) : (
          <ErrorNote error={error} retry={() => void pager.loadMore()} />
        )}
        {!is_narrow && <span className="keys-hint">{t('table.keys')}</span>}
      </p>
    </>
  );
}
