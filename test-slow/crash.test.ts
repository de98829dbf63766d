import { test } from 'node:test';
import { crashTest } from '../test/support/crash.js';
import { Payments } from '../test/support/crash_payments.js';
import { Reports } from '../test/support/crash_reports.js';
import { engines } from '../test/support/engines.js';

const WORKLOADS = { reports: () => new Reports(), payments: () => new Payments() };

for (const engine of engines()) {
  for (const [name, workload] of Object.entries(WORKLOADS)) {
    test(
      `${engine.name}, ${name}: many crashes lose nothing that was answered`,
      { timeout: 600_000, skip: engine.skip },
      () => crashTest(engine, workload(), { crashes: 12, connections: 32, load_ms: 1_500 }),
    );
  }
}
