/** One row of a table: a link over its whole width. It is drawn again only when something of it changes. */
import { memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Column } from './table_column.js';

interface Properties<Row> {
  readonly row: Row;
  readonly index: number;
  readonly href: string;
  readonly columns: readonly Column<Row>[];
  /** Null where each row is two lines. */
  readonly template: string | null;
  readonly height_px: number;
  readonly is_tabbable: boolean;
  /** Whether it is to be focused as soon as it is there. */
  readonly takes_focus: boolean;
  readonly narrow: (row: Row) => ReactNode;
  readonly focused: (index: number) => void;
}

function PlainTableRow<Row>(properties: Properties<Row>) {
  const { row, index, href, columns, template, height_px, is_tabbable, takes_focus, narrow, focused } = properties;
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (takes_focus) element.current?.focus({ preventScroll: true });
  }, [takes_focus]);
  const link = (content: ReactNode) => (
    <Link href={href} tabIndex={-1} className="row-link">
      {content}
    </Link>
  );
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 2}
      tabIndex={is_tabbable ? 0 : -1}
      className="table-row"
      style={{
        transform: `translateY(${index * height_px}px)`,
        height: height_px,
        ...(template === null ? {} : { gridTemplateColumns: template }),
      }}
      onFocus={() => focused(index)}
    >
      {template === null ? (
        <div role="gridcell" className="narrow-cell">
          {link(narrow(row))}
        </div>
      ) : (
        columns.map((column, place) => (
          <div key={column.id} role="gridcell" className={column.is_number === true ? 'number' : undefined}>
            {place === 0 ? link(column.cell(row)) : column.cell(row)}
          </div>
        ))
      )}
    </div>
  );
}

export const TableRow = memo(PlainTableRow, (before, after) => {
  const keys = Object.keys(after) as (keyof Properties<unknown>)[];
  // How a row looks follows from the row, the columns and the language; a new function says nothing new.
  return keys.every((key) => key === 'narrow' || key === 'focused' || Object.is(before[key], after[key]));
}) as typeof PlainTableRow;
