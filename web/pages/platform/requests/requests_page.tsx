/** What was asked of the API, and what it answered. */
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { RequestLog } from '../../../api/types.js';
import { usePager } from '../../../app/use_pager.js';
import { type Speech, useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { DataTable } from '../../../parts/data_table.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { PageHead } from '../../../parts/page_head.js';
import { Segments } from '../../../parts/segments.js';
import { StatusCode } from '../../../parts/status_code.js';
import type { Column } from '../../../parts/table_column.js';
import { Time } from '../../../parts/time.js';
import { EXAMPLE_PAYMENT } from '../../payments/payments/example_payment.js';
import { SearchBox } from '../../payments/payments/search_box.js';
import { type RequestRow, requestRow, shortPath } from './request_row.js';

const METHODS = ['', 'GET', 'POST', 'DELETE'] as const;
const STATUSES = ['', '2xx', '4xx', '5xx'] as const;

export default function RequestsPage() {
  const { t } = useText();
  const [, navigate] = useLocation();
  const search = useSearch();
  const given = new URLSearchParams(search);
  const method = METHODS.find((one) => one !== '' && one === given.get('method')) ?? '';
  const status = STATUSES.find((one) => one !== '' && one === given.get('status')) ?? '';
  const path = given.get('path') ?? '';
  const object = given.get('object') ?? '';
  const key = given.get('key') ?? '';
  const list = usePager<RequestLog, RequestRow>(
    '/v1/daybook/request_logs',
    Object.fromEntries(Object.entries({ method, status, path, object, key }).filter(([, value]) => value !== '')),
    requestRow,
  );
  function show(change: Readonly<Record<string, string>>) {
    const next = new URLSearchParams({ method, status, path, object, key, ...change });
    for (const [name, value] of [...next]) if (value === '') next.delete(name);
    navigate(next.size === 0 ? '/requests' : `/requests?${next}`);
  }
  const columns = useMemo(() => columnsIn(t), [t]);
  return (
    <div className="page list-page">
      <PageHead title={t('nav.requests')}>
        <Button icon="retry" onClick={() => void list.pager.loadNew().catch(() => list.pager.reload())}>
          {t('request.refresh')}
        </Button>
      </PageHead>
      <div className="tools">
        <SearchBox
          label={t('request.search')}
          value={object === '' ? path : object}
          search={(text) => show(text.startsWith('/') ? { path: text, object: '' } : { path: '', object: text })}
        />
        <Segments
          label={t('request.status')}
          options={STATUSES.map((value) => ({ value, label: value === '' ? t('views.all') : value }))}
          value={status}
          choose={(value) => show({ status: value })}
        />
        <Segments
          label={t('request.method')}
          options={METHODS.map((value) => ({ value, label: value === '' ? t('views.all') : value }))}
          value={method}
          choose={(value) => show({ method: value })}
        />
        {key !== '' && (
          <Button icon="close" onClick={() => show({ key: '' })}>
            {key}
          </Button>
        )}
      </div>
      <DataTable
        key={search}
        label={t('nav.requests')}
        columns={columns}
        list={list}
        hrefOf={({ id }) => `/requests/${id}`}
        narrow={(row) => (
          <span className="narrow-row">
            <code>{shortPath(row.path)}</code>
            <StatusCode status={row.status} />
            <span className="muted">{row.method}</span>
            <span className="muted">
              <Time at={row.created} />
            </span>
          </span>
        )}
        empty={
          search === '' ? (
            <EmptyState title={t('requests.none')} text={t('requests.none_text')} request={EXAMPLE_PAYMENT} />
          ) : (
            <EmptyState title={t('requests.none_match')} text={t('payments.none_match_text')} />
          )
        }
      />
    </div>
  );
}

function columnsIn(t: Speech['t']): Column<RequestRow>[] {
  return [
    { id: 'status', title: t('request.status'), width_px: 90, cell: (row) => <StatusCode status={row.status} /> },
    { id: 'method', title: t('request.method'), width_px: 85, cell: (row) => <code>{row.method}</code> },
    {
      id: 'path',
      title: t('request.path'),
      width_px: 320,
      grows: true,
      cell: ({ path }) => <code title={path}>{shortPath(path)}</code>,
    },
    { id: 'code', title: t('request.error'), width_px: 155, cell: (row) => <code>{row.error}</code> },
    {
      id: 'duration',
      title: t('request.duration'),
      width_px: 100,
      is_number: true,
      cell: (row) => `${row.duration_ms} ms`,
    },
    { id: 'created', title: t('column.created'), width_px: 165, cell: (row) => <Time at={row.created} /> },
    { id: 'id', title: t('column.id'), width_px: 172, cell: (row) => <code>{row.id}</code> },
  ];
}
