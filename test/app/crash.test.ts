import { test } from 'node:test';
import { crashTest } from '../support/crash.js';
import { Payments } from '../support/crash_payments.js';
import { Reports } from '../support/crash_reports.js';
import { engines } from '../support/engines.js';

const WORKLOADS = { reports: () => new Reports(), payments: () => new Payments() };

for (const engine of engines()) {
  for (const [name, workload] of Object.entries(WORKLOADS)) {
    test(
      `${engine.name}, ${name}: a crash loses nothing that was answered`,
      { timeout: 120_000, skip: engine.skip },
      () => crashTest(engine, workload(), { crashes: 1, connections: 16, load_ms: 400 }),
    );
  }
}
