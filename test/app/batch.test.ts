/** Batches decide and write what the same commands would have done one by one. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { commitBatch } from '../../src/app/batch.js';
import type { CommandEnvelope, Outcome } from '../../src/app/command_envelope.js';
import { IdSource } from '../../src/core/kernel/ids.js';
import type { Kind } from '../../src/core/kernel/kind.js';
import { command, named, newPayment, oneUnitBack, reportsOn, SCOPE, seen } from './commands.js';
import { MemoryWriter } from './memory_writer.js';

const KINDS: readonly Kind[] = ['payment_record', 'payment_attempt_record', 'payment_record_refund'];
const RUNS = process.env['DAYBOOK_SLOW'] === '1' ? 5_000 : 300;
const AT_MS = 1_750_000_000_000;

class Run {
  readonly writer: MemoryWriter;
  readonly outcomes: Outcome[] = [];
  readonly #ids = new IdSource(randomBytes);

  constructor(writer: MemoryWriter) {
    this.writer = writer;
  }

  async commit(commands: readonly CommandEnvelope[], at_ms = AT_MS): Promise<void> {
    this.outcomes.push(...(await commitBatch(this.writer, commands, at_ms, this.#ids)));
  }

  /** Everything that was answered and stored, with ids numbered as they were answered and written. */
  summary(): unknown {
    const names = new Map<string, string>();
    const name = (id: string) => {
      const known = names.get(id) ?? `${id.slice(0, id.indexOf('_'))} ${names.size}`;
      names.set(id, known);
      return known;
    };
    return {
      journal: this.writer.journal.map(({ changes, ...entry }) => ({
        ...entry,
        changes: changes.map((row) => ({ ...row, id: named(row.id, name), document: named(row.document, name) })),
      })),
      outcomes: this.outcomes.map((outcome) => seen(outcome, name)),
      rows: KINDS.map((kind) => this.writer.rows(SCOPE, kind).map((row) => [row.version, named(row.document, name)])),
    };
  }
}

async function threeRecords(): Promise<{ writer: MemoryWriter; ids: string[] }> {
  const writer = new MemoryWriter();
  const run = new Run(writer);
  await run.commit([newPayment(), newPayment('guaranteed'), newPayment('failed')], AT_MS - 1);
  const ids = run.outcomes.map((outcome) => (outcome.status === 'done' ? outcome.row.id : assert.fail()));
  return { writer, ids };
}

/** Cuts a list into pieces of these sizes, the last as long as it comes. */
function pieces<T>(list: readonly T[], sizes: readonly number[]): T[][] {
  const cut: T[][] = [];
  let at = 0;
  for (const size of sizes) {
    cut.push(list.slice(at, at + size));
    at += size;
  }
  return [...cut, list.slice(at)].filter((piece) => piece.length > 0);
}

test('commands in batches of any size do what they do one by one', async () => {
  const { writer, ids } = await threeRecords();
  await fc.assert(
    fc.asyncProperty(
      fc.array(reportsOn(ids), { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
      async (commands, sizes) => {
        const one_by_one = new Run(writer.copy());
        for (const each of commands) await one_by_one.commit([each]);
        const batched = new Run(writer.copy());
        for (const batch of pieces(commands, sizes)) await batched.commit(batch);
        assert.deepEqual(batched.summary(), one_by_one.summary());
      },
    ),
    { numRuns: RUNS },
  );
});

test('the versions of an object in the journal follow each other without a gap, and the last is what is stored', async () => {
  const { writer, ids } = await threeRecords();
  await fc.assert(
    fc.asyncProperty(fc.array(reportsOn(ids), { maxLength: 30 }), async (commands) => {
      const run = new Run(writer.copy());
      await run.commit(commands);
      const latest = new Map<string, { version: number; document: string }>();
      for (const row of run.writer.journal.flatMap((entry) => entry.changes)) {
        assert.equal(row.version, (latest.get(row.id)?.version ?? 0) + 1);
        assert.notEqual(row.document, latest.get(row.id)?.document);
        latest.set(row.id, row);
      }
      const stored = KINDS.flatMap((kind) => run.writer.rows(SCOPE, kind));
      assert.deepEqual(new Map(stored.map((row) => [row.id, row])), latest);
      const done = run.outcomes.filter((outcome) => outcome.status === 'done').length;
      assert.ok(run.writer.journal.length - writer.journal.length <= done, 'one entry for each accepted command');
    }),
    { numRuns: RUNS },
  );
});

test('the same key twice in one batch is carried out once', async () => {
  const { writer, ids } = await threeRecords();
  const guaranteed = ids[1] ?? '';
  const run = new Run(writer);
  await run.commit([
    oneUnitBack(guaranteed, 'r1', 'key'),
    oneUnitBack(guaranteed, 'r2'),
    oneUnitBack(guaranteed, 'r1', 'key'),
    oneUnitBack(guaranteed, 'other parameters', 'key'),
    { ...newPayment(), idempotency: { key: 'key', kept_under: 'key', path: '/v1/else', request_hash: '' } },
  ]);
  const [first, second, third, fourth, fifth] = run.outcomes;
  assert.ok(first?.status === 'done' && second?.status === 'done');
  assert.ok(third?.status === 'replayed');
  assert.deepEqual(third.reply.outcome, { kind: 'payment_record', id: guaranteed, version: first.row.version });
  assert.ok(fourth?.status === 'refused' && fourth.refusal.type === 'idempotency_error');
  assert.match(fourth.refusal.message, /same parameters/);
  assert.ok(fifth?.status === 'refused' && fifth.refusal.type === 'idempotency_error');
  assert.match(fifth.refusal.message, /same endpoint.*somewhere/);
  assert.equal(writer.rows(SCOPE, 'payment_record_refund').length, 2);
});

test('a refusal is what is repeated under its key, though the report would be accepted by now', async () => {
  const { writer, ids } = await threeRecords();
  const initiated = ids[0] ?? '';
  const run = new Run(writer);
  const outcome = command('payment_record.report_outcome', {
    id: initiated,
    outcome: 'guaranteed',
    at: 2,
    metadata: undefined,
  });
  const again = [oneUnitBack(initiated, 'r', 'key'), outcome, oneUnitBack(initiated, 'r', 'key')];
  await run.commit(again);
  await run.commit([oneUnitBack(initiated, 'r', 'key')]);
  assert.deepEqual(
    run.outcomes.map((each) => each.status),
    ['refused', 'done', 'replayed', 'replayed'],
  );
  assert.equal(writer.rows(SCOPE, 'payment_record_refund').length, 0);
});

test('a command that changes nothing writes no history', async () => {
  const { writer, ids } = await threeRecords();
  const before = writer.journal.length;
  const run = new Run(writer);
  const nothing = {
    id: ids[0] ?? '',
    customer_details: undefined,
    description: undefined,
    metadata: undefined,
    shipping_details: undefined,
  };
  await run.commit([
    command('payment_record.report_informational', nothing),
    command('payment_record.report_informational', { ...nothing, description: 'x' }),
    command('payment_record.report_informational', { ...nothing, description: 'x' }),
  ]);
  assert.deepEqual(
    run.outcomes.map((outcome) => outcome.status === 'done' && outcome.row.version),
    [1, 2, 2],
  );
  assert.equal(writer.journal.length, before + 1);
});

test('a rule that throws is reported as broken and changes nothing, and the rest of the batch is done', async () => {
  const { writer, ids } = await threeRecords();
  const before = writer.journal.length;
  const run = new Run(writer);
  const broken = { ...newPayment(), input: { payment_method_details: { type: 'custom', custom: {} } } };
  await run.commit([oneUnitBack(ids[1] ?? '', 'r1'), broken, oneUnitBack(ids[1] ?? '', 'r2')]);
  assert.deepEqual(
    run.outcomes.map((outcome) => outcome.status),
    ['done', 'broken', 'done'],
  );
  assert.equal(writer.journal.length, before + 2);
});
