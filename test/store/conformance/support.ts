/** Short ways to say what a test writes, with everything it does not care about filled in. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Kind } from '../../../src/core/kernel/kind.js';
import type { ColumnValue } from '../../../src/core/kernel/kind_declaration.js';
import { kindOf } from '../../../src/core/kinds.js';
import type { Scope } from '../../../src/store/page.js';
import {
  ConflictError,
  type JournalEntry,
  type JournalEntryDraft,
  type ReplyWrite,
  type RowWrite,
  type Store,
  type StoredRow,
  type WriteBatch,
} from '../../../src/store/port.js';

export interface Opened {
  readonly store: Store;
  /** One more handle on the same data. */
  readonly reopen: () => Promise<Store>;
  /** Closes every handle and removes the data. */
  readonly close: () => Promise<void>;
}

export type OpenFresh = () => Promise<Opened>;

export const TEST: Scope = 1;
export const LIVE: Scope = 2;

/** A test with an empty store of its own. */
export function onFreshStore(
  openFresh: OpenFresh,
  name: string,
  run: (store: Store, reopen: () => Promise<Store>) => Promise<void>,
): void {
  it(name, async () => {
    const { store, reopen, close } = await openFresh();
    try {
      await run(store, reopen);
    } finally {
      await close();
    }
  });
}

/** Columns that may not be null. */
const REQUIRED_COLUMNS: Partial<Record<Kind, (id: string) => Record<string, ColumnValue>>> = {
  api_key: (id) => ({ hash: `hash of ${id}` }),
  balance_transaction: () => ({ available_on: 0, currency: 'usd', net: 0, source: 'ch_1', type: 'charge' }),
  customer: () => ({ deleted: 0 }),
  payment_attempt_record: () => ({ happened: 0, payment_record: 'pr_0' }),
  payment_intent: () => ({ amount: 1000, currency: 'usd', status: 'requires_capture' }),
  payment_method: () => ({ type: 'card' }),
  payment_record: () => ({
    state: 'succeeded',
    currency: 'usd',
    amount: 1000,
    amount_guaranteed: 0,
    happened: 0,
    method: '',
    processor: '',
  }),
  payment_record_refund: (id) => ({
    amount: 1,
    currency: 'usd',
    happened: 0,
    payment_record: 'pr_0',
    refund_reference: `reference of ${id}`,
    trimmed_reference: `reference of ${id}`,
  }),
  refund: () => ({
    amount: 1,
    charge: 'ch_0',
    currency: 'usd',
    happened: 0,
    payment_intent: 'pi_0',
    status: 'pending',
  }),
};

type RowOptions = Partial<Pick<RowWrite, 'scope' | 'version' | 'expected_version' | 'document' | 'metadata'>> & {
  readonly columns?: Readonly<Record<string, ColumnValue>>;
};

export function row(kind: Kind, id: string, options: RowOptions = {}): RowWrite {
  const { scope = TEST, version = 1, expected_version = version - 1, metadata, columns = {} } = options;
  const names = Object.keys(kindOf(kind).columns);
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return {
    scope,
    kind,
    id,
    version,
    expected_version,
    document: options.document ?? `{"id":${JSON.stringify(id)},"version":${version}}`,
    columns: { ...empty, ...REQUIRED_COLUMNS[kind]?.(id), ...columns },
    metadata,
  };
}

export function stored({ kind, id, version, document }: StoredRow): StoredRow {
  return { kind, id, version, document };
}

type EntryOptions = Partial<Omit<JournalEntryDraft, 'changes' | 'events'>> & { readonly events?: readonly string[] };

/** An entry whose events all show its first change. */
export function entry(
  changes: readonly StoredRow[],
  { events = [], ...options }: EntryOptions = {},
): JournalEntryDraft {
  return {
    scope: TEST,
    at_ms: 1_000,
    command: 'report_payment',
    actor: 'key_1',
    request_id: 'req_1',
    idempotency_key: null,
    api_version: '2026-10-29',
    ...options,
    changes: changes.map(stored),
    events: events.map((type) => ({ type, change: 0 })),
  };
}

export function batch(parts: Partial<WriteBatch>): WriteBatch {
  return { entries: [], rows: [], replies: [], guards: [], ...parts };
}

export function reply(key: string, options: Partial<ReplyWrite> = {}): ReplyWrite {
  return {
    scope: TEST,
    key,
    at_ms: 1_000,
    request_id: 'req_1',
    path: '/v1/payment_records/report_payment',
    request_hash: 'a hash',
    api_version: '2026-10-29',
    outcome: { kind: 'payment_record', id: 'pr_1', version: 1 },
    ...options,
  };
}

/** Writes rows without history. */
export async function put(store: Store, ...rows: readonly RowWrite[]): Promise<void> {
  await store.commit(batch({ rows }));
}

export async function assertConflict(commit: Promise<void>): Promise<void> {
  await assert.rejects(commit, ConflictError);
}

/** Everything a refused batch must have left alone. */
export async function snapshot(store: Store): Promise<unknown> {
  return {
    counts: await store.counts(),
    journal: await store.journal(0, 1_000),
    rows: await Promise.all(
      (['api_key', 'customer', 'payment_record', 'payment_record_refund'] as const).map((kind) =>
        store.rows(kind, { scope: 0, id: '' }, 1_000),
      ),
    ),
    events: [await store.events({ scope: TEST, limit: 1_000 }), await store.events({ scope: LIVE, limit: 1_000 })],
  };
}

/** The journal as it was written, without what only inspection adds. */
export async function journalOf(store: Store, after = 0, limit = 10_000): Promise<JournalEntry[]> {
  const entries = await store.journal(after, limit);
  return entries.map(
    ({ event_count: _count, unreadable: _unreadable, hash: _hash, hashed_text: _text, ...entry }) => entry,
  );
}
