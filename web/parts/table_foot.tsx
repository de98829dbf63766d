/** Below a table: how many rows have been read, whether there are more, and what went wrong. */
import { useText } from '../i18n/use_text.js';
import type { Pager, PagerState } from '../model/pager.js';
import { ErrorNote } from './error_note.js';

interface Properties<Wire, Row extends { readonly id: string }> {
  readonly list: PagerState<Row> & { readonly pager: Pager<Wire, Row> };
  readonly has_keys: boolean;
}

export function TableFoot<Wire, Row extends { readonly id: string }>({ list, has_keys }: Properties<Wire, Row>) {
  const { rows, has_more, is_loading, error, pager } = list;
  const { t, count } = useText();
  return (
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
      {has_keys && <span className="keys-hint">{t('table.keys')}</span>}
    </p>
  );
}
