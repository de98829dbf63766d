/** Damage that is met while the database is used is told once, by whichever thread it was met. */
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { machineClock } from '../../src/app/clock.js';
import { type Ledger, openLedger } from '../../src/app/ledger.js';
import { checkReadiness } from '../../src/app/readiness.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { DamageError } from '../../src/store/start_error.js';
import { batch, entry, row } from '../store/conformance/support.js';

const TEST = 1;
const PAGE_BYTES = 8_192;

/** So many that most pages are in no cache. */
async function fill(file: string): Promise<void> {
  const store = openSqliteStore(file);
  for (let n = 0; n < 40; n += 1) {
    const rows = Array.from({ length: 20 }, (_, index) => row('customer', `cus_${n}_${index}`));
    await store.commit(batch({ rows, entries: [entry(rows, { events: ['customer.created'] })] }));
  }
  await store.close();
}

/** Everything but the first page, under a server that has read little of it. */
function zero(file: string): void {
  const bytes = statSync(file).size - PAGE_BYTES;
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(bytes), 0, bytes, PAGE_BYTES);
  closeSync(descriptor);
}

/** [what is asked, how] */
const ASKED: readonly [string, (ledger: Ledger) => Promise<unknown>][] = [
  ['an event', ({ store }) => store.event(TEST, 20)],
  ['an object', ({ store }) => store.get(TEST, 'customer', 'cus_20_3')],
  [
    'a list that a thread reads',
    ({ store }) =>
      store.list({
        scope: TEST,
        kind: 'customer',
        where: [{ field: { column: 'email' }, operator: '=', value: 'a@example.com' }],
        limit: 10,
      }),
  ],
  ['the log of requests', ({ store }) => store.requests.list({ scope: TEST, limit: 10, path: '/v1/events' })],
  [
    'a change',
    ({ committer }) =>
      committer.submit({
        name: 'customer.update',
        input: { id: 'cus_20_3' },
        scope: TEST,
        livemode: false,
        actor: 'test',
        request_id: null,
        api_version: '',
      }),
  ],
];

describe('damage that is met by', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    file = join(folder, 'daybook.sqlite');
    await fill(file);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const [what, ask] of ASKED) {
    it(`reading ${what} is told as damage`, async () => {
      const ledger = await openLedger({ data_folder: folder, database_url: undefined }, machineClock);
      try {
        zero(file);
        await assert.rejects(ask(ledger), DamageError);
        assert.match((await ledger.damaged).message, /^The database .* is damaged \([^\n]*\): restore a backup/);
      } finally {
        await ledger.close();
      }
    });
  }

  it('asking whether it is ready is told, once the file is gone', async () => {
    const ledger = await openLedger({ data_folder: folder, database_url: undefined }, machineClock);
    await checkReadiness(ledger);
    rmSync(file);
    await assert.rejects(checkReadiness(ledger), DamageError);
    assert.match((await ledger.damaged).message, /^The file .* was moved, removed/);
    await ledger.close();
  });
});
