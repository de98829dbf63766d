import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from '../test/support/daybook.js';
import { engines } from '../test/support/engines.js';
import { answering, startReceiver } from '../test/support/receiver.js';
import { webhookCrashTest } from '../test/support/webhook_crash.js';

for (const engine of engines()) {
  const options = { timeout: 900_000, skip: engine.skip };
  test(`${engine.name}: many servers killed while they send events lose none`, options, (t) =>
    webhookCrashTest(engine, {
      crashes: 8,
      processes: 3,
      endpoints: 6,
      load_ms: 1_500,
      report: (line) => t.diagnostic(line),
    }),
  );
}

const ENDPOINTS = 50;
const EVENTS = 2_000;

for (const engine of engines()) {
  const name = `${engine.name}: ${EVENTS} events arrive at each of ${ENDPOINTS} endpoints`;
  test(name, { timeout: 900_000, skip: engine.skip }, async (t) => {
    const daybook = await engine.start({ webhook_endpoint_limit: ENDPOINTS });
    const counts = new Map<string, number>();
    let total = 0;
    const receiver = await startReceiver((received, response, index) => {
      const key = `${received.path} ${received.event.id}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      total += 1;
      // Not to hold all bodies in memory.
      receiver.received[index] = { ...received, body: '', event: undefined };
      answering(200)(received, response, index);
    });
    try {
      for (let n = 0; n < ENDPOINTS; n += 1) {
        const form = `url=${receiver.url}/${n}&enabled_events[]=customer.created`;
        assert.equal((await request(daybook, 'POST', '/v1/webhook_endpoints', form)).status, 200);
      }
      const began_ms = Date.now();
      let sent = 0;
      await Promise.all(
        Array.from({ length: 32 }, async () => {
          while (sent < EVENTS) {
            sent += 1;
            await request(daybook, 'POST', '/v1/customers', `name=${sent}`);
          }
        }),
      );
      const written_ms = Date.now();
      while (counts.size < ENDPOINTS * EVENTS && Date.now() - began_ms < 600_000) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const arrived_ms = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const lost = ENDPOINTS * EVENTS - counts.size;
      const doubles = total - counts.size;
      const rate = Math.round((ENDPOINTS * EVENTS * 1000) / (arrived_ms - began_ms));
      t.diagnostic(
        `${EVENTS} events written in ${written_ms - began_ms} ms; ${counts.size} deliveries in ${arrived_ms - began_ms} ms, ${rate} a second, the receiver in the same process; ${lost} lost, ${doubles} twice`,
      );
      assert.equal(lost, 0);
      // Where the machine is so busy that an answer or a lease comes too late, a delivery is made again, as it must be.
      assert.ok(doubles <= (ENDPOINTS * EVENTS) / 20, `${doubles} deliveries were made twice`);
    } finally {
      await receiver.close();
      await daybook.remove();
    }
  });
}

/** More than a worker holds in memory while they wait for the first. */
const WAITING = 1_200;

for (const engine of engines()) {
  const name = `${engine.name}: ${WAITING} events wait for the first about their object, and arrive in their order`;
  test(name, { timeout: 300_000, skip: engine.skip }, async () => {
    const daybook = await engine.start({ webhook_retry_seconds: [1] });
    const names: string[] = [];
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const receiver = await startReceiver(({ event }, response, index) => {
      const { name } = event.data.object;
      names.push(name);
      // The first one is a failure once the others are there, so that it arrives again, and they after it.
      response.statusCode = index === 0 ? 500 : 200;
      if (name === '0') void released.then(() => response.end());
      else response.end();
    });
    try {
      const form = `url=${receiver.url}&enabled_events[]=customer.*&ordered_by_object=true`;
      assert.equal((await request(daybook, 'POST', '/v1/webhook_endpoints', form)).status, 200);
      const { body: customer } = await request(daybook, 'POST', '/v1/customers', 'name=0');
      for (let n = 1; n <= WAITING; n += 1) await request(daybook, 'POST', `/v1/customers/${customer.id}`, `name=${n}`);
      release();
      await receiver.count(WAITING + 2, 120_000);
      const all = Array.from({ length: WAITING + 1 }, (_, n) => `${n}`);
      assert.deepEqual(names.slice(-all.length), all);
      assert.deepEqual(new Set(names.slice(0, -all.length)), new Set(['0']), 'the first alone was sent before');
    } finally {
      await receiver.close();
      await daybook.remove();
    }
  });
}
