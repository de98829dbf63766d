/** Views that somebody has saved: filters and columns under a name. They belong to the browser, and hold no secret. */
import { useState } from 'react';
import { formText } from '../../../api/form.js';
import { fieldsOf, filtersOf, type PaymentFilters } from '../../../model/payment_filters.js';
import { type ColumnId, FIRST_COLUMNS, isColumnId } from './columns.js';

export interface SavedView {
  readonly name: string;
  readonly filters: PaymentFilters;
  readonly columns: readonly ColumnId[];
}

const VIEWS = 'daybook.payment_views';
const COLUMNS = 'daybook.payment_columns';

/** What is stored may be of another version, or written by hand. */
function stored(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

function columnsOf(value: unknown): readonly ColumnId[] {
  const known = Array.isArray(value) ? value.filter(isColumnId) : [];
  return known.length === 0 ? FIRST_COLUMNS : known;
}

function storedViews(): readonly SavedView[] {
  const value = stored(VIEWS);
  if (!Array.isArray(value)) return [];
  return value.flatMap((view: { name?: unknown; search?: unknown; columns?: unknown } | null) =>
    typeof view?.name === 'string' && typeof view.search === 'string'
      ? [{ name: view.name, filters: filtersOf(view.search), columns: columnsOf(view.columns) }]
      : [],
  );
}

export function useSavedViews() {
  const [views, setViews] = useState(storedViews);
  function store(next: readonly SavedView[]) {
    setViews(next);
    const kept = next.map(({ name, filters, columns }) => ({ name, search: formText(fieldsOf(filters)), columns }));
    localStorage.setItem(VIEWS, JSON.stringify(kept));
  }
  return {
    views,
    save: (view: SavedView) => store([...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => store(views.filter((view) => view.name !== name)),
  };
}

export function useColumns(): [readonly ColumnId[], (columns: readonly ColumnId[]) => void] {
  const [columns, setColumns] = useState(() => columnsOf(stored(COLUMNS)));
  return [
    columns,
    (next) => {
      setColumns(next);
      localStorage.setItem(COLUMNS, JSON.stringify(next));
    },
  ];
}
