import { test } from 'node:test';
import { crashTest } from '../support/crash.js';
import { engines } from '../support/engines.js';

for (const engine of engines()) {
  test(`${engine.name}: a crash loses nothing that was answered`, { timeout: 120_000, skip: engine.skip }, () =>
    crashTest(engine, { crashes: 1, connections: 16, load_ms: 1_000 }),
  );
}
