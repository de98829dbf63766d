/** What a demo makes: the same for a seed, in the order of time, with nothing left that should have happened. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { fillWithDemo } from '../../../src/app/demo/fill.js';
import { openInline } from '../../../src/app/ledger.js';
import type { Document, Kind } from '../../../src/core/kernel/kind.js';
import { declineReasonOf } from '../../../src/core/payments/charge/types.js';
import type { InspectedEntry, Store } from '../../../src/store/port.js';
import { type Engine, engines } from '../../support/engines.js';

const END_MS = Date.UTC(2026, 5, 15, 9);
const REQUEST = { payments: 150, days: 30, end_ms: END_MS, api_version: '2026-07-29.dahlia' };

async function filled<T>(
  seed: number,
  engine: Engine,
  use: (store: Store) => Promise<T>,
  payments = REQUEST.payments,
): Promise<T> {
  const database = await engine.make();
  const ledger = await openInline(database.location, machineClock);
  try {
    const { states } = await fillWithDemo(ledger.store, { ...REQUEST, payments, seed });
    assert.equal(
      [...states.values()].reduce((sum, count) => sum + count),
      payments,
    );
    return await use(ledger.store);
  } finally {
    await ledger.close();
    await database.remove();
  }
}

async function journalOf(store: Store): Promise<InspectedEntry[]> {
  const entries: InspectedEntry[] = [];
  for (;;) {
    const some = await store.journal(entries.at(-1)?.position ?? 0, 500);
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/** Fingerprints of cards are an installation's own. */
async function contentsOf(store: Store): Promise<string[]> {
  return (await journalOf(store)).map(({ at_ms, command, actor, changes, events }) =>
    JSON.stringify({ at_ms, command, actor, changes, events }).replace(/\\"fingerprint\\":\\"\w+\\"/g, ''),
  );
}

for (const engine of engines()) {
  test(`a seed makes the same demo every time, another seed another; ${engine.name}`, {
    skip: engine.skip,
  }, async () => {
    const first = await filled(5, engine, contentsOf);
    assert.ok(first.length > 2 * REQUEST.payments);
    assert.deepEqual(await filled(5, engine, contentsOf), first);
    assert.notDeepEqual(await filled(6, engine, contentsOf), first);
  });

  test(`everything has its time, and nothing is overdue; ${engine.name}`, { skip: engine.skip }, async () => {
    await filled(1, engine, async (store) => {
      const entries = await journalOf(store);
      const times = entries.map(({ at_ms }) => at_ms);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      assert.ok((times[0] ?? 0) >= END_MS - REQUEST.days * 24 * 60 * 60 * 1000);
      assert.ok((times.at(-1) ?? 0) <= END_MS);
      assert.ok(new Set(times).size > 0.95 * times.length, 'steps have times of their own');
      for (const { changes, at_ms } of entries) {
        for (const { version, document } of changes) {
          if (version === 1) assert.equal(JSON.parse(document).created, Math.floor(at_ms / 1000));
        }
      }
      const scope = store.scopes.find(({ livemode }) => !livemode)?.scope ?? -1;
      for (const kind of ['payment_intent', 'refund', 'dispute'] as const) {
        const [soonest] = await store.due({ scope, kind, limit: 1 });
        assert.ok((soonest?.due_at ?? Number.POSITIVE_INFINITY) * 1000 > END_MS, kind);
      }
      const [hold] = await store.due({ scope, kind: 'payment_intent', limit: 1 });
      assert.ok((hold?.due_at ?? Number.POSITIVE_INFINITY) * 1000 < END_MS + 3 * 24 * 60 * 60 * 1000);
      assert.ok(entries.some(({ command, actor }) => command === 'payment_intent.due' && actor === 'daybook'));
    });
  });
}

test('there is something of everything to look at', async () => {
  const [engine] = engines();
  assert.ok(engine !== undefined);
  await filled(
    1,
    engine,
    async (store) => {
      const latest = new Map<string, Map<string, unknown>>();
      for (const { changes } of await journalOf(store)) {
        for (const { kind, id, document } of changes) {
          latest.set(kind, (latest.get(kind) ?? new Map()).set(id, JSON.parse(document)));
        }
      }
      const every = <K extends Kind>(kind: K) => [...(latest.get(kind) ?? new Map()).values()] as Document<K>[];
      const differing = (values: readonly (string | undefined)[]) => [...new Set(values)].sort();
      assert.deepEqual(differing(every('payment_record').map(({ currency }) => currency)), [
        'eur',
        'gbp',
        'jpy',
        'usd',
      ]);
      assert.deepEqual(differing(every('dispute').map(({ status }) => status)), [
        'lost',
        'needs_response',
        'under_review',
        'warning_closed',
        'warning_needs_response',
        'warning_under_review',
        'won',
      ]);
      assert.deepEqual(differing(every('refund').map(({ status }) => status)), ['failed', 'succeeded']);
      assert.deepEqual(differing(every('payment_intent').map(({ status }) => status)), [
        'canceled',
        'requires_capture',
        'requires_payment_method',
        'succeeded',
      ]);
      const methods = every('payment_record').map((record) => record.payment_method_details?.custom?.display_name);
      for (const name of [
        'Northbank terminal',
        'Paylane wallet',
        'Ledgerpay debit',
        'Bank transfer',
        'Cheque',
        'Cash',
      ]) {
        assert.ok(methods.includes(name), name);
      }
      assert.ok(differing(every('charge').map(declineReasonOf).map(String)).length > 5);
      assert.ok(every('early_fraud_warning').length > 1);
      const in_parcels = every('payment_intent').filter(({ captures = 0 }) => captures > 2);
      assert.ok(in_parcels.length > 0);
      for (const { amount_details } of in_parcels) assert.ok((amount_details?.line_items?.length ?? 0) > 2);
      assert.ok(every('payment_intent').some(({ increments = 0 }) => increments > 0));
      const attempts = every('payment_attempt_record').map(({ payment_record }) => payment_record);
      assert.ok(new Set(attempts).size < attempts.length, 'some were tried again');
      for (const { email } of every('customer')) assert.match(email ?? '', /^[a-z]+\.[a-z]+\d+@example\.com$/);
    },
    1_000,
  );
});
