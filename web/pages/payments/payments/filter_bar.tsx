/** The filters, each in a panel of its own; all of them combine. */
import { type Speech, useText } from '../../../i18n/use_text.js';
import { declineWords } from '../../../model/decline_reason.js';
import { methodFilter } from '../../../model/method.js';
import { type PaymentFilters, withoutEmpty } from '../../../model/payment_filters.js';
import { Button } from '../../../parts/button.js';
import { AmountFilter } from './filters/amount_filter.js';
import { DateFilter } from './filters/date_filter.js';
import { FilterChip } from './filters/filter_chip.js';
import { MetadataFilter } from './filters/metadata_filter.js';
import { StateFilter } from './filters/state_filter.js';
import { TextFilter } from './filters/text_filter.js';

interface Properties {
  readonly filters: PaymentFilters;
  readonly change: (filters: PaymentFilters) => void;
}

const NO_DATES = { happened_gte: undefined, happened_lt: undefined, created_gte: undefined, created_lt: undefined };
const TEXT_FILTERS = ['method', 'processor', 'customer', 'decline_reason'] as const;

export function FilterBar({ filters, change }: Properties) {
  const { t, money, time } = useText();
  const set = (part: Parameters<typeof withoutEmpty>[0]) => change(withoutEmpty({ ...filters, ...part }));
  const { state, currency, amount_gte, amount_lte, metadata } = filters;
  const amountText = () => {
    if (currency === undefined) return null;
    const from = amount_gte === undefined ? '' : money(amount_gte, currency);
    const to = amount_lte === undefined ? '' : money(amount_lte, currency);
    return from === '' && to === '' ? currency.toUpperCase() : `${from} – ${to}`;
  };
  const days = (first: number | undefined, below: number | undefined) => {
    const from = first === undefined ? '' : time(first, 'day');
    const to = below === undefined ? '' : time(below - 1, 'day');
    if (from === '' && to === '') return null;
    return from === to ? from : `${from} – ${to}`;
  };
  const happened = days(filters.happened_gte, filters.happened_lt);
  const recorded = days(filters.created_gte, filters.created_lt);
  const ended = days(filters.outcome_gte, filters.outcome_lt);
  // The overview leads to this one; where it does not, there is no room for what hardly anybody would type.
  const shown = TEXT_FILTERS.filter((name) => name !== 'decline_reason' || filters.decline_reason !== undefined);
  return (
    <div className="filter-bar">
      <FilterChip
        title={t('filter.state')}
        value={state === undefined ? null : state.map((one) => t(`state.${one}`)).join(', ')}
        clear={() => set({ state: undefined })}
      >
        {() => <StateFilter value={state ?? []} change={(next) => set({ state: next })} />}
      </FilterChip>
      <FilterChip
        title={t('filter.amount')}
        value={amountText()}
        clear={() => set({ currency: undefined, amount_gte: undefined, amount_lte: undefined })}
      >
        {(close) => (
          <AmountFilter
            filters={filters}
            apply={(next) => {
              set(next);
              close();
            }}
          />
        )}
      </FilterChip>
      <FilterChip
        title={t('filter.date')}
        value={happened ?? (recorded === null ? null : `${t('column.recorded')} ${recorded}`)}
        clear={() => set(NO_DATES)}
      >
        {(close) => (
          <DateFilter
            filters={filters}
            apply={(next) => {
              set(next);
              close();
            }}
          />
        )}
      </FilterChip>
      {ended !== null && (
        <FilterChip
          title={t('filter.outcome')}
          value={ended}
          clear={() => set({ outcome_gte: undefined, outcome_lt: undefined })}
        >
          {() => <p>{t('filter.outcome_hint')}</p>}
        </FilterChip>
      )}
      {shown.map((name) => (
        <FilterChip
          key={name}
          title={t(`filter.${name}`)}
          value={wordsOf(name, filters[name], t)}
          clear={() => set({ [name]: undefined })}
        >
          {(close) => (
            <TextFilter
              title={t(`filter.${name}`)}
              hint={t(`filter.${name}_hint`)}
              value={filters[name] ?? ''}
              apply={(text) => {
                set({ [name]: name === 'method' ? methodFilter(text) : text });
                close();
              }}
            />
          )}
        </FilterChip>
      ))}
      <FilterChip
        title={t('filter.metadata')}
        value={metadata === undefined ? null : metadata.map(([key, value]) => `${key}: ${value}`).join(', ')}
        clear={() => set({ metadata: undefined })}
      >
        {(close) => (
          <MetadataFilter
            value={metadata ?? []}
            apply={(next) => {
              set({ metadata: next });
              close();
            }}
          />
        )}
      </FilterChip>
      {Object.keys(filters).length > 0 && (
        <Button icon="close" onClick={() => change({})}>
          {t('filter.clear_all')}
        </Button>
      )}
    </div>
  );
}

function wordsOf(name: (typeof TEXT_FILTERS)[number], value: string | undefined, t: Speech['t']): string | null {
  if (value === undefined) return null;
  return name === 'decline_reason' ? declineWords(value, t) : value;
}
