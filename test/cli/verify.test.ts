import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { daybook, GUARANTEED, PAYMENT, temporaryFolder } from '../support/cli.js';
import { type Damage, isFound, loseIndexEntry } from '../support/damage.js';
import { request, startDaybook } from '../support/daybook.js';

const data = temporaryFolder();
const reports = '/v1/payment_records';

/** Ids that the damage is done to: `record` was refunded twice, `retried` failed first and was paid then. */
const ids = { record: '', attempt: '', retried: '', first_attempt: '' };

before(async () => {
  const server = await startDaybook({ data_folder: data });
  const post = async (path: string, form: string) => {
    const { status, body } = await request(server, 'POST', path, form);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const record = await post(`${reports}/report_payment`, `${GUARANTEED}&metadata[order]=7&metadata[shop]=north`);
  ids.record = record.id;
  ids.attempt = record.latest_payment_attempt_record;
  for (const [reference, amount] of [
    ['re_1', 300],
    ['re_2', 200],
  ] as const) {
    await post(
      `${reports}/${record.id}/report_refund`,
      `outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=${reference}` +
        `&amount[currency]=usd&amount[value]=${amount}&refunded[refunded_at]=1700000100`,
    );
  }
  const retried = await post(
    `${reports}/report_payment`,
    `${PAYMENT}&outcome=failed&failed[failed_at]=1700000002&metadata[order]=8`,
  );
  ids.retried = retried.id;
  ids.first_attempt = retried.latest_payment_attempt_record;
  await post(
    `${reports}/${retried.id}/report_payment_attempt`,
    'initiated_at=1700000003&outcome=guaranteed&guaranteed[guaranteed_at]=1700000004',
  );
  await server.close();
});

const DAMAGE: readonly Damage[] = [
  [
    'a column',
    () => `UPDATE payment_records SET amount = 5 WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): column amount is 5, but its document says 2000`,
    1,
  ],
  [
    'a document',
    () => `UPDATE payment_records SET document = json_set(document, '$.description', 'x') WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): its document is not that of version 3 in the journal`,
    1,
  ],
  [
    'a document that is not JSON',
    () => `UPDATE payment_records SET document = '{' WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): its document is not JSON`,
  ],
  [
    'a document of another object',
    () => `UPDATE payment_records SET document = json_set(document, '$.id', 'pr_x') WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): its document is that of pr_x`,
  ],
  [
    'an object that is gone',
    () => `DELETE FROM payment_records WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): version 3 is in the journal, but the object is not stored`,
  ],
  [
    'attempts without their record',
    () => `DELETE FROM payment_records WHERE id = '${ids.record}'`,
    () => `payment_attempt_record ${ids.attempt} (test): names payment record ${ids.record}, which does not exist`,
  ],
  [
    'an object that nobody made',
    () =>
      `INSERT INTO payment_methods (scope, id, version, document, customer, type, allow_redisplay)
       SELECT scope, 'pm_stray', version, replace(document, id, 'pm_stray'), customer, type, allow_redisplay
       FROM payment_methods LIMIT 1`,
    () => 'payment_method pm_stray (test): the journal knows nothing of it',
    1,
  ],
  [
    'an index entry of the journal that is gone',
    () => `DELETE FROM journal_objects WHERE id = '${ids.record}' AND version = 2`,
    () => `journal_objects (test): lacks ${ids.record} version 2 at journal entry`,
  ],
  [
    'a stray index entry of the journal',
    () => "INSERT INTO journal_objects VALUES (1, 'pr_stray', 1, 1)",
    () => 'journal_objects: holds 17 entries, but there should be 16',
    1,
  ],
  [
    'an event type that is gone',
    () => 'DELETE FROM event_types WHERE number = 2',
    () => 'event_types (test): lacks event 2, payment_attempt_record.created',
    2,
  ],
  [
    'a stray event type',
    () => "INSERT INTO event_types VALUES (1, 'payment_record.created', 99)",
    () => 'event_types: holds 17 entries, but there should be 16',
    1,
  ],
  [
    'metadata that is gone',
    () => `DELETE FROM metadata_index WHERE id = '${ids.record}' AND key = 'shop'`,
    () => `metadata_index (test): lacks "shop" = "north" of payment_record ${ids.record}`,
    2,
  ],
  [
    'stray metadata',
    () => `INSERT INTO metadata_index VALUES (1, 'payment_record', 'stray', 'x', '${ids.record}')`,
    () => 'metadata_index: holds 4 entries, but there should be 3',
    1,
  ],
  [
    'metadata under another value',
    () => `UPDATE metadata_index SET value = 'south' WHERE id = '${ids.record}' AND key = 'shop'`,
    () => `metadata_index (test): lacks "shop" = "north" of payment_record ${ids.record}`,
    1,
  ],
  [
    'an amount of a record',
    () =>
      `UPDATE payment_records SET document = json_set(document, '$.amounts.refunded', 501) WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): amount_refunded is 501, but its refunds come to 500`,
  ],
  [
    'an amount that its attempt does not have',
    () =>
      `UPDATE payment_records SET document = json_set(document, '$.amounts.refunded', 501) WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): amount_refunded is 501, but 500 on its latest attempt ${ids.attempt}`,
  ],
  [
    'an amount in the journal',
    () => `UPDATE journal SET body = replace(body, '"refunded":300', '"refunded":3000')`,
    () => `holds ${ids.record} version 2: amount_refunded 3000 exceeds the guaranteed 2000`,
  ],
  [
    'a refund that is gone',
    () => "DELETE FROM payment_record_refunds WHERE refund_reference = 're_2'",
    () => `payment_record ${ids.record} (test): amount_refunded is 500, but its refunds come to 300`,
  ],
  [
    'a refund reported twice',
    () =>
      `DROP INDEX payment_record_refunds_refund_reference;
       UPDATE payment_record_refunds SET refund_reference = 're_1',
       document = json_set(document, '$.refund_reference', 're_1') WHERE refund_reference = 're_2'`,
    () => '(test): its reference re_1 is also that of prr_',
  ],
  [
    'a refund in another currency',
    () => `UPDATE payment_record_refunds SET document = json_set(document, '$.currency', 'eur')`,
    () => `is in eur, but payment record ${ids.record} is in usd`,
  ],
  [
    'two attempts with guaranteed funds',
    () =>
      `UPDATE payment_attempt_records SET document = json_set(document, '$.amounts', json('{"requested":2000,"authorized":2000,"guaranteed":2000}'))
       WHERE id = '${ids.first_attempt}'`,
    () => `payment_record ${ids.retried} (test): 2 of its attempts have guaranteed funds`,
  ],
  [
    'a latest attempt of another payment',
    () =>
      `UPDATE payment_records SET document = json_set(document, '$.latest_payment_attempt_record', '${ids.attempt}')
       WHERE id = '${ids.retried}'`,
    () => `payment_record ${ids.retried} (test): its latest attempt ${ids.attempt} is not among its attempts`,
  ],
  [
    'a customer that does not exist',
    () =>
      `UPDATE payment_records SET customer = 'cus_none',
       document = json_set(document, '$.customer_details', json('{"customer":"cus_none"}')) WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): names customer cus_none, which does not exist`,
  ],
  [
    'a row ahead of the journal',
    () => `UPDATE payment_records SET version = 4 WHERE id = '${ids.record}'`,
    () =>
      `payment_record ${ids.record} (test): is stored at version 4, but the journal has 3 versions, the last of them 3`,
    1,
  ],
  [
    'a row behind the journal',
    () => `UPDATE payment_records SET version = 2 WHERE id = '${ids.record}'`,
    () => `payment_record ${ids.record} (test): is stored at version 2, but the journal has version 3`,
  ],
  [
    'a gap in the versions',
    () =>
      `UPDATE journal SET body = replace(body, '"id":"${ids.record}","version":3', '"id":"${ids.record}","version":4');
       UPDATE journal_objects SET version = 4 WHERE id = '${ids.record}' AND version = 3;
       UPDATE payment_records SET version = 4 WHERE id = '${ids.record}'`,
    () =>
      `payment_record ${ids.record} (test): is stored at version 4, but the journal has 3 versions, the last of them 4`,
    2,
  ],
  [
    'a journal entry that is gone',
    () =>
      `DELETE FROM journal WHERE position = (SELECT position FROM journal_objects WHERE id = '${ids.record}' AND version = 2)`,
    () => '(test): begins with event 7, but event 5 is next',
  ],
  [
    'a journal that lost its end',
    () => 'DELETE FROM journal WHERE position = (SELECT max(position) FROM journal)',
    () => 'scope 1 (test): its last event is 16, but the journal ends with 12',
  ],
  [
    'an object whose last journal entry is gone',
    () => 'DELETE FROM journal WHERE position = (SELECT max(position) FROM journal)',
    () => `payment_record ${ids.retried} (test): the journal has lost 1 of its versions`,
  ],
  [
    'a journal entry that cannot be read',
    () => `UPDATE journal SET body = substr(body, 1, 100) WHERE position = 3`,
    () => 'journal entry 3 (test): cannot be read: ',
  ],
  [
    'time that runs backwards',
    () => 'UPDATE journal SET at_ms = at_ms - 1000000 WHERE position = 4',
    () => 'journal entry 4 (test): is of ',
    2,
  ],
  [
    'events that are miscounted',
    () => 'UPDATE journal SET event_count = 3 WHERE position = 3',
    () => 'journal entry 3 (test): counts 3 events, but holds 4',
  ],
  [
    'a head that is wrong',
    () => 'UPDATE scopes SET last_event = 20 WHERE scope = 1',
    () => 'scope 1 (test): its last event is 20, but the journal ends with 16',
    1,
  ],
  [
    'an index of the database that lacks a row',
    () => loseIndexEntry,
    () => "missing from index payment_records_state (the database's own check)",
  ],
];

test('what Daybook wrote is without differences', async () => {
  assert.deepEqual(await daybook(['verify', '--data', data]), {
    code: 0,
    stdout: 'Verified 11 objects, 7 journal entries, 16 events: no differences.\n',
    stderr: '',
  });
});

for (const damage of DAMAGE) test(`${damage[0]} is found and named`, () => isFound(data, damage));

test('of many differences a hundred are shown', async () => {
  const copy = temporaryFolder();
  cpSync(data, copy, { recursive: true });
  const database = openDatabase(join(copy, 'daybook.sqlite'));
  const insert = database.prepare(
    "INSERT INTO customers (scope, id, version, document, deleted) VALUES (1, ?, 1, '{}', 0)",
  );
  for (let n = 0; n < 150; n += 1) insert.run(`cus_${n}`);
  database.close();
  const { code, stdout } = await daybook(['verify', '--data', copy]);
  assert.equal(code, 1);
  assert.equal(stdout.trim().split('\n').length, 102);
  assert.match(stdout, /\n… and \d+ more\.\nVerified /);
});
