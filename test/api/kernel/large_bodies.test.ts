/** Requests as large as they may be, and refused: none of them is held on to, whatever becomes of the log. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request, TEST_KEY } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { startServerProcess } from '../../support/server_process.js';

const BODY_BYTES = 1024 * 1024;
const BODIES = 150;
const AT_ONCE = 20;
/** Less than what is sent, in a process that needs some forty itself. */
const HEAP_MEGABYTES = 96;

const FORMS: readonly string[] = [
  'description=',
  'unknown=',
  'metadata[a]=',
  'query=',
  // The beginning of a number that goes on, and one that never could be a card's.
  'description=4242424242424242',
  'description=%',
];

for (const engine of engines()) {
  test(`${BODIES} bodies of digits, of 1 MB each, do not stop a server with a small heap, on ${engine.name}`, {
    skip: engine.skip,
  }, async () => {
    const database = await engine.make();
    const daybook = await startServerProcess(
      database.location,
      {},
      { executable: process.execPath, flags: [`--max-old-space-size=${HEAP_MEGABYTES}`] },
    );
    try {
      let sent = 0;
      const send = async (): Promise<void> => {
        while (sent < BODIES) {
          const beginning = FORMS[sent % FORMS.length] ?? '';
          sent += 1;
          const { status, body } = await request(
            daybook,
            'POST',
            '/v1/customers',
            beginning + String(sent % 10).repeat(BODY_BYTES - beginning.length),
          );
          assert.equal(status, 400, JSON.stringify(body));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, send));
      const { status } = await request(daybook, 'POST', '/v1/customers', 'name=after', {
        Authorization: `Bearer ${TEST_KEY}`,
      });
      assert.equal(status, 200);
      await daybook.stop();
    } finally {
      await daybook.kill();
      await database.remove();
    }
  });
}
