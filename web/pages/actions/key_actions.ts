/** Making, rolling and revoking API keys. */
import type { ApiKey } from '../../api/types.js';
import type { Speech } from '../../i18n/use_text.js';
import type { Action, ActionField } from './action.js';

const PERMISSION = 'permission_';

/** `resources` are what rights can be given on. */
export function createKey(resources: readonly string[], { t }: Speech): Action {
  const permissions: ActionField[] = resources.map((resource) => ({
    name: PERMISSION + resource,
    type: 'select',
    label: resource,
    options: (['', 'read', 'write'] as const).map((value) => ({
      value,
      label: value === '' ? t('key.right.none') : t(`key.right.${value}`),
    })),
    shown: ({ type }) => type === 'restricted',
  }));
  return {
    title: t('action.create_key'),
    fields: [
      { name: 'name', type: 'text', label: t('key.name'), hint: t('key.name_hint') },
      {
        name: 'type',
        type: 'select',
        label: t('key.type'),
        options: (['restricted', 'secret', 'publishable'] as const).map((value) => ({
          value,
          label: t(`key.type.${value}`),
        })),
      },
      ...permissions,
    ],
    drafts: { name: '', type: 'restricted' },
    submit: () => t('action.create_key'),
    request: (values) => {
      const given = resources.flatMap((resource) => {
        const right = values[PERMISSION + resource];
        return right === undefined ? [] : [[resource, right] as const];
      });
      return {
        method: 'POST',
        path: '/v1/daybook/api_keys',
        fields: {
          type: values['type'],
          name: values['name'],
          permissions: given.length === 0 ? undefined : Object.fromEntries(given),
        },
      };
    },
  };
}

const OVERLAPS = ['0', '3600', '86400'] as const;

export function rollKey({ id }: ApiKey, { t }: Speech): Action {
  return {
    title: t('action.roll_key'),
    explanation: t('key.roll_explanation'),
    fields: [
      {
        name: 'expires_in',
        type: 'select',
        label: t('key.old_works'),
        options: OVERLAPS.map((value) => ({ value, label: t(`key.overlap.${value}`) })),
      },
    ],
    drafts: { expires_in: '86400' },
    submit: () => t('action.roll_key'),
    request: ({ expires_in }) => ({ method: 'POST', path: `/v1/daybook/api_keys/${id}/roll`, fields: { expires_in } }),
  };
}

export function revokeKey({ id }: ApiKey, { t }: Speech): Action {
  return {
    title: t('action.revoke_key'),
    explanation: t('key.revoke_explanation'),
    is_danger: true,
    fields: [],
    drafts: {},
    submit: () => t('action.revoke_key'),
    request: () => ({ method: 'DELETE', path: `/v1/daybook/api_keys/${id}` }),
  };
}
