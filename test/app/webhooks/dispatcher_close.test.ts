/** A dispatcher that is closed leaves nothing behind, whatever it was doing. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { EventWatch } from '../../../src/app/event_watch.js';
import { openInline } from '../../../src/app/ledger.js';
import { WebhookDispatcher } from '../../../src/app/webhooks/dispatcher.js';
import type { Kind } from '../../../src/core/kernel/kind.js';
import type { ListQuery } from '../../../src/store/port.js';

/** Counts those that listen. */
class CountingWatch extends EventWatch {
  listening = 0;

  override listen(listener: () => void): () => void {
    this.listening += 1;
    const stop = super.listen(listener);
    return () => {
      this.listening -= 1;
      stop();
    };
  }
}

it('a dispatcher that is closed while it looks at the endpoints for the first time stops listening', async () => {
  const data_folder = mkdtempSync(join(tmpdir(), 'daybook-'));
  const ledger = await openInline({ database_url: undefined, data_folder }, machineClock);
  const outcome = await ledger.committer.submit({
    name: 'webhook_endpoint.create',
    input: {
      url: 'https://example.com/',
      enabled_events: ['customer.*'],
      api_version: undefined,
      description: undefined,
      metadata: undefined,
      ordered_by_object: undefined,
      limit: 16,
    },
    ...{ scope: 1, livemode: false, actor: 'test', request_id: null, api_version: '' },
  });
  assert.equal(outcome.status, 'done', JSON.stringify(outcome));
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let hasAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    hasAsked = resolve;
  });
  const store = {
    ...ledger.store,
    async list<K extends Kind>(query: ListQuery<K>) {
      if (query.kind === 'webhook_endpoint') {
        hasAsked();
        await held;
      }
      return ledger.store.list(query);
    },
  };
  const watch = new CountingWatch(store.deliveries, ledger.clock);
  const dispatcher = new WebhookDispatcher({
    ledger: { ...ledger, store },
    watch,
    settings: {
      webhook_private_targets: 'never',
      webhook_retry_seconds: undefined,
      webhook_disable_seconds: 0,
    },
    render: () => assert.fail('there is no event'),
    senderTo: () => ({ post: () => assert.fail('nothing is sent'), close() {} }),
    default_api_version: '',
    onError: (error) => assert.fail(String(error)),
  });
  await asked;
  const closed = dispatcher.close();
  letGo();
  await closed;
  assert.equal(watch.listening, 0);
  await ledger.close();
  rmSync(data_folder, { recursive: true });
});
