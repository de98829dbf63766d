/** Making, changing and deleting customers. */
import type { Customer } from '../../api/types.js';
import type { Speech } from '../../i18n/use_text.js';
import type { Action, ActionField, Values } from './action.js';

const MEMBERS = ['name', 'email', 'phone', 'description'] as const;

function fieldsFor({ t }: Speech): readonly ActionField[] {
  return [
    { name: 'name', type: 'text', label: t('customer.name') },
    { name: 'email', type: 'email', label: t('customer.email') },
    { name: 'phone', type: 'tel', label: t('customer.phone') },
    { name: 'description', type: 'text', label: t('column.description') },
  ];
}

export function createCustomer(speech: Speech): Action {
  const { t } = speech;
  return {
    title: t('action.create_customer'),
    fields: fieldsFor(speech),
    drafts: {},
    submit: () => t('action.create_customer'),
    request: (values) => ({
      method: 'POST',
      path: '/v1/customers',
      fields: Object.fromEntries(MEMBERS.map((name) => [name, values[name]])),
    }),
  };
}

export function updateCustomer(customer: Customer, speech: Speech): Action {
  const { t } = speech;
  const before = Object.fromEntries(MEMBERS.map((name) => [name, customer[name] ?? '']));
  // What has not changed is not sent; what was emptied is unset.
  const changed = (values: Values) =>
    MEMBERS.flatMap((name) => {
      const now = values[name] ?? '';
      return now === before[name] ? [] : [[name, now] as const];
    });
  return {
    title: t('action.update_customer'),
    fields: fieldsFor(speech),
    drafts: before,
    submit: () => t('action.save'),
    request: (values) => ({
      method: 'POST',
      path: `/v1/customers/${customer.id}`,
      fields: Object.fromEntries(changed(values)),
    }),
  };
}

export function deleteCustomer(customer: Customer, { t }: Speech): Action {
  return {
    title: t('action.delete_customer'),
    explanation: t('customer.delete_explanation'),
    is_danger: true,
    fields: [],
    drafts: {},
    submit: () => t('action.delete_customer'),
    request: () => ({ method: 'DELETE', path: `/v1/customers/${customer.id}` }),
  };
}
