/** Refunds put into the store of a running Daybook, with everything that follows from them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { State } from '../../src/core/kernel/decision.js';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { IdSource } from '../../src/core/kernel/ids.js';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { columnsOf, prefixOf } from '../../src/core/kinds.js';
import { Payment } from '../../src/core/payments/payment_intent/payment.js';
import type { StoredRow } from '../../src/store/port.js';
import type { TestDaybook } from './daybook.js';
import { withLedger } from './ledger.js';

const ids = new IdSource(randomBytes);

/** Refunds a part of what an intent has collected; a refund that failed has brought the money back. */
export function putRefund(
  daybook: TestDaybook,
  intent_id: string,
  amount: number,
  status: 'failed' | 'pending' | 'succeeded' = 'succeeded',
): Promise<string> {
  return withLedger(daybook, async ({ ledger: { store } }) => {
    const scope = store.scopes.find(({ livemode }) => !livemode)?.scope ?? 0;
    const rows: StoredRow[] = [];
    const read = async <K extends Kind>(kind: K, id: string | undefined): Promise<Document<K>> => {
      const row = await store.get(scope, kind, id ?? '');
      assert.ok(row, `${kind} ${id}`);
      rows.push(row);
      return JSON.parse(row.document);
    };
    const { latest_charge, latest_payment_attempt_record, payment_record } = await read('payment_intent', intent_id);
    await read('payment_record', payment_record);
    await read('payment_attempt_record', latest_payment_attempt_record);
    const charge = await read('charge', latest_charge);
    const state = {
      get(kind: Kind, id: string) {
        const row = rows.find((each) => each.kind === kind && each.id === id);
        return row && { ...row, document: JSON.parse(row.document) };
      },
      find: () => [],
    } as unknown as State;

    const now = Math.floor(Date.now() / 1000);
    const payment = Payment.load(
      state,
      { now, livemode: false, newId: (kind) => ids.next(prefixOf(kind), Date.now()) },
      intent_id,
    );
    assert.ok(!isRefusal(payment));
    const { currency } = charge;
    const id = ids.next('re', Date.now());
    const move = (type: 'refund' | 'refund_failure', moved: number): string => {
      const txn = ids.next('txn', Date.now());
      const movement = { created: now, type, amount: moved, currency, available_on: now, source: id };
      payment.draft.create('balance_transaction', { id: txn, ...movement });
      return txn;
    };
    const balance_transaction = move('refund', -amount);
    payment.draft.create('refund', {
      ...{ id, created: now, amount, currency, status, balance_transaction },
      ...{ charge: charge.id, payment_intent: intent_id },
      ...(status === 'failed' ? { failure_balance_transaction: move('refund_failure', amount) } : {}),
    });
    if (status !== 'failed') payment.changeCharge({ amount_refunded: (charge.amount_refunded ?? 0) + amount });

    const written = payment.decision().changes.map(({ kind, document }) => {
      const expected_version = rows.find((row) => row.id === document.id)?.version ?? 0;
      const row = { kind, id: document.id, version: expected_version + 1, document: JSON.stringify(document) };
      return { ...row, scope, expected_version, columns: columnsOf(kind, document), metadata: undefined };
    });
    // What is as it was before makes no new version.
    const changed = written.filter((row) => rows.find(({ id: own }) => own === row.id)?.document !== row.document);
    const changes = changed.map(({ kind, id: own, version, document }) => ({ kind, id: own, version, document }));
    const by = { actor: 'test', request_id: null, idempotency_key: null, api_version: '' };
    const entry = { ...by, scope, at_ms: Date.now(), command: 'test.refund', changes, events: [] };
    await store.commit({ entries: [entry], rows: changed, replies: [], guards: [] });
    return id;
  });
}
