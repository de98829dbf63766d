/** The views: those that everybody has, then one's own. */
import { type FormEvent, useState } from 'react';
import { useText } from '../../../i18n/use_text.js';
import { isSameFilter, type PaymentFilters } from '../../../model/payment_filters.js';
import { Button } from '../../../parts/button.js';
import { Icon } from '../../../parts/icon.js';
import { Popover } from '../../../parts/popover.js';
import { TextField } from '../../../parts/text_field.js';
import type { ColumnId } from './columns.js';
import { type SavedView, useSavedViews } from './saved_views.js';

const GIVEN = {
  all: {},
  succeeded: { state: ['guaranteed', 'partially_refunded'] },
  authorized: { state: ['authorized'] },
  refunded: { state: ['partially_refunded', 'refunded'] },
  failed: { state: ['failed'] },
} as const satisfies Record<string, PaymentFilters>;

interface Properties {
  readonly filters: PaymentFilters;
  readonly columns: readonly ColumnId[];
  readonly choose: (filters: PaymentFilters, columns?: readonly ColumnId[]) => void;
}

export function ViewTabs({ filters, columns, choose }: Properties) {
  const { t } = useText();
  const { views, save, remove } = useSavedViews();
  const is_known = [...Object.values(GIVEN), ...views.map((view) => view.filters)].some((known) =>
    isSameFilter(known, filters),
  );
  return (
    <div className="tabs" role="group" aria-label={t('views.label')}>
      {Object.entries(GIVEN).map(([name, given]) => (
        <button
          key={name}
          type="button"
          className="tab"
          aria-pressed={isSameFilter(given, filters)}
          onClick={() => choose(given)}
        >
          {t(`views.${name as keyof typeof GIVEN}`)}
        </button>
      ))}
      {views.map((view) => (
        <span key={view.name} className="saved-view">
          <button
            type="button"
            className="tab"
            aria-pressed={isSameFilter(view.filters, filters)}
            onClick={() => choose(view.filters, view.columns)}
          >
            <Icon name="star" />
            {view.name}
          </button>
          <button type="button" className="icon-button" onClick={() => remove(view.name)}>
            <Icon name="close" />
            <span className="hidden">{t('views.remove', { name: view.name })}</span>
          </button>
        </span>
      ))}
      {!is_known && (
        <Popover title={t('views.save')} label={t('views.save')} icon="star">
          {(close) => (
            <SaveView
              save={(name) => {
                save({ name, filters, columns } satisfies SavedView);
                close();
              }}
            />
          )}
        </Popover>
      )}
    </div>
  );
}

function SaveView({ save }: { readonly save: (name: string) => void }) {
  const { t } = useText();
  const [name, setName] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    save(name.trim());
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label={t('views.name')} value={name} change={setName} is_required />
      <Button kind="primary" type="submit">
        {t('views.save')}
      </Button>
    </form>
  );
}
