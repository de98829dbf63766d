/** When a server says that it is ready, by what its store and its committer say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReadiness } from '../../src/app/readiness.js';
import { StorageFullError } from '../../src/store/port.js';
import { PassingClock } from '../support/passing_clock.js';

const silent = () => new Promise<never>(() => undefined);
const failing = (error: Error) => () => Promise.reject(error);
const answering = async () => undefined;

/** It has run for long. */
const BEFORE_MS = 60_000;

function asked(parts: { found_full_ms?: number; ready?: () => Promise<void>; probe?: () => Promise<void> }) {
  const clock = new PassingClock();
  clock.pass(BEFORE_MS);
  const committer = {
    found_full_ms: parts.found_full_ms,
    foundRoom() {
      this.found_full_ms = undefined;
    },
  };
  const store = { ready: parts.ready ?? answering, probe: parts.probe ?? (() => assert.fail('probed')) };
  return { clock, committer, store };
}

test('a store that answers is ready', () => checkReadiness(asked({})));

test('one that cannot be reached is not, for its own reason', () =>
  assert.rejects(checkReadiness(asked({ ready: failing(new Error('refused')) })), /refused/));

test('one that does not answer is not, within two seconds', async () => {
  for (const late of [asked({ ready: silent }), asked({ found_full_ms: 0, probe: silent })]) {
    const checked = assert.rejects(checkReadiness(late), /did not answer/);
    late.clock.pass(2_000);
    await checked;
  }
});

test('right after a commit that found no room it is not, whatever else could be written', async () => {
  await assert.rejects(checkReadiness(asked({ found_full_ms: BEFORE_MS })), StorageFullError);
});

test('later it is when something can be written, and stays so; and is not where nothing can', async () => {
  const full = new StorageFullError('full');
  const still = asked({ found_full_ms: 0, probe: failing(full) });
  await assert.rejects(checkReadiness(still), full);
  let probes = 0;
  const again = asked({
    found_full_ms: 0,
    probe: async () => {
      probes += 1;
    },
  });
  await checkReadiness(again);
  await checkReadiness(again);
  assert.deepEqual([probes, again.committer.found_full_ms], [1, undefined]);
});
