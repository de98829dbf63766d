/** A table that is being downloaded: read page by page, and broken off where its key stops working. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Call } from '../../../src/api/kernel/call.js';
import { StreamAnswer } from '../../../src/api/kernel/stream_answer.js';
import { exportPaymentRecords } from '../../../src/api/payments/payment_record/csv.js';
import type { LinesWanted } from '../../../src/api/payments/payment_record/table.js';

/** A caller who may see two pages of what has no end. */
function callOf(allowed_pages: number) {
  const asked: LinesWanted[] = [];
  const readAside = async (_read: unknown, wanted: LinesWanted) => {
    asked.push(wanted);
    return { bytes: Buffer.from(`page ${asked.length}\n`), next: { ...wanted.query, starting_after: 'pr_1' } };
  };
  const isStillAllowed = async () => asked.length <= allowed_pages;
  return {
    call: { scope: 1, livemode: false, now: 1_800_000_000, isStillAllowed } as unknown as Call,
    readAside,
    asked,
  };
}

it('a table breaks off, rather than ends, when its key is revoked', async () => {
  const { call, readAside } = callOf(2);
  const answer = await exportPaymentRecords.run(call, { columns: ['id'] }, readAside);
  assert.ok(answer instanceof StreamAnswer);
  let text = '';
  await assert.rejects(async () => {
    for await (const piece of answer.stream) text += String(piece);
  }, /may not read payments any more/);
  assert.equal(text, 'id\r\npage 1\npage 2\n');
});

it('nothing more is read for a client that does not read, or has gone', async () => {
  const { call, readAside, asked } = callOf(100);
  const answer = await exportPaymentRecords.run(call, { columns: ['id'] }, readAside);
  assert.ok(answer instanceof StreamAnswer);
  answer.stream.read();
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(asked.length <= 2, `${asked.length} pages`);
  answer.stream.destroy();
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(asked.length <= 2, `${asked.length} pages`);
});
