import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignInBrake } from '../../src/app/dashboard/sign_in_brake.js';

function brakeOf(at_once: number, every_ms: number) {
  let now_ms = 0;
  const brake = new SignInBrake(at_once, every_ms, { steadyMs: () => now_ms });
  return { brake, pass: (ms: number) => (now_ms += ms) };
}

test('a few tries at once, and then one every while', () => {
  const { brake, pass } = brakeOf(3, 6_000);
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(() => brake.begin('a')),
    [0, 0, 0, 6, 6],
  );
  assert.equal(brake.begin('b'), 0, 'another address has its own');
  pass(5_000);
  assert.equal(brake.begin('a'), 1);
  pass(1_000);
  assert.deepEqual(
    [1, 2].map(() => brake.begin('a')),
    [0, 6],
  );
  pass(60_000);
  assert.deepEqual(
    [1, 2, 3, 4].map(() => brake.begin('a')),
    [0, 0, 0, 6],
  );
});

test('what was right costs nothing', () => {
  const { brake } = brakeOf(2, 6_000);
  for (let times = 0; times < 20; times += 1) {
    assert.equal(brake.begin('a'), 0);
    brake.giveBack('a');
  }
  assert.deepEqual(
    [1, 2, 3].map(() => brake.begin('a')),
    [0, 0, 6],
  );
});

test('of very many addresses the latest are remembered', () => {
  const { brake } = brakeOf(1, 6_000);
  for (let number = 0; number < 25_000; number += 1) assert.equal(brake.begin(`address ${number}`), 0);
  assert.equal(brake.begin('address 24999'), 6);
  assert.equal(brake.begin('address 0'), 0);
});
