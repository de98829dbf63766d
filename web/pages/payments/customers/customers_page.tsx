/** All customers, and the search for one. */
import { useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Customer } from '../../../api/types.js';
import { useEvents } from '../../../app/live.js';
import { usePlace } from '../../../app/session_context.js';
import { usePager } from '../../../app/use_pager.js';
import { useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { DataTable } from '../../../parts/data_table.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { LiveSign } from '../../../parts/live_sign.js';
import { PageHead } from '../../../parts/page_head.js';
import type { Column } from '../../../parts/table_column.js';
import { Time } from '../../../parts/time.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { createCustomer } from '../../actions/customer_actions.js';
import { SearchBox } from '../payments/search_box.js';
import { type CustomerRow, customerRow } from './customer_row.js';

export default function CustomersPage() {
  const speech = useText();
  const { t } = speech;
  const { can } = usePlace();
  const [, navigate] = useLocation();
  const email = new URLSearchParams(useSearch()).get('email') ?? undefined;
  const [is_creating, setCreating] = useState(false);
  const list = usePager<Customer, CustomerRow>('/v1/customers', { email }, customerRow);
  useEvents((events) => {
    const may_be_more = events.length === 0 || events.some(({ type }) => type === 'customer.created');
    if (may_be_more) void list.pager.loadNew().catch(() => undefined);
    for (const { type, data } of events) {
      if (type === 'customer.updated') list.pager.replace(data.object as unknown as Customer);
    }
  });
  const columns = useMemo<Column<CustomerRow>[]>(
    () => [
      {
        id: 'name',
        title: t('customer.name'),
        width_px: 200,
        grows: true,
        cell: ({ name, id }) => name ?? <code>{id}</code>,
      },
      { id: 'email', title: t('customer.email'), width_px: 240, grows: true, cell: (row) => row.email ?? '' },
      {
        id: 'description',
        title: t('column.description'),
        width_px: 200,
        grows: true,
        cell: (row) => row.description ?? '',
      },
      { id: 'created', title: t('column.created'), width_px: 165, cell: (row) => <Time at={row.created} /> },
      { id: 'id', title: t('column.id'), width_px: 240, cell: ({ id }) => <code>{id}</code> },
    ],
    [t],
  );
  return (
    <div className="page list-page">
      <PageHead title={t('nav.customers')}>
        <LiveSign />
        {can('customers', 'write') && (
          <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
            {t('action.create_customer')}
          </Button>
        )}
      </PageHead>
      <div className="tools">
        <SearchBox
          label={t('customers.search')}
          value={email ?? ''}
          search={(text) => navigate(text === '' ? '/customers' : `/customers?${new URLSearchParams({ email: text })}`)}
        />
      </div>
      <DataTable
        key={email}
        label={t('nav.customers')}
        columns={columns}
        list={list}
        hrefOf={({ id }) => `/customers/${id}`}
        narrow={(row) => (
          <span className="narrow-row">
            <strong>{row.name ?? row.id}</strong>
            <span />
            <span className="muted">{row.email}</span>
            <span className="muted">
              <Time at={row.created} style="day" />
            </span>
          </span>
        )}
        empty={
          email === undefined ? (
            <EmptyState
              title={t('customers.none')}
              text={t('customers.none_text')}
              request={{
                method: 'POST',
                path: '/v1/customers',
                fields: { name: 'Ada Lovelace', email: 'ada@example.com' },
              }}
            />
          ) : (
            <EmptyState title={t('customers.none_match')} text={t('customers.none_match_text')} />
          )
        }
      />
      {is_creating && (
        <ActionDialog
          action={createCustomer(speech)}
          close={() => setCreating(false)}
          done={(answer) => navigate(`/customers/${(answer as Customer).id}`)}
        />
      )}
    </div>
  );
}
