/** Pages of events for streams: asked for once by all that are at the same place, and small. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EventPages, type PageWanted } from '../../../src/api/platform/event/pages.js';
import { eventPage } from '../../../src/api/server/event_page.js';
import type { ReadAside } from '../../../src/app/long_read.js';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import { withLedger } from '../../support/ledger.js';
import { post } from '../../support/reporting.js';

const SECRET_KEY = { id: 'key_1', type: 'secret' } as const;
const WANTED: Omit<PageWanted, 'base_url'> = {
  scope: { scope: 1, account: 'acct_1', livemode: false },
  key: SECRET_KEY,
  api_version: '2026-07-29.dahlia',
  now: 1_800_000_000,
  after: 0,
  head: 10,
};

/** Counts what is asked aside, and answers with it. */
function counting(answer: (asked: number) => Promise<unknown>): { readAside: ReadAside; asked: PageWanted[] } {
  const asked: PageWanted[] = [];
  const readAside = ((_read: unknown, given: PageWanted) => {
    asked.push(given);
    return answer(asked.length);
  }) as ReadAside;
  return { readAside, asked };
}

describe('pages of events', () => {
  it('are made once for all who want the same', async () => {
    const { readAside, asked } = counting(async (number) => ({ bytes: new Uint8Array(number), last: number }));
    const pages = new EventPages(readAside, eventPage, () => 'https://daybook.test');
    const all = await Promise.all(Array.from({ length: 200 }, () => pages.get(WANTED)));
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.base_url, 'https://daybook.test');
    assert.equal(new Set(all).size, 1);
    const others: Partial<PageWanted>[] = [
      { after: 1 },
      { head: 11 },
      { types: ['customer.created'] },
      { api_version: '2026-10-28.endive' },
      { scope: { scope: 2, account: 'acct_1', livemode: true } },
      { key: { id: 'key_2', type: 'restricted', permissions: { events: 'read' } } },
    ];
    for (const other of others) await pages.get({ ...WANTED, ...other });
    assert.equal(asked.length, 1 + others.length, 'nobody gets what somebody else may see');
  });

  it('are asked for again when that failed', async () => {
    const { readAside, asked } = counting(async (number) => {
      if (number === 1) throw new Error('no');
      return { bytes: new Uint8Array(0), last: 10 };
    });
    const pages = new EventPages(readAside, eventPage, () => '');
    await assert.rejects(pages.get(WANTED), /no/);
    assert.equal((await pages.get(WANTED)).last, 10);
    assert.equal(asked.length, 2);
  });
});

describe('a page of events', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
    for (let n = 0; n < 60; n += 1)
      await post(daybook, '/v1/customers', { description: 'x'.repeat(n < 30 ? 4_000 : 4) });
  });
  after(() => daybook.remove());

  it('ends after so many events, and earlier where they are large; nothing is left out between two', async () => {
    await withLedger(daybook, async ({ ledger }) => {
      const numbers: number[] = [];
      const sizes: number[] = [];
      let position = 0;
      while (position < 60) {
        const wanted = { ...WANTED, base_url: '', after: position, head: 60 };
        const { bytes, last } = await ledger.readAside(eventPage, wanted);
        const text = new TextDecoder().decode(bytes);
        numbers.push(...[...text.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number)));
        sizes.push(bytes.length);
        assert.ok(last > position);
        position = last;
      }
      assert.deepEqual(
        numbers,
        Array.from({ length: 60 }, (_, index) => index + 1),
      );
      assert.ok(sizes.length > 3 && Math.max(...sizes) < 64 * 1024, sizes.join());
    });
  });

  it('shows no more than the head that was known, of the types that are wanted', async () => {
    await withLedger(daybook, async ({ ledger }) => {
      const read = (change: Partial<PageWanted>) =>
        ledger.readAside(eventPage, { ...WANTED, base_url: '', after: 50, ...change });
      const few = await read({ head: 52 });
      assert.deepEqual([few.last, new TextDecoder().decode(few.bytes).match(/^id: /gm)?.length], [52, 2]);
      const none = await read({ head: 60, types: ['customer.deleted'] });
      assert.deepEqual([none.last, none.bytes.length], [60, 0]);
    });
  });
});
