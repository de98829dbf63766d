import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverLogger } from '../../src/cli/logger.js';
import { StorageFullError } from '../../src/store/port.js';

test('that the storage is full is logged once a second, whoever says it; everything else each time', () => {
  const lines: string[] = [];
  const logger = serverLogger('info', { write: (line: string) => void lines.push(line) });
  const full = new StorageFullError('no room');
  for (let times = 0; times < 100; times += 1) {
    logger.error(full, 'as an error');
    logger.child({ part: 'of it' }).warn({ err: full, id: 'x' }, 'among fields');
    if (times < 3) logger.error({ err: new Error('other') }, 'something else');
  }
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).msg),
    ['as an error', 'something else', 'something else', 'something else'],
  );
});
