import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { REPORT_PAYMENT } from '../../support/golden.js';

let daybook: TestDaybook;
before(async () => {
  daybook = await startDaybook();
});
after(() => daybook.remove());

for (const key of ['order', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then']) {
  test(`previous_attributes shows that metadata had no '${key}' before`, async () => {
    const { body: record } = await request(daybook, 'POST', '/v1/payment_records/report_payment', REPORT_PAYMENT);
    const path = `/v1/payment_records/${record.id}/report_payment_attempt_informational`;
    const { body: changed } = await request(daybook, 'POST', path, `metadata[${key}]=17`);
    assert.deepEqual(changed.metadata, { [key]: '17' });
    const { body: events } = await request(daybook, 'GET', '/v1/events', 'type=payment_record.updated&limit=1');
    assert.deepEqual(events.data[0].data.object.metadata, { [key]: '17' });
    assert.deepEqual(events.data[0].data.previous_attributes, { metadata: { [key]: null } });
    const { body: removed } = await request(daybook, 'POST', path, `metadata[${key}]=`);
    assert.deepEqual(removed.metadata, {});
  });
}
