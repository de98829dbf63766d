/** The buttons for what can be done with a payment in its state, and the dialog of the one that was pressed. */
import { useState } from 'react';
import type { PaymentRecord } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { type Speech, useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import type { Action } from '../../actions/action.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { intentAction, intentActions } from '../../actions/intent_actions.js';
import { recordAction, recordActions } from '../../actions/record_actions.js';
import type { Payment } from './use_payment.js';

interface Properties {
  readonly payment: Payment;
  readonly record: PaymentRecord;
}

interface Offer {
  readonly label: string;
  readonly action: () => Action;
}

export function PaymentActions(properties: Properties) {
  const speech = useText();
  const { can } = usePlace();
  const [action, setAction] = useState<Action | null>(null);
  const offers = offersFor(properties, speech, can);
  return (
    <>
      {offers.map((offer, index) => (
        <Button key={offer.label} kind={index === 0 ? 'primary' : 'plain'} onClick={() => setAction(offer.action())}>
          {offer.label}
        </Button>
      ))}
      {action !== null && <ActionDialog action={action} close={() => setAction(null)} />}
    </>
  );
}

function offersFor(
  { record, payment: { intent, charge, order, disputes } }: Properties,
  speech: Speech,
  can: (resource: string, right: 'write') => boolean,
) {
  const { t } = speech;
  const of_record: Offer[] = can('payment_records', 'write')
    ? recordActions(record).map((name) => ({
        label: t(`action.report_${name}`),
        action: () => recordAction(name, record, speech),
      }))
    : [];
  const of_intent: Offer[] =
    intent === undefined
      ? []
      : intentActions(intent, charge, disputes)
          .filter((name) => can(name === 'refund' ? 'refunds' : 'payment_intents', 'write'))
          .map((name) => ({
            label: t(`action.${name}`),
            action: () => intentAction(name, { intent, charge, order }, speech),
          }));
  return [...of_record, ...of_intent];
}
