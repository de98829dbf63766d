/**
 * A table of any length: only the rows in sight are in the page. It is walked with the arrow keys, and each row is a link.
 * On a telephone each row is two lines instead of columns.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useText } from '../i18n/use_text.js';
import type { Pager, PagerState } from '../model/pager.js';
import { ErrorNote } from './error_note.js';
import { SkeletonLines } from './skeleton.js';
import type { Column } from './table_column.js';
import { TableRow } from './table_row.js';
import { useNarrow } from './use_narrow.js';
import { useRowWindow } from './use_row_window.js';

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
const HEAD_PX = 36;
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
  const [wants_focus, setWantsFocus] = useState(false);
  const row_px = is_narrow ? NARROW_ROW_PX : ROW_PX;
  const shown = useRowWindow(scroller, rows.length, row_px, is_narrow ? 0 : HEAD_PX, pager.scroll_offset);

  useEffect(() => {
    if (has_more && !is_loading && error === null && shown.end > rows.length - AHEAD) void pager.loadMore();
  }, [has_more, is_loading, error, shown.end, rows.length, pager]);
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
    setWantsFocus(true);
    setActive(next);
    shown.scrollTo(next);
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
  const tabbable = active >= shown.first && active < shown.end ? active : shown.first;
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
          shown.onScroll();
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
          <div className="table-body" role="rowgroup" style={{ height: rows.length * row_px }}>
            {rows.slice(shown.first, shown.end).map((row, place) => {
              const index = shown.first + place;
              return (
                <TableRow
                  key={row.id}
                  row={row}
                  index={index}
                  href={hrefOf(row)}
                  columns={columns}
                  template={is_narrow ? null : template}
                  height_px={row_px}
                  is_tabbable={index === tabbable}
                  takes_focus={wants_focus && index === active}
                  narrow={narrow}
                  focused={(focused) => {
                    setActive(focused);
                    setWantsFocus(false);
                  }}
                />
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
