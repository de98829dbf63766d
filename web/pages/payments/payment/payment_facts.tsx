import { Link } from 'wouter';
import type { Charge, PaymentIntent, PaymentRecord } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { methodOf, processorOf, referenceOf } from '../../../model/method.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Facts } from '../../../parts/facts.js';
import { Method } from '../../../parts/method.js';
import { Time } from '../../../parts/time.js';

interface Properties {
  readonly record: PaymentRecord;
  readonly intent: PaymentIntent | undefined;
  readonly charge: Charge | undefined;
}

export function PaymentFacts({ record, intent, charge }: Properties) {
  const { t, distance } = useText();
  const card = record.payment_method_details?.card;
  const reference = referenceOf(record);
  const capture_before = charge?.payment_method_details?.card?.capture_before;
  return (
    <Facts
      facts={[
        [t('column.id'), <CopyText key="id" text={record.id} />],
        [
          t('column.happened'),
          record.happened === null ? null : <Time key="happened" at={record.happened} style="full" />,
        ],
        [
          t('payment.outcome'),
          record.outcome_happened === null ? null : <Time key="outcome" at={record.outcome_happened} style="full" />,
        ],
        [t('column.recorded'), <Time key="created" at={record.created} style="full" />],
        [t('column.description'), record.description],
        [t('payment.origin'), t(record.reported_by === 'self' ? 'payment.reported' : 'payment.processed')],
        [t('column.processor'), processorOf(record)],
        [t('column.reference'), reference === null ? null : <CopyText key="reference" text={reference} />],
        [t('column.method'), <Method key="method" method={methodOf(record.payment_method_details)} />],
        [
          t('payment.card'),
          card == null ? null : [card.funding, card.country, `${card.exp_month}/${card.exp_year}`].join(' · '),
        ],
        [t('payment.intent'), intent === undefined ? null : <CopyText key="intent" text={intent.id} />],
        [t('payment.status'), intent === undefined ? null : <code key="status">{intent.status}</code>],
        [t('payment.charge'), charge === undefined ? null : <CopyText key="charge" text={charge.id} />],
        [
          t('payment.capture_before'),
          capture_before === undefined || intent?.status !== 'requires_capture' ? null : (
            <span key="capture_before">
              <Time at={capture_before} /> ({distance(capture_before)})
            </span>
          ),
        ],
      ]}
    />
  );
}

export function CustomerFacts({ record }: { readonly record: PaymentRecord }) {
  const { t } = useText();
  const details = record.customer_details;
  const billing = record.payment_method_details?.billing_details;
  const address = record.shipping_details?.address;
  if (details === null && billing?.name == null && billing?.email == null && address == null) {
    return <p className="muted">{t('payment.no_customer')}</p>;
  }
  const { customer, name, email, phone } = details ?? {};
  return (
    <Facts
      facts={[
        [
          t('column.customer'),
          customer == null ? null : (
            <Link key="customer" href={`/customers/${customer}`}>
              {customer}
            </Link>
          ),
        ],
        [t('customer.name'), name ?? billing?.name],
        [t('customer.email'), email ?? billing?.email],
        [t('customer.phone'), phone ?? billing?.phone],
        [
          t('payment.shipping'),
          address == null
            ? null
            : [
                address.line1,
                address.line2,
                [address.postal_code, address.city].filter(Boolean).join(' '),
                address.country,
              ]
                .filter(Boolean)
                .join(', '),
        ],
      ]}
    />
  );
}
