import { test } from 'node:test';
import { crashTest } from '../test/support/crash.js';
import { engines } from '../test/support/engines.js';

for (const engine of engines()) {
  test(`${engine.name}: many crashes lose nothing that was answered`, { timeout: 600_000, skip: engine.skip }, () =>
    crashTest(engine, { crashes: 12, connections: 32, load_ms: 1_500 }),
  );
}
