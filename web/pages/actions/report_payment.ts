/** Reporting a payment that was made elsewhere, or another attempt at one. */
import type { Fields } from '../../api/form.js';
import type { PaymentRecord } from '../../api/types.js';
import { toLocalInput } from '../../format/dates.js';
import type { Speech } from '../../i18n/use_text.js';
import type { Action, ActionField, Values } from './action.js';

function now(): string {
  return toLocalInput(Math.floor(Date.now() / 1000));
}

/** Who took it, and what they call it. */
function processorFields({ t }: Speech): readonly ActionField[] {
  return [
    {
      name: 'processor',
      type: 'text',
      label: t('column.processor'),
      hint: t([
        'Its name in small letters, such as adyen; empty if there is none.',
        'Sein Name in Kleinbuchstaben, etwa adyen; leer, wenn es keinen gibt.',
      ]),
    },
    { name: 'reference', type: 'text', label: t('report.reference'), hint: t('report.reference_hint') },
  ];
}

function processorParameters({ processor, reference }: Values): Fields {
  if (processor === undefined && reference === undefined) return {};
  const type = String(processor ?? 'custom');
  return {
    processor_details: { type, ...(reference === undefined ? {} : { [type]: { payment_reference: reference } }) },
  };
}

/** How it was paid and how it ended: the same for a first attempt and for a further one. */
function attemptFields({ t }: Speech): readonly ActionField[] {
  return [
    {
      name: 'method',
      type: 'select',
      label: t('report.method'),
      options: [
        { value: 'custom', label: t('report.method_custom') },
        { value: 'payment_method', label: t('report.method_id') },
      ],
    },
    {
      name: 'display_name',
      type: 'text',
      label: t('report.display_name'),
      hint: t('report.display_name_hint'),
      is_required: true,
      shown: ({ method }) => method === 'custom',
    },
    {
      name: 'payment_method',
      type: 'text',
      label: t('report.payment_method'),
      hint: t('report.payment_method_hint'),
      is_required: true,
      shown: ({ method }) => method === 'payment_method',
    },
    { name: 'initiated_at', type: 'time', label: t('report.initiated_at'), is_required: true },
    {
      name: 'outcome',
      type: 'select',
      label: t('report.outcome'),
      options: (['', 'guaranteed', 'failed', 'canceled'] as const).map((value) => ({
        value,
        label: value === '' ? t('report.outcome_none') : t(`state.${value}`),
      })),
    },
    {
      name: 'outcome_at',
      type: 'time',
      label: t('report.outcome_at'),
      is_required: true,
      shown: ({ outcome }) => outcome !== '',
    },
  ];
}

function attemptParameters(values: Values): Fields {
  const { outcome } = values;
  return {
    initiated_at: values['initiated_at'],
    payment_method_details:
      values['method'] === 'custom'
        ? {
            type: 'custom',
            ...(values['display_name'] === undefined ? {} : { custom: { display_name: values['display_name'] } }),
          }
        : values['payment_method'] === undefined
          ? undefined
          : { payment_method: values['payment_method'] },
    outcome,
    ...(outcome === undefined || values['outcome_at'] === undefined
      ? {}
      : { [String(outcome)]: { [`${outcome}_at`]: values['outcome_at'] } }),
  };
}

export function reportPayment(speech: Speech): Action {
  const { t } = speech;
  return {
    title: t('action.report_payment'),
    explanation: t('report.explanation'),
    fields: [
      { name: 'amount', type: 'money', label: t('field.amount'), currency: { field: 'currency' }, is_required: true },
      { name: 'currency', type: 'currency', label: t('field.currency') },
      ...attemptFields(speech),
      ...processorFields(speech),
      { name: 'customer', type: 'text', label: t('report.customer'), hint: t('report.customer_hint') },
      { name: 'description', type: 'text', label: t('column.description') },
    ],
    drafts: {
      amount: '',
      currency: 'usd',
      method: 'custom',
      initiated_at: now(),
      outcome: 'guaranteed',
      outcome_at: now(),
    },
    submit: ({ amount, currency }, { money }) =>
      typeof amount === 'number'
        ? t('action.report_amount', { amount: money(amount, String(currency)) })
        : t('action.report_payment'),
    request: (values) => ({
      method: 'POST',
      path: '/v1/payment_records/report_payment',
      fields: {
        amount_requested: {
          currency: String(values['currency'] ?? 'usd'),
          ...(values['amount'] === undefined ? {} : { value: values['amount'] }),
        },
        ...attemptParameters(values),
        ...processorParameters(values),
        ...(values['customer'] === undefined ? {} : { customer_details: customerDetails(String(values['customer'])) }),
        description: values['description'],
      },
    }),
  };
}

/** One field for whoever paid: an id, an address of mail, or else a name. */
function customerDetails(text: string) {
  if (text.startsWith('cus_')) return { customer: text };
  return text.includes('@') ? { email: text } : { name: text };
}

export function reportRetry(record: PaymentRecord, speech: Speech): Action {
  const { t } = speech;
  const [method_field, ...rest] = attemptFields(speech);
  const same = { value: 'same', label: t('report.method_same') };
  return {
    title: t('action.report_retry'),
    explanation: t('report.retry_explanation'),
    fields: [
      ...(method_field?.type === 'select' ? [{ ...method_field, options: [same, ...method_field.options] }] : []),
      ...rest,
      ...processorFields(speech),
    ],
    drafts: { method: 'same', initiated_at: now(), outcome: '', outcome_at: now() },
    submit: () => t('action.report_retry'),
    request: (values) => {
      const parameters = { ...attemptParameters(values), ...processorParameters(values) };
      return {
        method: 'POST',
        path: `/v1/payment_records/${record.id}/report_payment_attempt`,
        fields: values['method'] === 'same' ? { ...parameters, payment_method_details: undefined } : parameters,
      };
    },
  };
}
