/** Every attack on every operation, and on the connection below them. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { OPERATIONS } from '../../src/api/routes.js';
import { request } from './daybook.js';
import type { Engine, TestDatabase } from './engines.js';
import { REPORT_PAYMENT } from './golden.js';
import { attacksOn, checkExchange, isEffective, PATIENCE_MS, transportAttacks } from './hostile.js';
import { makeWorld, type World } from './hostile_world.js';
import { journalOf } from './ledger.js';
import { type ObservedDaybook, startObserved } from './observed.js';
import { answerTo, exchange, rawRequest } from './raw.js';

// A stream has no end to wait for; it has tests of its own.
export const ATTACKED_OPERATIONS = OPERATIONS.filter(({ streams }) => !streams);

/** One for each method: what lies below the operations is attacked through these. */
export const FIRST_OF_METHODS = ['GET', 'POST', 'DELETE'].flatMap(
  (method) => ATTACKED_OPERATIONS.find((operation) => operation.method === method) ?? [],
);

export function withstandsAttacks(engine: Engine, operations: typeof ATTACKED_OPERATIONS): void {
  let database: TestDatabase;
  let daybook: ObservedDaybook;
  let world: World;

  before(async () => {
    database = await engine.make();
    const patience = { headers_ms: 300, request_ms: 600, idle_ms: 1_000, check_every_ms: 50 };
    daybook = await startObserved({ patience, location: database.location });
    const reported = await request(daybook, 'POST', '/v1/payment_records/report_payment', REPORT_PAYMENT);
    world = await makeWorld(daybook, reported.body.id);
  });
  after(async () => {
    await daybook.remove();
    await database.remove();
  });

  /** What must hold after every attack: the server serves, nothing was stored, nothing went wrong inside. */
  async function checkUnharmed(entries: number, done = 0): Promise<void> {
    assert.equal((await answerTo(daybook, rawRequest('GET /health'))).status, 200);
    const grown = (await journalOf(daybook)).length - entries;
    assert.ok(grown >= 0 && grown <= done, `the journal has ${grown} more entries after ${done} successes`);
    assert.equal(daybook.log(), '');
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  }

  for (const operation of operations) {
    test(`${operation.method} ${operation.path} withstands every attack`, { timeout: 120_000 }, async () => {
      const entries = (await journalOf(daybook)).length;
      const id = world.idsFor(operation)[0] as string;
      const attacks = [
        ...attacksOn(operation, id),
        ...(FIRST_OF_METHODS.includes(operation) ? transportAttacks(operation, id) : []),
      ];
      // A customer can be made of nothing: what is harmless after all may be done, at most once for each success.
      let done = 0;
      // Some at a time: whoever attacks does not wait, but each must be answered in time on a machine of two cores.
      const left = attacks.values();
      const attack = async () => {
        for (const { name, bytes, options } of left) {
          const exchanged = await exchange(daybook, bytes, { ...options, timeout_ms: PATIENCE_MS });
          checkExchange(name, exchanged);
          if (operation.method === 'POST') done += exchanged.answers.filter(isEffective).length;
        }
      };
      await Promise.all(Array.from({ length: 24 }, attack));
      await checkUnharmed(entries, done);
    });
  }

  test('a client that leaves in the middle of its request leaves nothing behind', async () => {
    const entries = (await journalOf(daybook)).length;
    const whole = rawRequest(`POST /v1/payment_records/report_payment\n\n${REPORT_PAYMENT}`);
    const blank = whole.indexOf('\r\n\r\n');
    for (const length of [1, 20, blank + 1, blank + 4, blank + 30, whole.length - 1]) {
      await exchange(daybook, '', {
        write: (socket) => socket.write(whole.slice(0, length), () => socket.destroy()),
        timeout_ms: PATIENCE_MS,
      });
    }
    await checkUnharmed(entries);
  });

  for (const [name, bytes] of [
    ['headers', rawRequest('GET /v1/payment_records')],
    ['a header without end', `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(10_000)}`],
  ]) {
    test(`a client that sends ${name} byte by byte is cut off`, async () => {
      const answered = await exchange(daybook, '', dripping(bytes as string, 20));
      assert.equal(answered.answers[0]?.status, 408, JSON.stringify(answered));
      assert.ok(answered.took_ms < PATIENCE_MS, `${answered.took_ms} ms`);
      checkExchange('slow', answered);
    });
  }

  test('a client that sends a body byte by byte is cut off', async () => {
    const entries = (await journalOf(daybook)).length;
    const head = rawRequest('POST /v1/payment_records/report_payment\nContent-Length: 1000');
    const options = dripping('a', 20);
    const answered = await exchange(daybook, '', {
      ...options,
      write: (socket) => {
        socket.write(head);
        options?.write?.(socket);
      },
    });
    assert.equal(answered.answers[0]?.status, 408, JSON.stringify(answered));
    assert.ok(answered.took_ms < PATIENCE_MS, `${answered.took_ms} ms`);
    await checkUnharmed(entries);
  });

  test('after a body that was too large the connection goes on', async () => {
    const large = rawRequest(`POST /v1/payment_records/report_payment\n\n${'a'.repeat(2 * 1024 * 1024)}`);
    const { answers } = await exchange(daybook, large + rawRequest('GET /health'), { answers: 2 });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 200],
    );
  });

  test('the answer to a request comes before the answer to the noise behind it', async () => {
    const whole = rawRequest(`POST /v1/payment_records/report_payment\n\n${REPORT_PAYMENT}`);
    const { answers } = await exchange(daybook, `${whole}noise\r\n\r\n`, { answers: 2 });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400],
    );
    assert.equal(JSON.parse(answers[0]?.body ?? '').object, 'payment_record');
  });

  for (const [name, noise, status] of [
    ['bytes that are no request', 'noise\r\n\r\n', 400],
    ['a request with a broken body', rawRequest('POST /v1/customers\nTransfer-Encoding: chunked\n\nxyz\r\n'), 400],
    ['a request with two lengths', rawRequest('POST /v1/customers\nContent-Length: 1\nContent-Length: 2\n\na'), 400],
    ['headers that are too long', rawRequest(`GET /\nX-A: ${'b'.repeat(100_000)}`), 431],
    ['a body that never comes', rawRequest('POST /v1/customers\nContent-Length: 9'), 408],
  ] as const) {
    test(`writes in a row keep their answers where ${name} comes behind them`, async () => {
      const entries = (await journalOf(daybook)).length;
      const whole = rawRequest(`POST /v1/payment_records/report_payment\n\n${REPORT_PAYMENT}`);
      const { answers, rest, ended } = await exchange(daybook, whole.repeat(5) + noise, { answers: 7 });
      assert.deepEqual(
        [answers.map((answer) => answer.status), rest, ended],
        [[200, 200, 200, 200, 200, status], '', 'closed'],
      );
      const ids = answers.slice(0, 5).map(({ body }) => JSON.parse(body).id);
      assert.equal(new Set(ids).size, 5);
      await checkUnharmed(entries, 5);
    });
  }

  for (const [name, bytes] of [
    ['nothing is ever sent', ''],
    ['only blank lines are sent', '\r\n\r\n'],
    ['half a line is sent', 'GET /hea'],
  ] as const) {
    test(`a connection on which ${name} is closed`, async () => {
      const { ended, answers } = await exchange(daybook, bytes, { timeout_ms: PATIENCE_MS, answers: 2 });
      assert.deepEqual([ended, answers.map(({ status }) => status)], ['closed', [408]]);
    });
  }

  test('a client that does not read its answers is cut off', async () => {
    const { hostname, port } = new URL(daybook.address);
    const others = await daybook.connections();
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {}).pause();
    // Far more than what fits between the two.
    socket.write(rawRequest('GET /openapi.json').repeat(200));
    while ((await daybook.connections()) <= others) await pause(5);
    while ((await daybook.connections()) > others) await pause(20);
    socket.destroy();
  });

  test('requests in a row are answered in their order', async () => {
    const limits = Array.from({ length: 50 }, (_, index) => index);
    const bytes = limits.map((limit) => rawRequest(`GET /v1/payment_records?limit=${limit + 200}`)).join('');
    const { answers } = await exchange(daybook, bytes, { answers: limits.length });
    assert.deepEqual(
      answers.map(({ body }) => Number(/currently is '(\d+)'/.exec(body)?.[1])),
      limits.map((limit) => limit + 200),
    );
  });
}

/** Sends one byte after the other until it is cut off. */
function dripping(bytes: string, every_ms: number): Parameters<typeof exchange>[2] {
  return {
    timeout_ms: PATIENCE_MS,
    write: (socket) => {
      let at = 0;
      const timer = setInterval(() => socket.write(bytes.charAt(at++ % bytes.length)), every_ms);
      socket.on('close', () => clearInterval(timer));
    },
  };
}
