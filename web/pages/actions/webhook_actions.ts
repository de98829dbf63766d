/** Making and changing webhook endpoints, and sending events again. */
import type { Fields } from '../../api/form.js';
import type { WebhookEndpoint } from '../../api/types.js';
import { toLocalInput } from '../../format/dates.js';
import type { Speech } from '../../i18n/use_text.js';
import type { Action, ActionField, Values } from './action.js';

const PATH = '/v1/webhook_endpoints';

function endpointFields({ t }: Speech): readonly ActionField[] {
  return [
    { name: 'url', type: 'url', label: t('webhook.url'), hint: t('webhook.url_hint'), is_required: true },
    { name: 'events', type: 'text', label: t('webhook.events'), hint: t('webhook.events_hint'), is_required: true },
    { name: 'description', type: 'text', label: t('column.description') },
    { name: 'ordered', type: 'check', label: t('webhook.ordered'), hint: t('webhook.ordered_hint') },
  ];
}

function endpointParameters({ url, events, description, ordered }: Values): Fields {
  return {
    url,
    enabled_events: String(events ?? '')
      .split(/[\s,]+/)
      .filter((type) => type !== ''),
    description,
    ordered_by_object: ordered === true ? true : undefined,
  };
}

export function createEndpoint(speech: Speech): Action {
  const { t } = speech;
  return {
    title: t('action.create_endpoint'),
    explanation: t('webhook.create_explanation'),
    fields: endpointFields(speech),
    drafts: { url: '', events: '*' },
    submit: () => t('action.create_endpoint'),
    request: (values) => ({ method: 'POST', path: PATH, fields: endpointParameters(values) }),
  };
}

export function updateEndpoint(endpoint: WebhookEndpoint, speech: Speech): Action {
  const { t } = speech;
  const is_ordered = 'ordered_by_object' in endpoint && endpoint.ordered_by_object === true;
  return {
    title: t('action.update_endpoint'),
    fields: endpointFields(speech),
    drafts: {
      url: endpoint.url,
      events: endpoint.enabled_events.join(' '),
      description: endpoint.description ?? '',
      ordered: is_ordered ? 'true' : '',
    },
    submit: () => t('action.save'),
    request: (values) => ({
      method: 'POST',
      path: `${PATH}/${endpoint.id}`,
      fields: {
        ...endpointParameters(values),
        description: values['description'] ?? '',
        ordered_by_object: values['ordered'] === true,
      },
    }),
  };
}

/** Takes an endpoint out of service, or puts it back. */
export function switchEndpoint(endpoint: WebhookEndpoint, { t }: Speech): Action {
  const is_enabled = endpoint.status === 'enabled';
  const title = t(is_enabled ? 'action.disable_endpoint' : 'action.enable_endpoint');
  return {
    title,
    explanation: t(is_enabled ? 'webhook.disable_explanation' : 'webhook.enable_explanation'),
    is_danger: is_enabled,
    fields: [],
    drafts: {},
    submit: () => title,
    request: () => ({ method: 'POST', path: `${PATH}/${endpoint.id}`, fields: { disabled: is_enabled } }),
  };
}

export function deleteEndpoint(endpoint: WebhookEndpoint, { t }: Speech): Action {
  return {
    title: t('action.delete_endpoint'),
    explanation: t('webhook.delete_explanation'),
    is_danger: true,
    fields: [],
    drafts: {},
    submit: () => t('action.delete_endpoint'),
    request: () => ({ method: 'DELETE', path: `${PATH}/${endpoint.id}` }),
  };
}

const OVERLAPS = ['0', '3600', '86400'] as const;

export function rollSecret(endpoint: WebhookEndpoint, { t }: Speech): Action {
  return {
    title: t('action.roll_secret'),
    explanation: t('webhook.roll_explanation'),
    fields: [
      {
        name: 'expires_in',
        type: 'select',
        label: t('key.old_works'),
        options: OVERLAPS.map((value) => ({ value, label: t(`key.overlap.${value}`) })),
      },
    ],
    drafts: { expires_in: '86400' },
    submit: () => t('action.roll_secret'),
    request: ({ expires_in }) => ({
      method: 'POST',
      path: `${PATH}/${endpoint.id}/roll_secret`,
      fields: { expires_in },
    }),
  };
}

export function replayEvents(endpoint: WebhookEndpoint, { t }: Speech): Action {
  const now = Math.floor(Date.now() / 1000);
  return {
    title: t('action.replay'),
    explanation: t('webhook.replay_explanation'),
    fields: [
      { name: 'from', type: 'time', label: t('filter.from'), is_required: true },
      { name: 'to', type: 'time', label: t('filter.to'), is_required: true },
    ],
    drafts: { from: toLocalInput(now - 3_600), to: toLocalInput(now) },
    submit: () => t('action.replay'),
    request: ({ from, to }) => ({ method: 'POST', path: `${PATH}/${endpoint.id}/replay`, fields: { from, to } }),
  };
}

export function retryEvent(
  event: string,
  endpoints: readonly Pick<WebhookEndpoint, 'id' | 'url'>[],
  { t }: Speech,
): Action {
  return {
    title: t('action.retry_event'),
    explanation: t('webhook.retry_explanation'),
    fields: [
      {
        name: 'endpoint',
        type: 'select',
        label: t('webhook.endpoint'),
        options: endpoints.map(({ id, url }) => ({ value: id, label: url })),
      },
    ],
    drafts: { endpoint: endpoints[0]?.id ?? '' },
    submit: () => t('action.retry_event'),
    request: ({ endpoint }) => ({
      method: 'POST',
      path: `/v1/events/${event}/retry`,
      fields: { webhook_endpoint: endpoint },
    }),
  };
}
