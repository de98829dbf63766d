/** Creating, updating, disabling and deleting webhook endpoints, and replacing their secrets. Stripe has no events of it. */
import { type Command, created, type Row, type State, updated } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata, patchMetadata, replaced } from '../../kernel/shared.js';
import { tooManyEndpoints } from './refusals.js';
import type { WebhookEndpoint } from './types.js';

/** As many as the limit of an account and mode can be set to. */
export const MAXIMUM_SLOTS = 99;

function slots(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'));
}

export interface CreateWebhookEndpoint {
  readonly url: string;
  readonly enabled_events: readonly string[];
  readonly api_version: string | undefined;
  readonly description: string | null | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly ordered_by_object: boolean | undefined;
  /** How many the account may have in this mode. */
  readonly limit: number;
}

export const createWebhookEndpoint: Command<CreateWebhookEndpoint> = {
  reads: ({ limit }) => slots(limit).map((value) => ({ kind: 'webhook_endpoint', column: 'slot', value })),
  decide(state, input, context) {
    // Each slot is taken once, which the store enforces: two processes cannot both make the last endpoint.
    const slot = slots(input.limit).find((value) => state.find('webhook_endpoint', 'slot', value).length === 0);
    if (slot === undefined) return tooManyEndpoints(input.limit, context.livemode ? 'live' : 'test');
    const endpoint = compact<WebhookEndpoint>({
      id: context.newId('webhook_endpoint'),
      created: context.now,
      activation: 1,
      activated_at: context.now,
      api_version: input.api_version,
      description: input.description,
      enabled_events: input.enabled_events,
      metadata: newMetadata(input.metadata),
      ordered_by_object: input.ordered_by_object === true ? true : undefined,
      slot,
      url: input.url,
    });
    return {
      changes: [created('webhook_endpoint', endpoint)],
      events: [],
      reply: { kind: 'webhook_endpoint', id: endpoint.id },
    };
  },
};

export interface UpdateWebhookEndpoint {
  readonly id: string;
  readonly url: string | undefined;
  readonly enabled_events: readonly string[] | undefined;
  readonly description: string | null | undefined;
  readonly disabled: boolean | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly ordered_by_object: boolean | undefined;
}

export const updateWebhookEndpoint: Command<UpdateWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, input, context) {
    const row = endpointOf(state, input.id);
    if (isRefusal(row)) return row;
    const before = row.document;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const endpoint = compact<WebhookEndpoint>({
      ...before,
      ...(input.disabled === undefined ? {} : service(before, input.disabled, context.now)),
      ...addressed(before, input.url, context.now),
      enabled_events: input.enabled_events ?? before.enabled_events,
      description: replaced(before.description, input.description),
      metadata,
      ordered_by_object:
        input.ordered_by_object === undefined ? before.ordered_by_object : input.ordered_by_object || undefined,
    });
    return replyWith(row, endpoint);
  },
};

function addressed({ url, url_set_at }: WebhookEndpoint, wanted: string | undefined, now: number) {
  return wanted === undefined || wanted === url ? { url, url_set_at } : { url: wanted, url_set_at: now };
}

function service(before: WebhookEndpoint, disabled: boolean, now: number) {
  if (disabled) return { disabled: before.disabled ?? ('by_request' as const) };
  if (before.disabled === undefined) return {};
  return { disabled: undefined, activation: before.activation + 1, activated_at: now };
}

export interface DisableFailingWebhookEndpoint {
  readonly id: string;
  /** Of the endpoint that failed: one that was enabled anew meanwhile, or has another address, is left alone. */
  readonly activation: number;
  readonly url: string;
}

/** What nobody asked for is told: an endpoint goes out of service because it has only failed for days. */
export const disableFailingWebhookEndpoint: Command<DisableFailingWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id, activation, url }) {
    const row = endpointOf(state, id);
    if (isRefusal(row)) return row;
    const before = row.document;
    if (before.disabled !== undefined || before.activation !== activation || before.url !== url) {
      return { changes: [], events: [], reply: { kind: 'webhook_endpoint', id } };
    }
    return {
      changes: [updated(row, { ...before, disabled: 'failing' })],
      events: [{ type: 'webhook_endpoint.disabled', object: id }],
      reply: { kind: 'webhook_endpoint', id },
    };
  },
};

/** The longest that a replaced secret can go on signing. */
export const MAXIMUM_OVERLAP_SECONDS = 24 * 60 * 60;

export interface RollWebhookSecret {
  readonly id: string;
  /** For how many more seconds the secret that is replaced signs too. */
  readonly expires_in: number;
}

export const rollWebhookSecret: Command<RollWebhookSecret> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id, expires_in }, context) {
    const row = endpointOf(state, id);
    if (isRefusal(row)) return row;
    const endpoint = compact<WebhookEndpoint>({
      ...row.document,
      roll: (row.document.roll ?? 0) + 1,
      old_secret_expires_at: expires_in === 0 ? undefined : context.now + expires_in,
    });
    return replyWith(row, endpoint);
  },
};

export interface DeleteWebhookEndpoint {
  readonly id: string;
}

export const deleteWebhookEndpoint: Command<DeleteWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id }) {
    const row = endpointOf(state, id);
    if (isRefusal(row)) return row;
    return replyWith(row, compact<WebhookEndpoint>({ ...row.document, deleted: true, slot: undefined }));
  },
};

function endpointOf(state: State, id: string): Row<'webhook_endpoint'> | Refusal {
  const row = state.get('webhook_endpoint', id);
  return row === undefined || row.document.deleted === true ? errors.noSuchObject('webhook_endpoint', id) : row;
}

function replyWith(row: Row<'webhook_endpoint'>, endpoint: WebhookEndpoint) {
  return {
    changes: [updated(row, endpoint)],
    events: [],
    reply: { kind: 'webhook_endpoint' as const, id: row.id },
  };
}
