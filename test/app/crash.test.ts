import { test } from 'node:test';
import { crashTest } from '../support/crash.js';
import { ENGINES } from '../support/engines.js';

for (const engine of ENGINES) {
  const available = engine.available();
  test(
    `${engine.name}: a crash loses nothing that was answered`,
    { timeout: 120_000, ...(available === true ? {} : { skip: available }) },
    () => crashTest(engine, { crashes: 1, connections: 16, load_ms: 1_000 }),
  );
}
