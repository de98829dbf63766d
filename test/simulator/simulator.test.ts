/** Some seeds of the simulator; test-slow has more of them, and shows that it finds faults. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Simulator } from './run.js';

describe('committer, due work, deliveries and calls of processors in simulated time', () => {
  const simulator = new Simulator();
  before(() => simulator.prepare());
  after(() => simulator.remove());

  it('keep what they promise, whatever fails and whoever ends', async () => {
    const totals = { answered: 0, posts: 0, crashes: 0, commits: 0, failures: 0, calls: 0, settled: 0 };
    for (let seed = 1; seed <= 20; seed += 1) {
      const result = await simulator.run(seed);
      for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += result[name];
    }
    // That something has happened: the seeds are fixed, and so are these.
    for (const [name, total] of Object.entries(totals)) assert.ok(total > 10, `${name}: ${total}`);
  });

  it('do the same again with the same seed', async () => {
    for (const seed of [2, 5]) assert.deepEqual(await simulator.run(seed), await simulator.run(seed));
  });
});
