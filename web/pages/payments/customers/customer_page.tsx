/** One customer: who they are, what they paid, and with what. */
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Customer, List, PaymentRecord } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { useGet } from '../../../app/use_api.js';
import { useText } from '../../../i18n/use_text.js';
import { paymentsPath } from '../../../model/payment_filters.js';
import { paymentRow } from '../../../model/payment_row.js';
import { Button } from '../../../parts/button.js';
import { CopyText } from '../../../parts/copy_text.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { Facts } from '../../../parts/facts.js';
import { FailedPage } from '../../../parts/failed_page.js';
import { JsonView } from '../../../parts/json_view.js';
import { Metadata } from '../../../parts/metadata.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { PageSkeleton } from '../../../parts/skeleton.js';
import { Time } from '../../../parts/time.js';
import type { Action } from '../../actions/action.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { deleteCustomer, updateCustomer } from '../../actions/customer_actions.js';
import { CustomerMethods } from './customer_methods.js';
import { PaymentList } from './payment_list.js';

const SHOWN = 20;

export default function CustomerPage({ id }: { readonly id: string }) {
  const speech = useText();
  const { t } = speech;
  const { can } = usePlace();
  const [, navigate] = useLocation();
  const [action, setAction] = useState<Action | null>(null);
  const customer = useGet<Customer & { readonly deleted?: boolean }>(`/v1/customers/${id}`);
  const payments = useGet<List<PaymentRecord>>(
    '/v1/payment_records',
    { customer: id, limit: SHOWN },
    { enabled: can('payment_records', 'read') },
  );
  const parent = { path: '/customers', text: t('nav.customers') };
  const { data, error } = customer;
  if (error !== null) return <FailedPage id={id} parent={parent} error={error} retry={() => void customer.refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  if (data.deleted === true) {
    return (
      <div className="page">
        <PageHead title={id} parent={parent} />
        <EmptyState title={t('customer.deleted')} text={t('customer.deleted_text')} />
      </div>
    );
  }
  return (
    <div className="page">
      <PageHead title={data.name ?? data.email ?? id} parent={parent}>
        {can('customers', 'write') && (
          <>
            <Button onClick={() => setAction(updateCustomer(data, speech))}>{t('action.update_customer')}</Button>
            <Button onClick={() => setAction(deleteCustomer(data, speech))}>{t('action.delete_customer')}</Button>
          </>
        )}
      </PageHead>
      <div className="columns">
        <div className="column-main">
          {can('payment_records', 'read') && (
            <Section
              title={t('payments.title')}
              aside={<Link href={paymentsPath({ customer: id })}>{t('customer.all_payments')}</Link>}
            >
              {payments.error !== null && <ErrorNote error={payments.error} />}
              {payments.data !== undefined && <PaymentList rows={payments.data.data.map(paymentRow)} />}
            </Section>
          )}
          {can('payment_methods', 'read') && (
            <Section title={t('customer.methods')}>
              <CustomerMethods
                customer={id}
                default_method={data.invoice_settings.default_payment_method as string | null}
              />
            </Section>
          )}
        </div>
        <div className="column-side">
          <Section title={t('payment.details')}>
            <Facts
              facts={[
                [t('column.id'), <CopyText key="id" text={data.id} />],
                [t('customer.name'), data.name],
                [t('customer.email'), data.email],
                [t('customer.phone'), data.phone],
                [t('column.description'), data.description],
                [t('column.created'), <Time key="created" at={data.created} style="full" />],
              ]}
            />
          </Section>
          <Section title={t('metadata')}>
            <Metadata metadata={data.metadata} />
          </Section>
          <Section title={t('raw')}>
            <details>
              <summary>{t('raw.show')}</summary>
              <JsonView value={data} label={t('raw')} />
            </details>
          </Section>
        </div>
      </div>
      {action !== null && (
        <ActionDialog
          action={action}
          close={() => setAction(null)}
          done={(answer) => {
            if ((answer as { deleted?: boolean }).deleted === true) navigate('/customers');
          }}
        />
      )}
    </div>
  );
}
