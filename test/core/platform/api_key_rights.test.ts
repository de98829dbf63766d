import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayDoAllOf } from '../../../src/core/platform/api_key/rights.js';
import type { ApiKey } from '../../../src/core/platform/api_key/types.js';

type Rights = Pick<ApiKey, 'type' | 'permissions'>;

const SECRET: Rights = { type: 'secret' };
const PUBLIC: Rights = { type: 'publishable' };
const NOTHING: Rights = { type: 'restricted', permissions: {} };
const READ: Rights = { type: 'restricted', permissions: { a: 'read' } };
const WRITE: Rights = { type: 'restricted', permissions: { a: 'write' } };
const BOTH: Rights = { type: 'restricted', permissions: { a: 'read', b: 'write' } };
const ALL = [SECRET, WRITE, READ, BOTH, NOTHING, PUBLIC];

/** For each key, which of ALL it may do everything of. */
const MAY: readonly (readonly [Rights, string])[] = [
  [SECRET, '111111'],
  [WRITE, '011011'],
  [READ, '001011'],
  [BOTH, '001111'],
  [NOTHING, '000011'],
  [PUBLIC, '000001'],
];

for (const [own, expected] of MAY) {
  test(`what ${JSON.stringify(own)} includes`, () => {
    assert.equal(ALL.map((other) => (mayDoAllOf(own, other) ? '1' : '0')).join(''), expected);
  });
}
