/** The machine's clock was an hour ahead, and was set right: nothing is listed below what was there before. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BatchRunner } from '../../../src/app/batch_runner.js';
import { machineClock } from '../../../src/app/clock.js';
import { hashOfKey } from '../../../src/app/key_ring.js';
import { openStore } from '../../../src/app/ledger.js';
import { WrittenTime } from '../../../src/app/written_time.js';
import { idTime } from '../../../src/core/kernel/ids.js';
import type { ApiKey } from '../../../src/core/platform/api_key/types.js';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { withLedger } from '../../support/ledger.js';
import { ok, startReceiver } from '../../support/receiver.js';
import { succeeds } from '../../support/scenario.js';

const HOUR_MS = 3_600_000;
const REVOKED = 'sk_test_revokedWhileTheClockWasWrong';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let ahead_ms: number;
    let earlier: string;
    let remove: () => Promise<void>;
    before(async () => {
      const database = await engine.make();
      remove = database.remove;
      const store = await openStore(database.location);
      const time = new WrittenTime({ ...machineClock, wallMs: () => Date.now() + HOUR_MS });
      const runner = new BatchRunner(store, machineClock, { time });
      const run = async (name: string, input: object) => {
        const command = { scope: 1, livemode: false, actor: 'test', request_id: null, api_version: '' };
        const [outcome] = await runner.run([{ ...command, name, input } as never]);
        assert.ok(outcome?.status === 'done');
        return outcome.row;
      };
      earlier = (await run('customer.create', { members: { name: 'earlier' } })).id;
      const key = { type: 'secret', hash: hashOfKey(REVOKED), last4: 'rong', name: undefined, permissions: undefined };
      const { id } = await run('api_key.create', key);
      await run('api_key.revoke', { id });
      ahead_ms = time.now();
      await store.close();
      daybook = await startDaybook(database.location);
    });
    after(async () => {
      await daybook?.remove();
      await remove?.();
    });

    test('new objects are listed above, and whoever polls with ending_before finds them', async () => {
      const made = [];
      for (const name of ['a', 'b', 'c'])
        made.unshift((await succeeds(daybook, 'POST', '/v1/customers', `name=${name}`)).id);
      const list = await succeeds(daybook, 'GET', '/v1/customers');
      assert.deepEqual(
        list.data.map(({ id }: { id: string }) => id),
        [...made, earlier],
      );
      const polled = await succeeds(daybook, 'GET', '/v1/customers', `ending_before=${earlier}`);
      assert.deepEqual(
        polled.data.map(({ id }: { id: string }) => id),
        made,
      );
      const [newest] = list.data;
      assert.equal(newest.created, Math.floor((idTime(newest.id) ?? 0) / 1000), 'filters go by ids');
    });

    test('so after another start, and from the command line beside the server', async () => {
      const first = (await succeeds(daybook, 'POST', '/v1/customers', 'name=first')).id;
      const second = await withLedger(daybook, ({ run }) =>
        run('customer.create', { members: { name: 'second' } } as never),
      );
      daybook = await daybook.restart();
      const third = (await succeeds(daybook, 'POST', '/v1/customers', 'name=third')).id;
      assert.ok(first < second.id && second.id < third);
      const { data } = await succeeds(daybook, 'GET', '/v1/events', 'limit=3');
      assert.deepEqual(
        data.map((event: { data: { object: { id: string } } }) => event.data.object.id),
        [third, second.id, first],
      );
    });

    test('ids of requests go on, too, from the latest that is logged', async () => {
      const { headers } = await request(daybook, 'GET', '/v1/customers');
      assert.ok((idTime(headers.get('request-id') ?? '') ?? 0) >= ahead_ms);
    });

    test('a key that was revoked then is refused, though that moment has not come yet', async () => {
      const { status, body } = await request(daybook, 'GET', '/v1/customers', '', {
        Authorization: `Bearer ${REVOKED}`,
      });
      assert.deepEqual([status, body.error.code], [401, 'api_key_expired']);
      const stored = await withLedger(daybook, async ({ ledger }) => {
        const { items } = await ledger.store.list({ scope: 1, kind: 'api_key', where: [], limit: 10 });
        return items
          .map(({ document }) => JSON.parse(document) as ApiKey)
          .find(({ hash }) => hash === hashOfKey(REVOKED));
      });
      assert.ok((stored?.expires_at ?? 0) * 1000 > Date.now());
    });

    test('an endpoint whose lease was taken by a clock far ahead is sent events after the length of a lease', async () => {
      const receiver = await startReceiver(ok);
      try {
        const form = `url=${receiver.url}&enabled_events[]=customer.created`;
        const endpoint = await succeeds(daybook, 'POST', '/v1/webhook_endpoints', form);
        await withLedger(daybook, async ({ ledger }) => {
          const until_ms = Date.now() + 10 * HOUR_MS;
          const service = { scope: 1, endpoint: endpoint.id, activation: 1 };
          const start = (await ledger.store.deliveries.heads()).get(1) ?? 0;
          await ledger.store.deliveries.enter({ ...service, start }, until_ms, 1);
          const claim = await ledger.store.deliveries.claim({
            ...service,
            holder: 'a process that died',
            now_ms: until_ms,
            until_ms,
          });
          assert.ok(claim.held);
        });
        const { id } = await succeeds(daybook, 'POST', '/v1/customers', 'name=late');
        const [received] = await receiver.count(1, 20_000);
        assert.equal(received?.event.data.object.id, id);
      } finally {
        await receiver.close();
      }
    });
  });
}
