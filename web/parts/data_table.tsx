/**
 * A table of any length: only the rows in sight are in the page. It is walked with the arrow keys, and each row is a link.
 * On a telephone each row is two lines instead of columns.
 */
import { type ReactNode, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Pager, PagerState } from '../model/pager.js';
import { ErrorNote } from './error_note.js';
import { SkeletonLines } from './skeleton.js';
import type { Column } from './table_column.js';
import { TableFoot } from './table_foot.js';
import { TableRow } from './table_row.js';
import { useLoadAhead, useStaysInPlace } from './use_growing_list.js';
import { useNarrow } from './use_narrow.js';
import { useRowWindow } from './use_row_window.js';
import { useTableKeys } from './use_table_keys.js';

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

export function DataTable<Wire, Row extends { readonly id: string }>(properties: Properties<Wire, Row>) {
  const { label, columns, list, hrefOf, narrow, empty } = properties;
  const { rows, has_more, error, is_known, pager } = list;
  const [, navigate] = useLocation();
  const is_narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const row_px = is_narrow ? NARROW_ROW_PX : ROW_PX;
  const shown = useRowWindow(scroller, rows.length, row_px, is_narrow ? 0 : HEAD_PX, pager.scroll_offset);
  useLoadAhead(list, shown.end);
  useStaysInPlace(scroller, rows, row_px);
  const open = (index: number) => navigate(hrefOf(rows[index] as Row));
  const keys = useTableKeys({ count: rows.length, row_px, scroller, shown, open });

  if (error !== null && rows.length === 0) return <ErrorNote error={error} retry={() => void pager.reload()} />;
  if (!is_known) return <SkeletonLines count={10} />;
  if (rows.length === 0) return empty;
  const template = is_narrow ? null : templateOf(columns);
  const width = columns.reduce((sum, { width_px }) => sum + width_px, 0);
  const tabbable = keys.active >= shown.first && keys.active < shown.end ? keys.active : shown.first;
  return (
    <>
      <div
        className="table"
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={has_more ? -1 : rows.length + 1}
        tabIndex={-1}
        onKeyDown={keys.onKeyDown}
        onScroll={(event) => {
          pager.scroll_offset = event.currentTarget.scrollTop;
          shown.onScroll();
        }}
      >
        <div className="table-inner" role="presentation" style={is_narrow ? {} : { minWidth: width + 32 }}>
          <TableHead columns={columns} template={template} />
          <div className="table-body" role="rowgroup" style={{ height: rows.length * row_px }}>
            {rows.slice(shown.first, shown.end).map((row, place) => (
              <TableRow
                key={row.id}
                row={row}
                index={shown.first + place}
                href={hrefOf(row)}
                columns={columns}
                template={template}
                height_px={row_px}
                is_tabbable={shown.first + place === tabbable}
                takes_focus={keys.wants_focus && shown.first + place === keys.active}
                narrow={narrow}
                focused={keys.focused}
              />
            ))}
          </div>
        </div>
      </div>
      <TableFoot list={list} has_keys={!is_narrow} />
    </>
  );
}

function templateOf(columns: readonly Pick<Column<never>, 'width_px' | 'grows'>[]): string {
  return columns.map(({ width_px, grows }) => (grows ? `minmax(${width_px}px, 1fr)` : `${width_px}px`)).join(' ');
}

interface HeadProperties {
  readonly columns: readonly Pick<Column<never>, 'id' | 'title' | 'is_number'>[];
  /** Null where each row is two lines: then nobody sees the head. */
  readonly template: string | null;
}

function TableHead({ columns, template }: HeadProperties) {
  return (
    <div
      className={template === null ? 'hidden' : 'table-head'}
      role="row"
      style={template === null ? {} : { gridTemplateColumns: template }}
    >
      {columns.map((column) => (
        <div key={column.id} role="columnheader" className={column.is_number === true ? 'number' : undefined}>
          {column.title}
        </div>
      ))}
    </div>
  );
}
