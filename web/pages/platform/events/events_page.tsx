/** Everything that has happened, as webhooks tell it. */
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Event } from '../../../api/types.js';
import { useEvents } from '../../../app/live.js';
import { usePager } from '../../../app/use_pager.js';
import { useText } from '../../../i18n/use_text.js';
import { DataTable } from '../../../parts/data_table.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { LiveSign } from '../../../parts/live_sign.js';
import { PageHead } from '../../../parts/page_head.js';
import type { Column } from '../../../parts/table_column.js';
import { Time } from '../../../parts/time.js';
import { EXAMPLE_PAYMENT } from '../../payments/payments/example_payment.js';
import { SearchBox } from '../../payments/payments/search_box.js';

interface EventRow {
  readonly id: string;
  readonly created: number;
  readonly type: string;
  readonly object: string;
  readonly request: string | null;
}

function eventRow({ id, created, type, data, request }: Event): EventRow {
  return { id, created, type, object: data.object.id ?? '', request: request?.id ?? null };
}

export default function EventsPage() {
  const { t } = useText();
  const [, navigate] = useLocation();
  const type = new URLSearchParams(useSearch()).get('type') ?? undefined;
  const list = usePager<Event, EventRow>('/v1/events', { type }, eventRow);
  useEvents(() => void list.pager.loadNew().catch(() => undefined));
  const columns = useMemo<Column<EventRow>[]>(
    () => [
      { id: 'type', title: t('event.type'), width_px: 300, grows: true, cell: (row) => <code>{row.type}</code> },
      { id: 'object', title: t('event.object'), width_px: 250, grows: true, cell: (row) => <code>{row.object}</code> },
      { id: 'request', title: t('error.request'), width_px: 190, cell: (row) => <code>{row.request}</code> },
      { id: 'created', title: t('column.created'), width_px: 165, cell: (row) => <Time at={row.created} /> },
    ],
    [t],
  );
  return (
    <div className="page list-page">
      <PageHead title={t('nav.events')}>
        <LiveSign />
      </PageHead>
      <div className="tools">
        <SearchBox
          label={t('events.search')}
          value={type ?? ''}
          search={(text) => navigate(text === '' ? '/events' : `/events?${new URLSearchParams({ type: text })}`)}
        />
      </div>
      <DataTable
        key={type}
        label={t('nav.events')}
        columns={columns}
        list={list}
        hrefOf={({ id }) => `/events/${id}`}
        narrow={(row) => (
          <span className="narrow-row">
            <code>{row.type}</code>
            <span />
            <span className="muted">{row.object}</span>
            <span className="muted">
              <Time at={row.created} />
            </span>
          </span>
        )}
        empty={
          type === undefined ? (
            <EmptyState title={t('events.none')} text={t('events.none_text')} request={EXAMPLE_PAYMENT} />
          ) : (
            <EmptyState title={t('events.none_match')} text={t('events.none_match_text')} />
          )
        }
      />
    </div>
  );
}
