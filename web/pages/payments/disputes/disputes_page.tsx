/** All disputes, and those that wait for an answer. */
import { useMemo, useState } from 'react';
import { useSearch } from 'wouter';
import type { Dispute } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { usePager } from '../../../app/use_pager.js';
import { useText } from '../../../i18n/use_text.js';
import { type DisputeRow, disputeRow } from '../../../model/dispute.js';
import { DataTable } from '../../../parts/data_table.js';
import { DisputeBadge } from '../../../parts/dispute_badge.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { LiveSign } from '../../../parts/live_sign.js';
import { Method } from '../../../parts/method.js';
import { PageHead } from '../../../parts/page_head.js';
import type { Column } from '../../../parts/table_column.js';
import { Time } from '../../../parts/time.js';
import { Deadline } from './deadline.js';
import { expansionsFor } from './expansions.js';
import { NoDisputes } from './no_disputes.js';
import { PaymentLink } from './payment_link.js';
import { disputeFields, StatusViews, shownIn } from './status_views.js';
import { useLiveDisputes } from './use_live_disputes.js';

export default function DisputesPage() {
  const { t, money } = useText();
  const place = usePlace();
  const search = useSearch();
  const shown = shownIn(search);
  // What is overdue is told apart at the moment at which the page was opened.
  const [now] = useState(() => Math.floor(Date.now() / 1000));
  const list = usePager<Dispute, DisputeRow>(
    '/v1/disputes',
    { ...expansionsFor(place, 'data.'), ...disputeFields(shown, now) },
    disputeRow,
  );
  useLiveDisputes(list.pager);
  const columns = useMemo<Column<DisputeRow>[]>(
    () => [
      {
        id: 'amount',
        title: t('column.amount'),
        width_px: 120,
        is_number: true,
        cell: (row) => <span className="amount">{money(row.amount, row.currency)}</span>,
      },
      { id: 'status', title: t('payment.status'), width_px: 230, cell: (row) => <DisputeBadge status={row.status} /> },
      {
        id: 'reason',
        title: t('field.reason'),
        width_px: 190,
        grows: true,
        cell: (row) => t(`dispute.reason.${row.reason}`),
      },
      { id: 'due', title: t('dispute.due'), width_px: 130, cell: (row) => <Deadline {...row} /> },
      {
        id: 'payment',
        title: t('dispute.payment'),
        width_px: 170,
        cell: (row) => (
          <PaymentLink payment={row.payment} is_in_row>
            {row.method === null ? row.payment : <Method method={row.method} />}
          </PaymentLink>
        ),
      },
      { id: 'customer', title: t('column.customer'), width_px: 160, grows: true, cell: (row) => row.customer ?? '' },
      { id: 'created', title: t('column.created'), width_px: 165, cell: (row) => <Time at={row.created} /> },
    ],
    [t, money],
  );
  return (
    <div className="page list-page">
      <PageHead title={t('nav.disputes')}>
        <LiveSign />
      </PageHead>
      <StatusViews shown={shown} />
      <DataTable
        key={search}
        label={t('nav.disputes')}
        columns={columns}
        list={list}
        hrefOf={({ id }) => `/disputes/${id}`}
        narrow={(row) => <NarrowDispute row={row} />}
        empty={
          shown.statuses.length === 0 && shown.due === undefined ? (
            <NoDisputes />
          ) : (
            <EmptyState title={t('disputes.none_match')} text={t('disputes.none_match_text')} />
          )
        }
      />
    </div>
  );
}

/** A dispute in two lines, for telephones. */
function NarrowDispute({ row }: { readonly row: DisputeRow }) {
  const { t, money } = useText();
  return (
    <span className="narrow-row">
      <span className="amount">{money(row.amount, row.currency)}</span>
      <DisputeBadge status={row.status} />
      <span className="muted">{t(`dispute.reason.${row.reason}`)}</span>
      <Deadline {...row} />
    </span>
  );
}
