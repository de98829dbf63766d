import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWebhookEndpoint } from '../../../../src/core/platform/webhook_endpoint/create.js';
import { deleteWebhookEndpoint } from '../../../../src/core/platform/webhook_endpoint/delete.js';
import { disableFailingWebhookEndpoint } from '../../../../src/core/platform/webhook_endpoint/disable_failing.js';
import { rollWebhookSecret } from '../../../../src/core/platform/webhook_endpoint/roll_secret.js';
import type { WebhookEndpoint } from '../../../../src/core/platform/webhook_endpoint/types.js';
import { updateWebhookEndpoint } from '../../../../src/core/platform/webhook_endpoint/update.js';
import { contextOf, NOW, outcomeOf, stateOf } from '../../../support/rules.js';

const OPEN: WebhookEndpoint = {
  id: 'we_open',
  created: 1,
  activation: 1,
  activated_at: 1,
  enabled_events: ['*'],
  metadata: { a: '1' },
  slot: '02',
  url: 'https://example.com',
};
const CLOSED: WebhookEndpoint = { ...OPEN, id: 'we_closed', disabled: 'by_request', slot: '03' };
const { slot: _slot, ...REST } = OPEN;
const GONE: WebhookEndpoint = { ...REST, id: 'we_gone', deleted: true };
const state = stateOf({ webhook_endpoint: [OPEN, CLOSED, GONE] });

/** What a decision made of its one endpoint. */
function after(decision: ReturnType<typeof updateWebhookEndpoint.decide>): unknown {
  const outcome = outcomeOf(decision);
  if (outcome.changes === undefined) return outcome;
  assert.ok(outcome.changes.length <= 1);
  return [outcome.changes[0], ...outcome.events];
}

describe('creating a webhook endpoint', () => {
  const input = {
    url: 'https://example.com',
    enabled_events: ['customer.*'],
    api_version: undefined,
    description: null,
    metadata: { b: '2', c: '' },
    ordered_by_object: false,
    limit: 16,
  };
  const decide = (change: object) => after(createWebhookEndpoint.decide(state, { ...input, ...change }, contextOf()));

  it('takes the first slot that is free, and stores what says something', () => {
    const made = {
      id: 'we_1',
      created: NOW,
      activation: 1,
      activated_at: NOW,
      enabled_events: ['customer.*'],
      metadata: { b: '2' },
      slot: '01',
      url: 'https://example.com',
    };
    assert.deepEqual(decide({}), [made]);
    const two = stateOf({ webhook_endpoint: [{ ...OPEN, slot: '01' }, OPEN] });
    const third = outcomeOf(createWebhookEndpoint.decide(two, input, contextOf()));
    const [endpoint] = third.changes as WebhookEndpoint[];
    assert.equal(endpoint?.slot, '03');
  });

  it('is refused where every slot is taken', () => {
    const full = stateOf({ webhook_endpoint: [{ ...OPEN, slot: '01' }, OPEN] });
    const decision = createWebhookEndpoint.decide(full, { ...input, limit: 2 }, contextOf({ livemode: true }));
    assert.equal(
      'refused' in decision && decision.message,
      'You have reached the maximum of 2 live webhook endpoints.',
    );
  });
});

describe('updating a webhook endpoint', () => {
  const nothing = {
    url: undefined,
    enabled_events: undefined,
    description: undefined,
    disabled: undefined,
    metadata: undefined,
    ordered_by_object: undefined,
  };
  const CASES: readonly (readonly [id: string, change: object, expected: unknown])[] = [
    ['we_open', {}, [OPEN]],
    [
      'we_open',
      { url: 'https://b.example', description: 'b' },
      [{ ...OPEN, url: 'https://b.example', url_set_at: NOW, description: 'b' }],
    ],
    ['we_open', { url: OPEN.url }, [OPEN]],
    ['we_open', { ordered_by_object: true }, [{ ...OPEN, ordered_by_object: true }]],
    ['we_open', { disabled: false }, [OPEN]],
    ['we_open', { disabled: true }, [{ ...OPEN, disabled: 'by_request' }]],
    ['we_closed', { disabled: true }, [CLOSED]],
    ['we_closed', { disabled: false }, [{ ...OPEN, id: 'we_closed', slot: '03', activation: 2, activated_at: NOW }]],
    ['we_closed', { metadata: { a: '', b: '2' } }, [{ ...CLOSED, metadata: { b: '2' } }]],
    ['we_gone', {}, { status: 404, code: 'resource_missing', param: 'id' }],
    ['we_none', {}, { status: 404, code: 'resource_missing', param: 'id' }],
  ];
  for (const [id, change, expected] of CASES) {
    it(`${id} with ${JSON.stringify(change)}`, () => {
      assert.deepEqual(
        after(updateWebhookEndpoint.decide(state, { id, ...nothing, ...change }, contextOf())),
        expected,
      );
    });
  }
});

describe('a failing webhook endpoint', () => {
  const decide = (id: string, activation: number, url = OPEN.url) =>
    after(disableFailingWebhookEndpoint.decide(state, { id, activation, url }, contextOf()));

  it('is disabled, which is the one event about endpoints', () => {
    assert.deepEqual(decide('we_open', 1), [{ ...OPEN, disabled: 'failing' }, 'webhook_endpoint.disabled we_open']);
  });

  it('is left alone if it was disabled, enabled anew or given another address meanwhile', () => {
    assert.deepEqual(decide('we_closed', 1), [undefined]);
    assert.deepEqual(decide('we_open', 0), [undefined]);
    assert.deepEqual(decide('we_open', 1, 'https://before.example'), [undefined], 'it was another address that failed');
    assert.deepEqual(decide('we_gone', 1), { status: 404, code: 'resource_missing', param: 'id' });
  });
});

describe('the secret of a webhook endpoint', () => {
  it('is rolled by counting', () => {
    const roll = (document: WebhookEndpoint, expires_in: number) =>
      after(
        rollWebhookSecret.decide(
          stateOf({ webhook_endpoint: [document] }),
          { id: document.id, expires_in },
          contextOf(),
        ),
      );
    assert.deepEqual(roll(OPEN, 0), [{ ...OPEN, roll: 1 }]);
    const overlapping = { ...OPEN, roll: 1, old_secret_expires_at: NOW + 60 };
    assert.deepEqual(roll(OPEN, 60), [overlapping]);
    assert.deepEqual(roll(overlapping, 0), [{ ...OPEN, roll: 2 }]);
    assert.deepEqual(roll(GONE, 0), { status: 404, code: 'resource_missing', param: 'id' });
  });
});

describe('deleting a webhook endpoint', () => {
  it('frees its slot', () => {
    assert.deepEqual(after(deleteWebhookEndpoint.decide(state, { id: 'we_open' }, contextOf())), [
      { ...REST, deleted: true },
    ]);
    assert.deepEqual(after(deleteWebhookEndpoint.decide(state, { id: 'we_gone' }, contextOf())), {
      status: 404,
      code: 'resource_missing',
      param: 'id',
    });
  });
});
