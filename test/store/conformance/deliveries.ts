/** What has been sent to webhook endpoints: leases with fences, cursors, deliveries that are due. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type {
  ClaimRequest,
  Delivery,
  DeliveryStore,
  EndpointName,
  EndpointProgress,
  NewService,
} from '../../../src/store/delivery_port.js';
import { batch, entry, LIVE, type OpenFresh, onFreshStore, row, TEST } from './support.js';

const NAME = { scope: TEST, endpoint: 'we_1' };

function claim(change: Partial<ClaimRequest> = {}): ClaimRequest {
  return { ...NAME, holder: 'a', now_ms: 1_000, until_ms: 6_000, activation: 1, ...change };
}

const service = (change: Partial<NewService> = {}): NewService => ({ ...NAME, activation: 1, start: 10, ...change });

/** Enters the first service of an endpoint and takes its lease. */
async function taken(store: DeliveryStore, change: Partial<EndpointName> = {}): Promise<number> {
  assert.equal(await store.enter(service(change), 900, 10), true);
  const claimed = await store.claim(claim(change));
  assert.ok(claimed.held);
  return claimed.fence;
}

function delivery(event: number, change: Partial<Delivery> = {}): Delivery {
  return {
    event,
    event_id: `evt_${event}`,
    type: 'customer.created',
    object: `cus_${event}`,
    status: 'pending',
    round: 0,
    tries_in_round: 1,
    due_at_ms: 5_000,
    finished_at_ms: null,
    tries: [{ at_ms: 4_000, latency_ms: 12, status: 500, body: 'no "é\n\u0001' }],
    ...change,
  };
}

const succeeded = (event: number, change: Partial<Delivery> = {}) =>
  delivery(event, { status: 'succeeded', due_at_ms: null, finished_at_ms: 4_500, ...change });

function progress(fence: number, deliveries: readonly Delivery[], change: Partial<EndpointProgress> = {}) {
  return {
    ...NAME,
    activation: 1,
    now_ms: 4_600,
    fence,
    handed: 12,
    lease_until_ms: 9_000,
    failing_since_ms: null,
    deliveries,
    ...change,
  };
}

const wantedOf = (event: number) => ({
  event,
  event_id: `evt_${event}`,
  type: 'customer.created',
  object: `cus_${event}`,
});

const events = (found: readonly { readonly event: number }[]) => found.map(({ event }) => event);

/** Claims and records in one go. */
async function written(store: DeliveryStore, ...deliveries: Delivery[]): Promise<void> {
  assert.deepEqual(await store.record([progress(await taken(store), deliveries)]), [true]);
}

export function deliveryCases(openFresh: OpenFresh): void {
  describe('deliveries', () => {
    onFreshStore(openFresh, 'tell the last event of every scope', async (store) => {
      const change = entry([row('customer', 'cus_1')], { events: ['a', 'b'] });
      await store.commit(batch({ entries: [change] }));
      assert.deepEqual(
        await store.deliveries.heads(),
        new Map([
          [TEST, 2],
          [LIVE, 0],
        ]),
      );
    });

    onFreshStore(openFresh, 'are leased to one holder at a time, under a fence that rises', async (store, reopen) => {
      const other = (await reopen()).deliveries;
      const { deliveries } = store;
      const first = { held: true, fence: 1, handed: 10, failing_since_ms: null };
      assert.equal((await deliveries.claim(claim())).held, false, 'no service was entered');
      assert.equal(await deliveries.enter(service(), 900, 10), true);
      assert.deepEqual(await deliveries.claim(claim()), first);
      assert.deepEqual(await other.claim(claim({ holder: 'b', now_ms: 5_999 })), { held: false, until_ms: 6_000 });
      assert.deepEqual(await deliveries.claim(claim({ until_ms: 7_000 })), { ...first, fence: 2 });
      const taken = await other.claim(claim({ holder: 'b', now_ms: 7_000, until_ms: 12_000 }));
      assert.deepEqual(taken, { ...first, fence: 3 });
      assert.deepEqual(await deliveries.record([progress(2, [delivery(11)])]), [false]);
      assert.deepEqual(await deliveries.delivery(NAME, 11), undefined);
      assert.deepEqual(await other.record([progress(3, [delivery(11)], { handed: 11, failing_since_ms: 77 })]), [true]);
      assert.deepEqual(await deliveries.cursors(TEST), [{ endpoint: 'we_1', activation: 1, handed: 11 }]);
      assert.deepEqual(await deliveries.cursors(LIVE), []);
      assert.deepEqual(await other.claim(claim({ holder: 'b' })), {
        held: true,
        fence: 4,
        handed: 11,
        failing_since_ms: 77,
      });
    });

    onFreshStore(openFresh, 'of several claims at once one is granted', async (store, reopen) => {
      const handles = [store, await reopen(), await reopen()];
      await Promise.all(handles.map(({ deliveries }) => deliveries.enter(service(), 900, 10)));
      const claims = await Promise.all(
        handles.flatMap(({ deliveries }, index) =>
          [1, 2].map((turn) => deliveries.claim(claim({ holder: `${index} ${turn}` }))),
        ),
      );
      assert.equal(claims.filter(({ held }) => held).length, 1);
    });

    onFreshStore(openFresh, 'begin anew with a service', async ({ deliveries }) => {
      await deliveries.record([progress(await taken(deliveries), [], { handed: 40, failing_since_ms: 5 })]);
      const again = service({ activation: 2, start: 70 });
      assert.equal(await deliveries.enter(again, 5_000, 10), true);
      const cursors = [{ endpoint: 'we_1', activation: 2, handed: 70 }];
      assert.deepEqual(await deliveries.cursors(TEST), cursors);
      assert.equal(await deliveries.enter(service(), 5_000, 10), true, 'the first one is over, and stays so');
      assert.equal(await deliveries.enter({ ...again, start: 90 }, 5_000, 10), true, 'it was entered already');
      assert.deepEqual(await deliveries.cursors(TEST), cursors);
      assert.equal((await deliveries.claim(claim())).held, false);
      assert.deepEqual(await deliveries.claim(claim({ activation: 2 })), {
        held: true,
        fence: 2,
        handed: 70,
        failing_since_ms: null,
      });
    });

    onFreshStore(openFresh, 'that are pending end with their service, a part at a time', async ({ deliveries }) => {
      await written(deliveries, delivery(11), delivery(12), delivery(13), succeeded(14));
      await deliveries.enqueue(service(), [wantedOf(14), wantedOf(20)], 6_000);
      const others = { ...NAME, endpoint: 'we_2' };
      await deliveries.record([progress(await taken(deliveries, others), [delivery(11)], others)]);
      const next = service({ activation: 2, start: 70 });
      assert.equal(await deliveries.enter(next, 7_000, 3), false);
      assert.equal((await deliveries.claim(claim({ activation: 2 }))).held, false, 'some are left');
      assert.equal(await deliveries.enter(next, 7_000, 3), true);
      for (const event of [11, 12, 13, 14, 20]) {
        const { status, due_at_ms, finished_at_ms } = (await deliveries.delivery(NAME, event)) as Delivery;
        assert.deepEqual([status, due_at_ms, finished_at_ms], ['canceled', null, 7_000], `${event}`);
      }
      assert.equal(await deliveries.nextDue(NAME), undefined);
      assert.equal(await deliveries.nextDue(others), 5_000);
      await deliveries.enqueue(next, [wantedOf(12)], 8_000);
      assert.equal(await deliveries.enter(next, 9_000, 3), true);
      assert.equal(await deliveries.nextDue(NAME), 8_000, 'what is asked for in the new service stays');
    });

    onFreshStore(openFresh, 'are not pending where their outcome is written after their service', async (store) => {
      const { deliveries } = store;
      const fence = await taken(deliveries);
      await deliveries.record([progress(fence, [delivery(11), delivery(12)], { handed: 12 })]);
      await deliveries.enter(service({ activation: 2, start: 70 }), 5_000, 10);
      await deliveries.enqueue(service({ activation: 2 }), [wantedOf(12)], 6_000);
      const late = [delivery(11), delivery(12), delivery(13), succeeded(14)];
      const written_late = progress(fence, late, { handed: 14, failing_since_ms: 3, now_ms: 7_000 });
      assert.deepEqual(await deliveries.record([written_late]), [true], 'the lease still holds');
      const canceled = { status: 'canceled', due_at_ms: null, finished_at_ms: 7_000 } as const;
      assert.deepEqual(await deliveries.delivery(NAME, 11), delivery(11, canceled));
      assert.deepEqual(await deliveries.delivery(NAME, 13), delivery(13, canceled));
      assert.deepEqual(await deliveries.delivery(NAME, 14), succeeded(14), 'what was received was received');
      assert.equal((await deliveries.delivery(NAME, 12))?.status, 'pending', 'it was asked for anew');
      const claimed = await deliveries.claim(claim({ activation: 2, now_ms: 9_500 }));
      assert.deepEqual(claimed, { held: true, fence: fence + 1, handed: 70, failing_since_ms: null });
    });

    onFreshStore(openFresh, 'are not asked for again in a service that is over, or not begun', async (store) => {
      const { deliveries } = store;
      assert.equal(await deliveries.enqueue(service(), [wantedOf(11)], 6_000), false);
      await deliveries.enter(service({ activation: 2 }), 5_000, 10);
      assert.equal(await deliveries.enqueue(service(), [wantedOf(11)], 6_000), false);
      assert.equal(await deliveries.enqueue(service({ activation: 3 }), [wantedOf(11)], 6_000), false);
      assert.equal(await deliveries.delivery(NAME, 11), undefined);
      assert.equal(await deliveries.enqueue(service({ activation: 2 }), [], 6_000), true);
    });

    onFreshStore(openFresh, 'of several endpoints are written together, each under its own fence', async (store) => {
      const { deliveries } = store;
      for (const change of [{}, { endpoint: 'we_2' }, { scope: LIVE }]) await taken(deliveries, change);
      const held = await deliveries.record([
        progress(1, [succeeded(11), delivery(12)]),
        progress(9, [succeeded(11)], { endpoint: 'we_2' }),
        progress(1, [delivery(11)], { scope: LIVE }),
      ]);
      assert.deepEqual(held, [true, false, true]);
      assert.deepEqual(await deliveries.delivery(NAME, 11), succeeded(11));
      assert.deepEqual(await deliveries.delivery(NAME, 12), delivery(12));
      assert.equal(await deliveries.delivery({ ...NAME, endpoint: 'we_2' }, 11), undefined);
      assert.deepEqual(await deliveries.delivery({ ...NAME, scope: LIVE }, 11), delivery(11));
      assert.deepEqual(await deliveries.recordedAfter(NAME, 10), [11, 12]);
      assert.deepEqual(await deliveries.recordedAfter(NAME, 11), [12]);
      assert.deepEqual(await deliveries.record([]), []);
    });

    onFreshStore(openFresh, 'are due by time', async ({ deliveries }) => {
      await written(
        deliveries,
        delivery(11, { due_at_ms: 7_000 }),
        delivery(12, { due_at_ms: 5_000 }),
        delivery(13, { due_at_ms: 5_000 }),
        succeeded(14),
        delivery(15, { due_at_ms: 9_000 }),
      );
      const due = (now_ms: number, limit = 10) => deliveries.due({ ...NAME, now_ms, ordered: false, limit });
      assert.deepEqual(events(await due(8_000)), [12, 13, 11]);
      assert.deepEqual(events(await due(5_000)), [12, 13]);
      assert.deepEqual(events(await due(8_000, 1)), [12]);
      assert.deepEqual(await due(4_999), []);
      assert.equal(await deliveries.nextDue(NAME), 5_000);
      assert.equal(await deliveries.nextDue({ ...NAME, endpoint: 'we_2' }), undefined);
    });

    onFreshStore(openFresh, 'in order wait for the earlier ones about their object', async ({ deliveries }) => {
      await written(
        deliveries,
        delivery(11, { object: 'cus_a', due_at_ms: 7_000 }),
        delivery(12, { object: 'cus_a' }),
        delivery(13, { object: 'cus_b' }),
        delivery(14, { object: 'cus_b' }),
        succeeded(15, { object: 'cus_c' }),
        delivery(16, { object: 'cus_c' }),
      );
      const due = (now_ms: number) => deliveries.due({ ...NAME, now_ms, ordered: true, limit: 10 });
      assert.deepEqual(events(await due(6_000)), [13, 16]);
      assert.deepEqual(events(await due(7_000)), [13, 16, 11]);
      assert.deepEqual((await deliveries.waitingObjects(NAME, ['cus_a', 'cus_c', 'cus_d'])).toSorted(), [
        'cus_a',
        'cus_c',
      ]);
    });

    onFreshStore(openFresh, 'are listed newest first, by status and in pages', async ({ deliveries }) => {
      await written(deliveries, succeeded(11), delivery(12), delivery(13, { status: 'failed', due_at_ms: null }));
      await written(deliveries, succeeded(14));
      const list = async (query: object) => {
        const page = await deliveries.deliveries({ ...NAME, limit: 10, ...query });
        return [events(page.items), page.has_more];
      };
      assert.deepEqual(await list({}), [[14, 13, 12, 11], false]);
      assert.deepEqual(await list({ limit: 2 }), [[14, 13], true]);
      assert.deepEqual(await list({ limit: 2, starting_after: 13 }), [[12, 11], false]);
      assert.deepEqual(await list({ limit: 2, ending_before: 11 }), [[13, 12], true]);
      assert.deepEqual(await list({ status: 'succeeded', limit: 1 }), [[14], true]);
      assert.deepEqual(await list({ status: 'failed' }), [[13], false]);
      assert.deepEqual(await list({ endpoint: 'we_2' }), [[], false]);
    });

    onFreshStore(openFresh, 'that are asked for again begin a new round', async ({ deliveries }) => {
      await written(deliveries, succeeded(11));
      const wanted = [11, 20].map(wantedOf);
      assert.equal(await deliveries.enqueue(service(), wanted, 6_000), true);
      const again = succeeded(11, {
        status: 'pending',
        round: 1,
        tries_in_round: 0,
        due_at_ms: 6_000,
        finished_at_ms: null,
      });
      assert.deepEqual(await deliveries.delivery(NAME, 11), again);
      assert.deepEqual(await deliveries.delivery(NAME, 20), {
        ...again,
        ...wanted[1],
        tries: [],
      });
      // What was under way when it was asked for again does not count for the new round.
      assert.deepEqual(await deliveries.record([progress(1, [succeeded(11)])]), [true]);
      assert.deepEqual(await deliveries.delivery(NAME, 11), again);
      assert.deepEqual(await deliveries.record([progress(1, [succeeded(11, { round: 1 })])]), [true]);
      assert.deepEqual(await deliveries.delivery(NAME, 11), succeeded(11, { round: 1 }));
    });

    onFreshStore(openFresh, 'tell their status by event, and are forgotten when they are old', async (store) => {
      const { deliveries } = store;
      await taken(deliveries, { endpoint: 'we_2' });
      await deliveries.record([progress(1, [delivery(11)], { endpoint: 'we_2' })]);
      await written(deliveries, succeeded(11), succeeded(12, { finished_at_ms: 9_000 }));
      const statuses = await deliveries.statuses(TEST, [11, 13]);
      assert.deepEqual(statuses.map(({ endpoint, status }) => [endpoint, status]).toSorted(), [
        ['we_1', 'succeeded'],
        ['we_2', 'pending'],
      ]);
      assert.equal(await deliveries.pruneDeliveries(4_500, 10), 0);
      assert.equal(await deliveries.pruneDeliveries(9_001, 1), 1);
      assert.equal(await deliveries.delivery(NAME, 11), undefined);
      assert.equal(await deliveries.pruneDeliveries(9_001, 10), 1);
      assert.equal((await deliveries.deliveries({ ...NAME, endpoint: 'we_2', limit: 5 })).items.length, 1);
    });
  });
}
