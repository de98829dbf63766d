import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTurns } from '../../src/app/fair_turns.js';

/** Works for so long. */
function busy(ms: number): void {
  const end_ms = performance.now() + ms;
  while (performance.now() < end_ms);
}

const NUMBERS = Array.from({ length: 40 }, (_, index) => index);

describe('long work in turns', () => {
  it('is done in order, with what comes in between its pieces', async () => {
    const order: string[] = [];
    let is_over = false;
    const outside = (): void => {
      order.push('outside');
      if (!is_over) setImmediate(outside);
    };
    setImmediate(outside);
    const made = await inTurns(NUMBERS, async (number) => {
      busy(2);
      order.push('piece');
      return number * 2;
    });
    is_over = true;
    assert.deepEqual(
      made,
      NUMBERS.map((number) => number * 2),
    );
    const between = order.lastIndexOf('piece') - order.filter((what) => what === 'piece').length;
    assert.ok(between > NUMBERS.length / 4, `${between} times`);
  });

  it('takes turns with other such work', async () => {
    const order: string[] = [];
    const work = (name: string) =>
      inTurns(NUMBERS, () => {
        busy(1);
        if (order.at(-1) !== name) order.push(name);
      });
    await Promise.all([work('a'), work('b'), work('c')]);
    assert.deepEqual(order.slice(0, 9), ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('of a few milliseconds is done at once', async () => {
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    let is_later = false;
    const done = inTurns([1, 2, 3], () => undefined);
    setImmediate(() => {
      is_later = true;
    });
    await done;
    assert.equal(is_later, false);
  });
});
