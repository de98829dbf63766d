/** A column of a table. */
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly width_px: number;
  /** Takes what is left of the width. */
  readonly grows?: boolean;
  readonly is_number?: boolean;
  readonly cell: (row: Row) => ReactNode;
}
