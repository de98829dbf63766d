/** A demo can be made with any seed at any hour: its stories keep the rules whatever chance brings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineClock } from '../src/app/clock.js';
import { fillWithDemo } from '../src/app/demo/fill.js';
import { HOUR_MS } from '../src/app/demo/rhythm.js';
import { openInline } from '../src/app/ledger.js';
import { engines } from '../test/support/engines.js';

const DEMOS = 60;
const FIRST_END_MS = Date.UTC(2026, 0, 1);

test(`${DEMOS} demos of other seeds and hours`, async () => {
  const [engine] = engines();
  assert.ok(engine !== undefined);
  for (let seed = 1; seed <= DEMOS; seed += 1) {
    const database = await engine.make();
    const ledger = await openInline(database.location, machineClock);
    const request = { payments: 600, days: seed % 2 === 0 ? 90 : 20, api_version: '2026-07-29.dahlia', seed };
    const end_ms = FIRST_END_MS + seed * 149 * HOUR_MS;
    try {
      const { states } = await fillWithDemo(ledger.store, { ...request, end_ms });
      assert.equal(
        [...states.values()].reduce((sum, count) => sum + count),
        request.payments,
      );
    } catch (error) {
      throw new Error(`seed ${seed} until ${new Date(end_ms).toISOString()}`, { cause: error });
    } finally {
      await ledger.close();
      await database.remove();
    }
  }
});
