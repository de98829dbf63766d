/** Lists that grow at both ends while they are read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webModule } from '../support/web_module.js';

interface Row {
  readonly id: string;
  readonly text?: string;
}
interface Cursor {
  readonly limit: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}
interface State {
  readonly rows: readonly Row[];
  readonly has_more: boolean;
  readonly is_known: boolean;
  readonly error: Error | null;
}
const { Pager } = await webModule<{
  Pager: new (
    load: (cursor: Cursor) => Promise<{ data: Row[]; has_more: boolean }>,
    rowOf: (row: Row) => Row,
  ) => {
    loadMore(): Promise<void>;
    loadNew(): Promise<void>;
    reload(): Promise<void>;
    replace(row: Row): void;
    has(id: string): boolean;
    snapshot(): State;
  };
}>('model/pager.ts');

/** A list as the API pages it: newest first. */
function source(count: number) {
  const all: Row[] = Array.from({ length: count }, (_, index) => ({ id: `r${count - 1 - index}` }));
  let requests = 0;
  return {
    add: (id: string) => all.unshift({ id }),
    requests: () => requests,
    async load({ limit, starting_after, ending_before }: Cursor) {
      requests += 1;
      if (ending_before !== undefined) {
        const end = all.findIndex(({ id }) => id === ending_before);
        return { data: all.slice(Math.max(0, end - limit), end), has_more: end > limit };
      }
      const from = starting_after === undefined ? 0 : all.findIndex(({ id }) => id === starting_after) + 1;
      return { data: all.slice(from, from + limit), has_more: from + limit < all.length };
    },
  };
}
const same = (row: Row) => row;
const ids = ({ rows }: State) => rows.map(({ id }) => id);

test('reads to the end, each row once', async () => {
  const list = source(250);
  const pager = new Pager(list.load, same);
  for (let page = 0; page < 5; page += 1) await pager.loadMore();
  assert.deepEqual(
    ids(pager.snapshot()),
    Array.from({ length: 250 }, (_, index) => `r${249 - index}`),
  );
  assert.equal(pager.snapshot().has_more, false);
  assert.equal(list.requests(), 3);
});

test('asks for a page only once at a time', async () => {
  const list = source(250);
  const pager = new Pager(list.load, same);
  await Promise.all([pager.loadMore(), pager.loadMore()]);
  assert.equal(list.requests(), 1);
  assert.equal(pager.snapshot().rows.length, 100);
});

test('puts what is new on top, in order', async () => {
  const list = source(3);
  const pager = new Pager(list.load, same);
  await pager.loadMore();
  for (let number = 0; number < 150; number += 1) list.add(`n${number}`);
  await pager.loadNew();
  assert.equal(pager.snapshot().rows.length, 153);
  assert.deepEqual(ids(pager.snapshot()).slice(0, 2), ['n149', 'n148']);
  assert.deepEqual(ids(pager.snapshot()).slice(-4), ['n0', 'r2', 'r1', 'r0']);
});

test('an empty list finds its first row', async () => {
  const list = source(0);
  const pager = new Pager(list.load, same);
  await pager.loadMore();
  assert.deepEqual([pager.snapshot().is_known, pager.snapshot().rows.length], [true, 0]);
  list.add('first');
  await pager.loadNew();
  assert.deepEqual(ids(pager.snapshot()), ['first']);
});

test('a row that changed is put in its place', async () => {
  const pager = new Pager(source(3).load, same);
  await pager.loadMore();
  pager.replace({ id: 'r1', text: 'changed' });
  assert.deepEqual(pager.snapshot().rows, [{ id: 'r2' }, { id: 'r1', text: 'changed' }, { id: 'r0' }]);
  assert.deepEqual([pager.has('r1'), pager.has('r9')], [true, false]);
});

test('an error is kept until it works again', async () => {
  let is_broken = true;
  const list = source(2);
  const pager = new Pager(async (cursor) => {
    if (is_broken) throw new Error('no');
    return list.load(cursor);
  }, same);
  await pager.loadMore();
  assert.equal(pager.snapshot().error?.message, 'no');
  is_broken = false;
  await pager.loadMore();
  assert.equal(pager.snapshot().error, null);
  assert.deepEqual(ids(pager.snapshot()), ['r1', 'r0']);
});

test('an answer to an earlier question comes too late', async () => {
  const answers: ((page: { data: Row[]; has_more: boolean }) => void)[] = [];
  const pager = new Pager(() => new Promise((resolve) => answers.push(resolve)), same);
  const first = pager.loadMore();
  const second = pager.reload();
  answers[1]?.({ data: [{ id: 'new' }], has_more: false });
  await second;
  answers[0]?.({ data: [{ id: 'old' }], has_more: false });
  await first;
  assert.deepEqual(ids(pager.snapshot()), ['new']);
});
