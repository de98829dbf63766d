/** The clock by which things are written down: what it does where the machine's is set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WrittenTime } from '../../src/app/written_time.js';

const START_MS = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

/** A machine whose time passes, and whose clock is set, as the test says. */
function machine() {
  const at = { wall_ms: START_MS, steady_ms: 0 };
  return {
    at,
    clock: () => new WrittenTime({ wallMs: () => at.wall_ms, steadyMs: () => at.steady_ms }),
    pass(ms: number) {
      at.wall_ms += ms;
      at.steady_ms += ms;
    },
    set(ms: number) {
      at.wall_ms += ms;
    },
  };
}

test("it is the machine's clock, as long as nobody sets that back", () => {
  const { at, clock, pass, set } = machine();
  const read = clock();
  for (const ms of [0, 1, 999, HOUR_MS]) {
    pass(ms);
    assert.equal(read.now(), at.wall_ms);
    assert.equal(read.isAhead(), false);
  }
  set(HOUR_MS);
  assert.equal(read.now(), at.wall_ms);
});

test('after a step back it goes on half as fast until the machine has caught up', () => {
  const { at, clock, pass, set } = machine();
  const read = clock();
  const before = read.now();
  set(-HOUR_MS);
  assert.equal(read.isAhead(), true);
  assert.equal(read.now(), before);
  pass(10_000);
  assert.equal(read.now(), before + 5_000);
  pass(2 * HOUR_MS - 20_000);
  assert.ok(read.now() > at.wall_ms);
  assert.equal(read.isAhead(), true);
  pass(10_000);
  assert.equal(read.now(), at.wall_ms);
  assert.equal(read.isAhead(), false);
});

test('a step back is noticed also by who has not read the clock for longer than the step', () => {
  const { clock, pass, set } = machine();
  const read = clock();
  read.now();
  pass(2 * HOUR_MS);
  set(-HOUR_MS);
  assert.equal(read.isAhead(), true);
});

test('it begins no earlier than what was written before', () => {
  const { at, clock, pass } = machine();
  const read = clock();
  read.atLeast(START_MS + HOUR_MS);
  pass(1);
  assert.ok(read.now() >= START_MS + HOUR_MS && read.isAhead());
  read.atLeast(1);
  assert.ok(read.now() > at.wall_ms, 'what is past changes nothing');
});

test('however the clock is set, time never goes back and is never behind the machine', () => {
  const steps = fc.array(
    fc.record({ pass: fc.nat({ max: 100_000 }), set: fc.integer({ min: -HOUR_MS, max: HOUR_MS }) }),
  );
  fc.assert(
    fc.property(steps, (all) => {
      const { at, clock, pass, set } = machine();
      const read = clock();
      let last = read.now();
      for (const step of all) {
        pass(step.pass);
        set(step.set);
        const now = read.now();
        assert.ok(now >= last && now >= at.wall_ms && Number.isInteger(now));
        last = now;
      }
    }),
  );
});
