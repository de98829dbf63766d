/** With SQLite, what reads long is done in threads: while one is at it, everything else goes on. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { machineClock } from '../../src/app/clock.js';
import { type Ledger, openLedger } from '../../src/app/ledger.js';
import type { Condition } from '../../src/store/port.js';
import { request, startDaybook, type TestDaybook } from '../support/daybook.js';
import { failing, holding } from '../support/long_work.js';
import { eventually } from '../support/receiver.js';

const TEST = 1;
const is = (column: string, value: string): Condition => ({ field: { column }, operator: '=', value });

/** Keeps the thread that reads lists busy until `letGo`. */
async function hold(ledger: Ledger): Promise<{ letGo(): Promise<string> }> {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const held = ledger.readAside(holding, { shared: flags.buffer as SharedArrayBuffer });
  await eventually(() => assert.equal(Atomics.load(flags, 0), 1));
  return {
    letGo() {
      Atomics.store(flags, 1, 1);
      Atomics.notify(flags, 1);
      return held;
    },
  };
}

describe('threads that read', () => {
  let daybook: TestDaybook;
  let ledger: Ledger;
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  before(async () => {
    daybook = await startDaybook({ data_folder: folder });
    await request(daybook, 'POST', '/v1/customers', 'name=Jo&email=jo@example.com');
    ledger = await openLedger({ database_url: undefined, data_folder: folder }, machineClock);
  });
  after(async () => {
    await ledger.close();
    await daybook.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('hold nothing up that reads an index, and nothing that is written', async () => {
    const { letGo } = await hold(ledger);
    const { store } = ledger;
    const { items } = await store.list({ scope: TEST, kind: 'customer', where: [], limit: 10 });
    assert.equal(items.length, 1);
    const [row] = items;
    assert.ok(row);
    assert.deepEqual(await store.get(TEST, 'customer', row.id), row);
    assert.deepEqual((await store.versionOf(TEST, row.id, { version: 1 }))?.id, row.id);
    const by_email = [is('email', 'jo@example.com')];
    assert.equal((await store.list({ scope: TEST, kind: 'customer', where: by_email, limit: 1 })).items.length, 1);
    assert.equal((await store.events({ scope: TEST, limit: 1 })).items.length, 1);
    assert.equal((await store.requests.list({ scope: TEST, limit: 1 })).has_more, false);
    const outcome = await ledger.committer.submit({
      name: 'test_clock.create',
      input: { frozen_time: 1_800_000_000, name: undefined },
      scope: TEST,
      livemode: false,
      actor: 'test',
      request_id: null,
      api_version: '',
    });
    assert.equal(outcome.status, 'done');
    assert.equal(await letGo(), '2 scopes');
  });

  it('answer what scans, sums, or looks for a time', async () => {
    const { letGo } = await hold(ledger);
    const { store } = ledger;
    const waiting = new Set<string>();
    const asked = <T>(name: string, answer: Promise<T>): Promise<T> => {
      waiting.add(name);
      return answer.finally(() => waiting.delete(name));
    };
    const where = [
      is('email', 'jo@example.com'),
      { ...is('id', 'cus_'), operator: '>' as const },
      is('test_clock', ''),
    ];
    const answers = Promise.all([
      asked('list', store.list({ scope: TEST, kind: 'customer', where, limit: 1 })),
      asked('any', store.list({ scope: TEST, kind: 'customer', where: [], any: where, limit: 1 })),
      asked('totals', store.totals({ scope: TEST, kind: 'customer', by: [], where: [] })),
      asked('at a time', store.versionOf(TEST, 'cus_none', { at_ms: 1 })),
      asked('requests', store.requests.list({ scope: TEST, limit: 1, method: 'GET' })),
      asked(
        'deliveries',
        store.deliveries.deliveries({ scope: TEST, endpoint: 'we_none', status: 'canceled', limit: 1 }),
      ),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([...waiting], ['list', 'any', 'totals', 'at a time', 'requests', 'deliveries']);
    await letGo();
    const [list, any, totals, version] = await answers;
    assert.deepEqual([list.items.length, any.items.length, totals[0]?.count, version], [0, 1, 1, undefined]);
  });

  it('see what was committed before they were asked', async () => {
    await request(daybook, 'POST', '/v1/customers', 'name=Al');
    const [total] = await ledger.store.totals({ scope: TEST, kind: 'customer', by: [], where: [] });
    assert.equal(total?.count, 2);
  });

  it('say why work fails, and are started again when one has died', async () => {
    await assert.rejects(ledger.readAside(failing, { how: 'throws' }), /this work cannot be done/);
    await assert.rejects(ledger.readAside(failing, { how: 'exits' }), /stopped with code 3/);
    const { letGo } = await hold(ledger);
    assert.equal(await letGo(), '2 scopes');
  });
});
