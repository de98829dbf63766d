/** One payment: what became of it, how it got there, and what can be done with it now. */
import { useLocation, useSearch } from 'wouter';
import { usePlace } from '../../../app/session_context.js';
import { useText } from '../../../i18n/use_text.js';
import { withdrawnBy } from '../../../model/dispute.js';
import { stateOf } from '../../../model/payment_state.js';
import { StateBadge } from '../../../parts/badge.js';
import { Button } from '../../../parts/button.js';
import { CurlView } from '../../../parts/curl_view.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { FailedPage } from '../../../parts/failed_page.js';
import { JsonView } from '../../../parts/json_view.js';
import { Metadata } from '../../../parts/metadata.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { PageSkeleton, SkeletonLines } from '../../../parts/skeleton.js';
import { AmountPicture } from './amount_picture.js';
import { AsOfChoice } from './as_of_choice.js';
import { AttemptsTable } from './attempts_table.js';
import { DisputeList } from './dispute_list.js';
import { LineItems } from './line_items.js';
import { PaymentActions } from './payment_actions.js';
import { CustomerFacts, PaymentFacts } from './payment_facts.js';
import { PaymentNotices } from './payment_notices.js';
import { PaymentRequests } from './payment_requests.js';
import { RefundList } from './refund_list.js';
import { SameReference } from './same_reference.js';
import { Timeline } from './timeline.js';
import { usePayment } from './use_payment.js';

export default function PaymentPage({ id }: { readonly id: string }) {
  const { t, money, time } = useText();
  const { can } = usePlace();
  const [, navigate] = useLocation();
  const given = new URLSearchParams(useSearch()).get('as_of');
  const as_of = given !== null && /^\d{1,12}$/.test(given) ? Number(given) : undefined;
  const payment = usePayment(id, as_of);
  const { record, error, attempts, intent, charge, refunds, lines, disputes, warnings, timeline, retry } = payment;
  const lookAt = (at: number | undefined) =>
    navigate(at === undefined ? `/payments/${id}` : `/payments/${id}?as_of=${at}`);
  const parent = { path: '/payments', text: t('payments.title') };
  if (error !== null) {
    return (
      <FailedPage id={id} parent={parent} error={error} retry={retry}>
        {as_of !== undefined && <Button onClick={() => lookAt(undefined)}>{t('as_of.back')}</Button>}
      </FailedPage>
    );
  }
  if (record === undefined) return <PageSkeleton />;
  const movements = disputes.flatMap(({ balance_transactions }) => balance_transactions);
  const disputed = withdrawnBy(movements).amount;
  return (
    <div className="page">
      <PageHead title={money(record.amount.value, record.amount.currency)} parent={parent}>
        <StateBadge state={stateOf(record)} />
        <AsOfChoice as_of={as_of} choose={lookAt} />
        {as_of === undefined && <PaymentActions payment={payment} record={record} />}
      </PageHead>
      {as_of !== undefined && (
        <div className="as-of-note" role="status">
          <p>{t('as_of.note', { time: time(as_of, 'full') })}</p>
          <Button onClick={() => lookAt(undefined)}>{t('as_of.back')}</Button>
        </div>
      )}
      {as_of === undefined && <PaymentNotices disputes={disputes} warnings={warnings} />}
      {as_of === undefined && <SameReference record={record} />}
      <AmountPicture payment={record} disputed={disputed} />
      <div className="columns">
        <div className="column-main">
          <Section title={t('payment.timeline')}>
            <Timeline history={timeline} as_of={as_of} lookAt={lookAt} names_disputes />
          </Section>
          <Section title={t('payment.attempts')}>
            {attempts.error !== null && <ErrorNote error={attempts.error} retry={attempts.retry} />}
            {attempts.items === undefined ? (
              attempts.error === null && <SkeletonLines count={2} />
            ) : attempts.items.length === 0 ? (
              <p className="muted">{t('payment.no_attempts')}</p>
            ) : (
              <AttemptsTable attempts={attempts.items} />
            )}
          </Section>
          {(lines.items?.length ?? 0) > 0 && (
            <Section title={t('line.title')}>
              <LineItems payment={payment} currency={record.amount.currency} />
            </Section>
          )}
          {disputes.length > 0 && (
            <Section title={t('payment.disputes')}>
              <DisputeList disputes={disputes} />
            </Section>
          )}
          {(refunds.items?.length ?? 0) > 0 && (
            <Section title={t('payment.refunds')}>
              <RefundList refunds={refunds.items ?? []} />
            </Section>
          )}
        </div>
        <div className="column-side">
          <Section title={t('payment.details')}>
            <PaymentFacts record={record} intent={intent} charge={charge} />
          </Section>
          <Section title={t('column.customer')}>
            <CustomerFacts record={record} />
          </Section>
          <Section title={t('metadata')}>
            <Metadata metadata={record.metadata} />
          </Section>
          {as_of === undefined && can('request_logs', 'read') && (
            <Section title={t('payment.requests')}>
              <PaymentRequests record={record.id} intent={intent?.id} />
            </Section>
          )}
          <Section title={t('raw')}>
            <details>
              <summary>{t('raw.show')}</summary>
              <JsonView value={record} label={t('raw')} />
            </details>
            <details>
              <summary>{t('curl')}</summary>
              <CurlView
                request={{
                  method: 'GET',
                  path: `/v1/payment_records/${id}`,
                  ...(as_of === undefined ? {} : { fields: { as_of } }),
                }}
              />
            </details>
          </Section>
        </div>
      </div>
    </div>
  );
}
