/** What is derived and damaged is derived again, on every engine, until every table holds what it held before. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { UNIQUE_COLUMNS } from '../../src/app/repair/write_rows.js';
import { KIND_NAMES, kindOf } from '../../src/core/kinds.js';
import { type Engine, engines, type TestDatabase } from '../../test/support/engines.js';
import {
  answers,
  copyOf,
  execute,
  fill,
  isInterruptedAt,
  numberColumns,
  repaired,
  serving,
  tables,
  verified,
} from '../../test/support/repair_scene.js';

/** A text in a document replaced by another, in SQL that both engines take. */
type Edit = (from: string, to: string) => string;
/** [what is damaged, how, what the repair says it did]; on nothing else than what is named. */
type Damage = readonly [what: string, sql: string | ((edit: Edit) => string), lines: readonly (string | RegExp)[]];

const NUMBERS = numberColumns();
const UNIQUE: readonly string[] = Object.values(UNIQUE_COLUMNS);

function wrongColumns(): string {
  return KIND_NAMES.map((kind) => {
    const { table, columns } = kindOf(kind);
    const wrong = Object.keys(columns).map((name) => {
      if (UNIQUE.includes(name)) return `${name} = id`;
      return NUMBERS.has(`${table}.${name}`) ? `${name} = 7` : `${name} = 'wrong'`;
    });
    return `UPDATE ${table} SET ${wrong.join(', ')};`;
  }).join('\n');
}

const DAMAGES: readonly Damage[] = [
  ['every column of every kind', wrongColumns(), [/^Repaired charge: \d+ with wrong columns\.$/]],
  [
    'columns that a process of before their migration left as they were',
    `UPDATE payment_records SET happened = 0, outcome_happened = NULL, email = NULL, method = '', processor = '',
     amount_guaranteed = 0, decline_reason = NULL, processor_reference = ' p-1 ' WHERE id > 'pr_';
     UPDATE payment_attempt_records SET happened = 0;
     UPDATE payment_record_refunds SET amount = 0, currency = '', happened = 0, trimmed_reference = '';
     UPDATE refunds SET amount = 0, currency = '', happened = 0;
     UPDATE disputes SET status = '';
     UPDATE payment_intents SET amount_capturable = NULL, due_test_clock = NULL, created_on_clock = NULL;
     UPDATE balance_transactions SET due_test_clock = NULL;
     UPDATE customers SET test_clock = NULL;`,
    ['Repaired refund: 2 with wrong columns.', 'Repaired payment_record_refund: 4 with wrong columns.'],
  ],
  [
    'values that only one row may have, held by each other',
    `UPDATE payment_record_refunds SET refund_reference = 'x' WHERE refund_reference = 'r1';
     UPDATE payment_record_refunds SET refund_reference = 'r1' WHERE refund_reference = 'r4';
     UPDATE payment_record_refunds SET refund_reference = 'r4' WHERE refund_reference = 'r2';
     UPDATE payment_record_refunds SET refund_reference = 'r2' WHERE refund_reference = 'x';
     UPDATE webhook_endpoints SET slot = 'x' WHERE slot = '01'; UPDATE webhook_endpoints SET slot = '01' WHERE slot = '02';
     UPDATE webhook_endpoints SET slot = '02' WHERE slot = 'x';`,
    ['Repaired payment_record_refund: 3 with wrong columns.', 'Repaired webhook_endpoint: 2 with wrong columns.'],
  ],
  [
    'a row that is gone, whose value another one has',
    `DELETE FROM payment_record_refunds WHERE refund_reference = 'r3';
     UPDATE payment_record_refunds SET refund_reference = 'r3' WHERE refund_reference = 'r1';`,
    [/^Repaired payment_record_refund: (?=.*1 made again from the journal)(?=.*1 with wrong columns)/],
  ],
  [
    'documents',
    (edit) => `UPDATE customers SET document = ${edit('second', 'third')};
     UPDATE payment_records SET document = ${edit('"order":"7"', '"order":"70"')};
     UPDATE charges SET document = ${edit('"amount":1000', '"amount":9000')}, amount = 9000;`,
    ['Repaired customer: 1 put back to what the journal says.', /^Repaired charge: 12 put back/],
  ],
  [
    'the times in documents',
    (edit) => `UPDATE payment_records SET document = ${edit('"happened":174', '"happened":175')};`,
    [/^Repaired payment_record: \d+ put back to what the journal says\.$/],
  ],
  [
    'documents of other objects',
    `UPDATE payment_record_refunds SET document = (SELECT document FROM payment_record_refunds ORDER BY id LIMIT 1);`,
    ['Repaired payment_record_refund: 3 put back to what the journal says.'],
  ],
  [
    'versions',
    `UPDATE payment_intents SET version = version + 1; UPDATE customers SET version = 0;
     UPDATE charges SET version = version - 1;`,
    ['Repaired payment_intent: 13 put back to what the journal says.', /customer: 3 put back/, /charge: 12 put back/],
  ],
  [
    'rows that are gone',
    `DELETE FROM payment_records; DELETE FROM api_keys; DELETE FROM customers WHERE email IS NULL`,
    [
      'Repaired payment_record: 17 made again from the journal.',
      'Repaired api_key: 4 made again from the journal.',
      'Repaired customer: 2 made again from the journal.',
    ],
  ],
  [
    'a row that nobody made, with metadata',
    (edit) => `INSERT INTO customers (scope, id, version, document, deleted, email)
     SELECT scope, 'cus_stray', 1, ${edit('cus_', 'cus_stray')}, 0, 'a@b.c' FROM customers WHERE email IS NOT NULL;
     INSERT INTO metadata_index VALUES (1, 'customer', 'a', 'b', 'cus_stray'), (1, 'unknown', 'a', 'b', 'x');`,
    ['Repaired customer: 1 removed that the journal knows nothing of.', 'Repaired metadata_index: 2 removed.'],
  ],
  [
    'the index of versions',
    `DELETE FROM journal_objects WHERE version = 2;
     UPDATE journal_objects SET position = position + 1 WHERE version = 3;
     INSERT INTO journal_objects VALUES (1, 'pr_stray', 1, 1), (2, 'pr_stray', 9, 1000000);
     INSERT INTO journal_objects SELECT scope, id, 99, position FROM journal_objects WHERE version = 1;`,
    [/^Repaired journal_objects: \d+ added, \d+ removed\.$/],
  ],
  [
    'the index of events',
    `DELETE FROM event_types WHERE number < 5; UPDATE event_types SET number = number + 1000 WHERE number = 9;
     UPDATE event_types SET type = 'customer.deleted' WHERE number BETWEEN 10 AND 19;
     INSERT INTO event_types VALUES (1, 'charge.failed', 0), (2, 'charge.failed', 50);`,
    [/^Repaired event_types: \d+ added, \d+ removed\.$/],
  ],
  [
    'the index of metadata',
    `DELETE FROM metadata_index WHERE key = 'order';
     UPDATE metadata_index SET value = 'south' WHERE value = 'north';
     UPDATE metadata_index SET kind = 'charge' WHERE kind = 'customer';
     INSERT INTO metadata_index SELECT scope, kind, 'more', value, id FROM metadata_index;`,
    [/^Repaired metadata_index: \d+ added, \d+ removed\.$/],
  ],
  [
    'where events and time have come to',
    `UPDATE scopes SET last_event = last_event - 2 WHERE scope = 1;
     UPDATE scopes SET last_event = last_event + 7, last_at_ms = 5 WHERE scope = 2;`,
    ['Repaired scopes: 2 set to the end of the journal.'],
  ],
];

const EVERYTHING = `${[
  ...KIND_NAMES.map((kind) => kindOf(kind).table),
  'journal_objects',
  'event_types',
  'metadata_index',
]
  .map((table) => `DELETE FROM ${table};`)
  .join('\n')} UPDATE scopes SET last_event = 0;`;

function editOf({ name }: Engine): Edit {
  return (from, to) =>
    name === 'SQLite' ? `replace(document, '${from}', '${to}')` : `replace(document::text, '${from}', '${to}')::json`;
}

for (const engine of engines()) {
  describe(`a repair on ${engine.name}`, { skip: engine.skip }, () => {
    let database: TestDatabase;
    let sound: Awaited<ReturnType<typeof tables>>;
    let answered: Awaited<ReturnType<typeof answers>>;

    before(async () => {
      database = await engine.make();
      const daybook = await serving(database);
      await fill(daybook);
      answered = await answers(daybook);
      await daybook.close();
      sound = await tables(database.location);
    });
    after(() => database?.remove());

    const onCopy = async (use: (copy: Awaited<ReturnType<typeof copyOf>>) => Promise<void>): Promise<void> => {
      const copy = await copyOf(database.location);
      try {
        await use(copy);
      } finally {
        await copy.remove();
      }
    };

    it('of what is sound changes nothing', () =>
      onCopy(async ({ location }) => {
        assert.deepEqual(await repaired(location), { lines: [], journal_differences: 0 });
        assert.deepEqual(await tables(location), sound);
      }));

    for (const [what, sql, lines] of DAMAGES) {
      it(`mends ${what}`, () =>
        onCopy(async ({ location }) => {
          await execute(location, typeof sql === 'string' ? sql : sql(editOf(engine)));
          assert.notDeepEqual(await tables(location), sound, 'something was damaged');
          assert.ok((await verified(location)).differences > 0, 'the damage is seen');
          const done = await repaired(location);
          for (const line of lines) {
            const is_said = done.lines.some((said) => (typeof line === 'string' ? said === line : line.test(said)));
            assert.ok(is_said, `${String(line)} is not in ${JSON.stringify(done.lines)}`);
          }
          assert.deepEqual((await verified(location)).lines, []);
          assert.deepEqual(await tables(location), sound);
          assert.deepEqual((await repaired(location)).lines, [], 'nothing is left to be done');
        }));
    }

    it('makes everything again from the journal, so that the API answers as before', () =>
      onCopy(async (copy) => {
        await execute(copy.location, EVERYTHING);
        await repaired(copy.location);
        assert.deepEqual((await verified(copy.location)).lines, []);
        assert.deepEqual(await tables(copy.location), sound);
        const daybook = await serving(copy);
        try {
          assert.deepEqual(await answers(daybook), answered);
        } finally {
          await daybook.close();
        }
      }));

    it('that fails at any of its writes is finished by the next one', () =>
      onCopy(async ({ location }) => {
        let writes = 0;
        for (let is_interrupted = true; is_interrupted; writes += 1) {
          await execute(
            location,
            `${wrongColumns()} DELETE FROM payment_records; DELETE FROM customers; DELETE FROM metadata_index;
             DELETE FROM journal_objects WHERE version > 1; UPDATE scopes SET last_event = 3;
             UPDATE event_types SET number = number + 1000 WHERE number < 9;`,
          );
          is_interrupted = await isInterruptedAt(location, writes);
          await repaired(location);
          assert.deepEqual(await tables(location), sound, `after ${writes} writes`);
        }
        assert.ok(writes > 10, `${writes} writes`);
      }));
  });
}
