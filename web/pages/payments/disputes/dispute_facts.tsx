import { Link } from 'wouter';
import type { Dispute } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { useText } from '../../../i18n/use_text.js';
import { chargeOf, disputeRow } from '../../../model/dispute.js';
import { isAnswerable } from '../../../model/dispute_status.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Facts } from '../../../parts/facts.js';
import { Method } from '../../../parts/method.js';
import { Time } from '../../../parts/time.js';
import { Deadline } from './deadline.js';
import { PaymentLink } from './payment_link.js';

export function DisputeFacts({ dispute }: { readonly dispute: Dispute }) {
  const { t } = useText();
  const { can } = usePlace();
  const row = disputeRow(dispute);
  const charge = chargeOf(dispute);
  const customer = typeof charge?.customer === 'object' ? charge.customer?.id : charge?.customer;
  const { card } = dispute.payment_method_details ?? {};
  return (
    <Facts
      facts={[
        [t('column.id'), <CopyText key="id" text={dispute.id} />],
        [
          t('dispute.payment'),
          <PaymentLink key="payment" payment={row.payment}>
            <code>{row.payment}</code>
          </PaymentLink>,
        ],
        [t('payment.charge'), <CopyText key="charge" text={charge?.id ?? String(dispute.charge)} />],
        [t('column.method'), row.method === null ? null : <Method key="method" method={row.method} />],
        [
          t('column.customer'),
          customer == null || !can('customers', 'read') ? (
            row.customer
          ) : (
            <Link key="customer" href={`/customers/${customer}`}>
              {row.customer}
            </Link>
          ),
        ],
        [t('dispute.case_type'), card === undefined ? null : t(`dispute.case.${caseOf(card.case_type)}`)],
        [t('field.reason'), t(`dispute.reason.${dispute.reason}`)],
        [
          t('dispute.network_code'),
          dispute.network_reason_code === null ? null : <code key="code">{dispute.network_reason_code}</code>,
        ],
        [
          t('dispute.program'),
          dispute.enhanced_eligibility_types.length === 0 ? null : (
            <code key="program">{dispute.enhanced_eligibility_types.join(', ')}</code>
          ),
        ],
        [t('column.created'), <Time key="created" at={dispute.created} style="full" />],
        [
          t('dispute.due'),
          !isAnswerable(dispute.status) ? null : (
            <span key="due" className="row">
              <Time at={row.due_by} style="full" /> <Deadline {...row} />
            </span>
          ),
        ],
      ]}
    />
  );
}

function caseOf(case_type: string): 'chargeback' | 'compliance' | 'inquiry' {
  return case_type === 'compliance' || case_type === 'inquiry' ? case_type : 'chargeback';
}
