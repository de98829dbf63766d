import { test } from 'node:test';
import { engines } from '../../support/engines.js';
import { webhookCrashTest } from '../../support/webhook_crash.js';

for (const engine of engines()) {
  test(
    `${engine.name}: a server that is killed while it sends events loses none`,
    { timeout: 120_000, skip: engine.skip },
    (t) =>
      webhookCrashTest(engine, {
        crashes: 1,
        processes: 2,
        endpoints: 2,
        load_ms: 600,
        report: (line) => t.diagnostic(line),
      }),
  );
}
