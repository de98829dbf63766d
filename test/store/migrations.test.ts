import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MIGRATIONS as POSTGRES } from '../../src/store/postgres/migrations.js';
import { MIGRATIONS as SQLITE } from '../../src/store/sqlite/migrations.js';
import { assertShipped } from './golden.js';

describe('migrations', () => {
  for (const [engine, all] of [
    ['sqlite', SQLITE],
    ['postgres', POSTGRES],
  ] as const) {
    it(`of ${engine} are those that were shipped, numbered without gaps`, () => {
      assert.deepEqual(
        all.map(({ number }) => number),
        all.map((_, index) => index + 1),
      );
      assertShipped(engine, all);
    });
  }
});
