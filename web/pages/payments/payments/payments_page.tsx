/** All payments, reported and processed, in one table. */
import { useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { PaymentRecord } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { usePager } from '../../../app/use_pager.js';
import { useText } from '../../../i18n/use_text.js';
import {
  fieldsOf,
  filtersOf,
  type PaymentFilters,
  paymentsPath,
  withoutEmpty,
} from '../../../model/payment_filters.js';
import { INCLUDED, type PaymentRow, paymentRow } from '../../../model/payment_row.js';
import { Button } from '../../../parts/button.js';
import { DataTable } from '../../../parts/data_table.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { LiveSign } from '../../../parts/live_sign.js';
import { PageHead } from '../../../parts/page_head.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { reportPayment } from '../../actions/report_payment.js';
import { ColumnChoice } from './column_choice.js';
import { columnOf } from './columns.js';
import { EXAMPLE_PAYMENT } from './example_payment.js';
import { ExportDialog } from './export_dialog.js';
import { FilterBar } from './filter_bar.js';
import { NarrowPayment } from './narrow_payment.js';
import { useColumns } from './saved_views.js';
import { SearchBox } from './search_box.js';
import { useLivePayments } from './use_live_payments.js';
import { ViewTabs } from './view_tabs.js';

export default function PaymentsPage() {
  const speech = useText();
  const { t } = speech;
  const { can } = usePlace();
  const [, navigate] = useLocation();
  const search = useSearch();
  const filters = useMemo(() => filtersOf(search), [search]);
  const [columns, setColumns] = useColumns();
  const [open, setOpen] = useState<'report' | 'export' | null>(null);
  const list = usePayments(filters);
  const sees_fees = can('balance', 'read');
  const shown = useMemo(() => columns.map((id) => columnOf(id, speech, sees_fees)), [columns, speech, sees_fees]);
  const change = (next: PaymentFilters) => navigate(paymentsPath(next));
  const is_filtered = Object.keys(filters).length > 0;
  return (
    <div className="page list-page">
      <PageHead title={t('payments.title')}>
        <LiveSign />
        <Button icon="download" onClick={() => setOpen('export')}>
          {t('export.open')}
        </Button>
        {can('payment_records', 'write') && (
          <Button kind="primary" icon="plus" onClick={() => setOpen('report')}>
            {t('action.report_payment')}
          </Button>
        )}
      </PageHead>
      <ViewTabs
        filters={filters}
        columns={columns}
        choose={(next, next_columns) => {
          change(next);
          if (next_columns !== undefined) setColumns(next_columns);
        }}
      />
      <div className="tools">
        <SearchBox
          label={t('payments.search')}
          value={filters.query ?? ''}
          search={(query) => change(withoutEmpty({ ...filters, query }))}
        />
        <FilterBar filters={filters} change={change} />
        <ColumnChoice columns={columns} choose={setColumns} />
      </div>
      <DataTable
        key={search}
        label={t('payments.title')}
        columns={shown}
        list={list}
        hrefOf={({ id }) => `/payments/${id}`}
        narrow={(row) => <NarrowPayment row={row} />}
        empty={
          is_filtered ? (
            <EmptyState title={t('payments.none_match')} text={t('payments.none_match_text')}>
              <Button onClick={() => change({})}>{t('filter.clear_all')}</Button>
            </EmptyState>
          ) : (
            <EmptyState title={t('payments.none')} text={t('payments.none_text')} request={EXAMPLE_PAYMENT} />
          )
        }
      />
      {open === 'export' && <ExportDialog filters={filters} columns={columns} close={() => setOpen(null)} />}
      {open === 'report' && (
        <ActionDialog
          action={reportPayment(speech)}
          close={() => setOpen(null)}
          done={(answer) => {
            const { id } = answer as PaymentRecord;
            navigate(`/payments/${id}`);
          }}
        />
      )}
    </div>
  );
}

function usePayments(filters: PaymentFilters) {
  const fields = { ...fieldsOf(filters), ...INCLUDED };
  const list = usePager<PaymentRecord, PaymentRow>('/v1/payment_records', fields, paymentRow);
  useLivePayments(list.pager);
  return list;
}
