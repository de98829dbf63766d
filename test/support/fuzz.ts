/** Random parameters for every operation, most of them nearly right. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Operation } from '../../src/api/kernel/operation.js';
import { OPERATIONS } from '../../src/api/routes.js';
import { parameterRows } from '../../src/wire/parameters.js';
import { request } from './daybook.js';
import type { Engine, TestDatabase } from './engines.js';
import { REPORT_PAYMENT } from './golden.js';
import { checkExchange, isEffective, PATIENCE_MS, requestOf } from './hostile.js';
import { makeWorld, type World } from './hostile_world.js';
import { journalOf } from './ledger.js';
import { type ObservedDaybook, startObserved } from './observed.js';
import { answerTo, exchange, rawRequest } from './raw.js';

const junk_name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '0', '', '[', ']', '[]', 'expand', 'limit'),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

const value = fc.oneof(
  fc.constantFrom('', '0', '1', '-1', 'true', 'usd', 'USD', 'custom', 'guaranteed', 'failed', 'refunded', '1750000000'),
  fc.constantFrom('manual', 'automatic', 'card', 'if_available', 'off_session', '2000', '100', 'pi_missing', 'false'),
  fc.constantFrom(
    'pm_card_chargeDeclined',
    'pm_card_authenticationRequired',
    'https://example.com',
    '4242424242424242',
  ),
  fc.constantFrom('pm_card_visa', 'pr_missing', 'data.customer', '9007199254740991', '9007199254740992', '%', '+'),
  fc.maxSafeInteger().map(String),
  fc.string({ maxLength: 40, unit: 'binary' }),
);

/** Names of this operation's own parameters, changed a little or left as they are, and names of nothing. */
function nameFor(operation: Operation): fc.Arbitrary<string> {
  const own = parameterRows(operation.parameters).map(({ name }) => name);
  const known = fc.constantFrom(...own);
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, junk_name).map(([name, inner]) => `${name}[${inner}]`) },
    { weight: 1, arbitrary: known.map((name) => name.slice(0, -1)) },
    { weight: 1, arbitrary: fc.array(junk_name, { maxLength: 4 }).map(([first, ...rest]) => bracketed(first, rest)) },
  );
}

function bracketed(first: string | undefined, rest: readonly string[]): string {
  return `${first ?? ''}${rest.map((name) => `[${name}]`).join('')}`;
}

/** Percent-encoded as browsers do it, or not at all; a lone surrogate cannot be written as UTF-8. */
function pair([name, text, is_encoded]: readonly [string, string, boolean]): string {
  const write = (part: string) =>
    is_encoded ? encodeURIComponent(Buffer.from(part).toString()) : part.replace(/[\s#]/g, '+');
  return `${write(name)}=${write(text)}`;
}

/** One test for each operation, with so many requests. */
export function answersAnything(engine: Engine, runs: number): void {
  let database: TestDatabase;
  let daybook: ObservedDaybook;
  let world: World;
  let ids: string[];

  before(async () => {
    database = await engine.make();
    daybook = await startObserved({ location: database.location });
    const { body } = await request(daybook, 'POST', '/v1/payment_records/report_payment', REPORT_PAYMENT);
    world = await makeWorld(daybook, body.id);
    ids = [body.id, body.latest_payment_attempt_record, 'pr_missing', '%2F', 'constructor'];
  });
  after(async () => {
    await daybook.remove();
    await database.remove();
  });

  // A stream has no end to wait for; it has tests of its own.
  for (const operation of OPERATIONS.filter(({ streams }) => !streams)) {
    test(`${operation.method} ${operation.path} answers random parameters`, { timeout: 120_000 }, async () => {
      const before_it = (await journalOf(daybook)).length;
      let done = 0;
      let answered = 0;
      const targets = [...ids, ...world.idsFor(operation)];
      const parameters = fc.array(fc.tuple(nameFor(operation), value, fc.boolean()), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(parameters, fc.constantFrom(...targets), fc.boolean(), async (pairs, id, is_begun) => {
          const begun = is_begun && world.formFor(operation) !== '' ? [world.formFor(operation)] : [];
          const bytes = requestOf(operation, id, [...begun, ...pairs.map(pair)].join('&'));
          const result = await exchange(daybook, Buffer.from(bytes, 'utf8'), { timeout_ms: PATIENCE_MS });
          checkExchange(bytes.slice(0, 300), result);
          answered += result.answers.length;
          done += result.answers.filter(isEffective).length;
        }),
        { numRuns: runs },
      );
      assert.ok(answered >= runs);
      const entries = (await journalOf(daybook)).length - before_it;
      assert.ok(
        operation.method === 'GET' ? entries === 0 : entries <= done,
        `${entries} entries after ${done} successes`,
      );
      assert.equal((await answerTo(daybook, rawRequest('GET /health'))).status, 200);
      assert.equal(daybook.log(), '');
    });
  }
}
