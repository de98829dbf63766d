/** What an endpoint is when something is sent to it, or written about it, counts; not what it was when that was begun. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { EventWatch } from '../../../src/app/event_watch.js';
import { type Ledger, openInline } from '../../../src/app/ledger.js';
import { WebhookDispatcher } from '../../../src/app/webhooks/dispatcher.js';
import { listEndpoints, startOf } from '../../../src/app/webhooks/endpoints.js';
import { Poster } from '../../../src/app/webhooks/post.js';
import { sendAgain } from '../../../src/app/webhooks/replay.js';
import { currentSecret } from '../../../src/app/webhooks/secrets.js';
import type { CommandInput, CommandName } from '../../../src/core/commands.js';
import type { WebhookEndpoint } from '../../../src/core/platform/webhook_endpoint/types.js';
import type { Delivery } from '../../../src/store/delivery_port.js';
import type { StoredEvent, StoredRow } from '../../../src/store/port.js';
import { type Engine, engines, type TestDatabase } from '../../support/engines.js';
import { answering, eventually, ok, type Receiver, startReceiver, verified } from '../../support/receiver.js';

const TEST = 1;
const UNCHANGED = {
  url: undefined,
  enabled_events: undefined,
  description: undefined,
  disabled: undefined,
  metadata: undefined,
  ordered_by_object: undefined,
};

for (const engine of engines()) {
  describe(`an endpoint that changes, on ${engine.name}`, { skip: engine.skip }, () => changingEndpoint(engine));
}

/** A promise that is resolved from outside. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

function changingEndpoint(engine: Engine): void {
  let database: TestDatabase;
  let ledger: Ledger;
  let receiver: Receiver;
  let other: Receiver;
  const running: WebhookDispatcher[] = [];

  before(async () => {
    database = await engine.make();
    ledger = await openInline(database.location, machineClock);
  });
  beforeEach(async () => {
    receiver = await startReceiver(ok);
    other = await startReceiver(ok);
  });
  afterEach(async () => {
    for (const dispatcher of running.splice(0)) await dispatcher.close();
    // Another test's receiver may get the port of this one's.
    for (const { id } of await listEndpoints(ledger.store, TEST)) await run('webhook_endpoint.delete', { id });
    await receiver.close();
    await other.close();
  });
  after(async () => {
    await ledger.close();
    await database.remove();
  });

  async function run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<StoredRow> {
    const command = { name, input, scope: TEST, livemode: false, actor: 'test', request_id: null, api_version: '' };
    const outcome = await ledger.committer.submit(command);
    assert.equal(outcome.status, 'done', JSON.stringify(outcome));
    return (outcome as { row: StoredRow }).row;
  }

  async function endpoint(): Promise<WebhookEndpoint> {
    const row = await run('webhook_endpoint.create', {
      url: receiver.url,
      enabled_events: ['customer.*'],
      api_version: undefined,
      description: undefined,
      metadata: undefined,
      ordered_by_object: undefined,
      limit: 16,
    });
    return JSON.parse(row.document) as WebhookEndpoint;
  }

  const update = ({ id }: WebhookEndpoint, change: Partial<CommandInput<'webhook_endpoint.update'>>) =>
    run('webhook_endpoint.update', { id, ...UNCHANGED, ...change });

  const anew = async (made: WebhookEndpoint): Promise<WebhookEndpoint> => {
    await update(made, { disabled: true });
    return JSON.parse((await update(made, { disabled: false })).document) as WebhookEndpoint;
  };

  async function customer(name: string): Promise<StoredEvent> {
    await run('customer.create', {
      members: { name },
      metadata: undefined,
      payment_method: undefined,
      default_payment_method: undefined,
      test_clock: undefined,
    });
    const { items } = await ledger.store.events({ scope: TEST, limit: 1 });
    return items[0] as StoredEvent;
  }

  /** Sends events of which only the number is told, once `beforeText` has let it. */
  function dispatch(
    beforeText: () => Promise<void> = async () => {},
    webhook_retry_seconds = [3600],
    store: Ledger['store'] = ledger.store,
  ) {
    const watch = new EventWatch(ledger.store.deliveries, ledger.clock);
    ledger.committer.onOutcome(() => watch.wake());
    const dispatcher = new WebhookDispatcher({
      ledger: { ...ledger, store },
      watch,
      settings: { webhook_private_targets: 'test', webhook_retry_seconds, webhook_disable_seconds: 0 },
      async render(_scope, event) {
        await beforeText();
        return JSON.stringify({ id: 'evt', object: 'event', type: 'customer.created', number: event.number });
      },
      senderTo: (policy) => new Poster(policy, ledger.time, ledger.clock),
      default_api_version: '',
      onError: (error) => assert.fail(error as Error),
    });
    running.push(dispatcher);
    return dispatcher;
  }

  const stored = ({ id }: WebhookEndpoint, { number }: StoredEvent): Promise<Delivery | undefined> =>
    ledger.store.deliveries.delivery({ scope: TEST, endpoint: id }, number);

  const statusOf = async (made: WebhookEndpoint, event: StoredEvent) => (await stored(made, event))?.status;

  const numbers = ({ received }: Receiver) => received.map(({ event }) => event.number);

  /** Begins to send an event, and makes a change before its text is there. */
  async function changedMeanwhile(change: (made: WebhookEndpoint) => Promise<unknown>) {
    const made = await endpoint();
    const is_writing = gate();
    const may_send = gate();
    const dispatcher = dispatch(() => {
      is_writing.open();
      return may_send.opened;
    });
    const event = await customer('first');
    await is_writing.opened;
    await change(made);
    may_send.open();
    return { made, event, dispatcher };
  }

  it('gets at its new address what was begun for the one before', async () => {
    const { event } = await changedMeanwhile((made) => update(made, { url: other.url }));
    await other.count(1);
    assert.deepEqual([numbers(other), numbers(receiver)], [[event.number], []]);
  });

  it('gets signatures with the secret that is valid when they are sent', async () => {
    const { made } = await changedMeanwhile(({ id }) => run('webhook_endpoint.roll_secret', { id, expires_in: 0 }));
    await receiver.count(1);
    const { fingerprint_key } = ledger.store;
    assert.ok(verified(receiver.received[0] as never, currentSecret(fingerprint_key, { ...made, roll: 1 })));
  });

  for (const [what, change] of [
    ['disabled', (made: WebhookEndpoint) => update(made, { disabled: true })],
    ['deleted', ({ id }: WebhookEndpoint) => run('webhook_endpoint.delete', { id })],
    ['disabled and enabled again', anew],
  ] as const) {
    it(`gets nothing that was begun before it was ${what}`, async () => {
      const { made, event, dispatcher } = await changedMeanwhile(change);
      await dispatcher.close();
      assert.deepEqual(numbers(receiver), []);
      assert.notEqual(await statusOf(made, event), 'pending');
    });
  }

  it('gets nothing of the time before it was disabled, also when nobody saw that it was', async () => {
    receiver.behaviour = answering(500, 200);
    const made = await endpoint();
    const first = dispatch();
    const event = await customer('first');
    await eventually(async () => assert.equal(await statusOf(made, event), 'pending'));
    await first.close();
    await anew(made);
    dispatch();
    await eventually(async () => assert.equal(await statusOf(made, event), 'canceled'));
    const next = await customer('next');
    await receiver.count(2);
    assert.deepEqual(numbers(receiver), [event.number, next.number]);
  });

  it('gets nothing again that failed only after it was enabled again', async () => {
    const may_fail = gate();
    const made = await endpoint();
    receiver.behaviour = async (_received, response, index) => {
      if (index === 0) await may_fail.opened;
      response.statusCode = index === 0 ? 500 : 200;
      response.end();
    };
    dispatch(undefined, [0]);
    const event = await customer('first');
    await receiver.count(1);
    await anew(made);
    may_fail.open();
    await eventually(async () => assert.equal(await statusOf(made, event), 'canceled'));
    assert.equal((await stored(made, event))?.tries.length, 1, 'that it was tried is not forgotten');
    const next = await customer('next');
    await receiver.count(2);
    assert.deepEqual(numbers(receiver), [event.number, next.number]);
  });

  for (const read of ['due', 'events'] as const) {
    it(`gets nothing that was being read (${read}) while it was disabled and enabled again`, async () => {
      const made = await endpoint();
      const reading = gate();
      const may_go_on = gate();
      let listed = 0;
      let is_gated = true;
      const once = async <T>(answer: T): Promise<T> => {
        if (!is_gated) return answer;
        is_gated = false;
        reading.open();
        await may_go_on.opened;
        return answer;
      };
      const { store } = ledger;
      const gated: Ledger['store'] = {
        ...store,
        async list(query) {
          const page = await store.list(query);
          listed += 1;
          return page;
        },
        events: async (query) => {
          const page = await store.events(query);
          // The first question is whether there is any at all.
          return read === 'events' && query.limit > 1 ? once(page) : page;
        },
        deliveries: {
          ...store.deliveries,
          due: async (query) => {
            const due = await store.deliveries.due(query);
            return read === 'due' && due.length > 0 ? once(due) : due;
          },
        },
      };
      receiver.behaviour = answering(500);
      const dispatcher = dispatch(undefined, [0], gated);
      const event = await customer('first');
      await reading.opened;
      const tries = receiver.received.length;
      await anew(made);
      // The dispatcher has looked at its endpoints since, and told the worker.
      const before = listed;
      await eventually(() => assert.ok(listed > before + 1));
      may_go_on.open();
      const next = await customer('next');
      await eventually(() => assert.ok(numbers(receiver).includes(next.number)));
      await dispatcher.close();
      assert.equal(numbers(receiver).filter((number) => number === event.number).length, tries);
      assert.notEqual(await statusOf(made, event), 'pending');
    });
  }

  it('is said to have received what it received while it was disabled', async () => {
    const may_succeed = gate();
    const made = await endpoint();
    receiver.behaviour = (_received, response) => void may_succeed.opened.then(() => response.end());
    dispatch();
    const event = await customer('first');
    await receiver.count(1);
    await anew(made);
    may_succeed.open();
    await eventually(async () => assert.equal(await statusOf(made, event), 'succeeded'));
  });

  it('gets again what is asked for in its present service, whoever notices that first', async () => {
    const made = await endpoint();
    const event = await customer('first');
    const enabled = await anew(made);
    assert.equal(await sendAgain(ledger.store, TEST, enabled, [event], Date.now()), true);
    dispatch();
    await receiver.count(1);
    assert.deepEqual(numbers(receiver), [event.number]);
  });

  it('is not sent again what was asked for before it was disabled', async () => {
    const made = await endpoint();
    const event = await customer('first');
    assert.equal(await sendAgain(ledger.store, TEST, made, [event], Date.now()), true);
    const enabled = await anew(made);
    // Read before it was disabled, asked for after somebody else has seen that it was enabled.
    const next = await customer('next');
    assert.equal(await sendAgain(ledger.store, TEST, enabled, [next], Date.now()), true);
    assert.equal(await sendAgain(ledger.store, TEST, made, [event], Date.now()), false);
    assert.equal(await statusOf(made, event), 'canceled');
    dispatch();
    await receiver.count(1);
    assert.deepEqual(numbers(receiver), [next.number]);
  });

  it('begins where its service began, also for who has not seen yet that another did', async () => {
    const made = await endpoint();
    const event = await customer('first');
    const enabled = await anew(made);
    assert.equal(await startOf(ledger.store, TEST, made), event.number - 1);
    assert.equal(await startOf(ledger.store, TEST, enabled), event.number);
  });
}
