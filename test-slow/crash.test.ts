import { test } from 'node:test';
import { crashTest } from '../test/support/crash.js';
import { ENGINES } from '../test/support/engines.js';

for (const engine of ENGINES) {
  const available = engine.available();
  test(
    `${engine.name}: many crashes lose nothing that was answered`,
    { timeout: 600_000, ...(available === true ? {} : { skip: available }) },
    () => crashTest(engine, { crashes: 12, connections: 32, load_ms: 1_500 }),
  );
}
