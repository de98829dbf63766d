import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  decodeBase62,
  encodeBase62,
  ID_LENGTHS,
  IdSource,
  idBoundary,
  idTime,
  isIdOf,
} from '../../../src/core/kernel/ids.js';

const NOW_MS = 1_790_000_000_123;
const TIME_END_MS = 62 ** 8;
const LATEST_SECOND = Math.floor((TIME_END_MS - 1) / 1000);

/** Compares as stores do: byte by byte. */
function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function assertIncreasing(ids: readonly string[]): void {
  for (let at = 1; at < ids.length; at += 1) {
    const [before = '', after = ''] = [ids[at - 1], ids[at]];
    assert.ok(compareBytes(before, after) < 0, `${before} is not before ${after}`);
  }
}

const any_time_ms = fc.integer({ min: 0, max: TIME_END_MS - 1 });
const any_prefix = fc.constantFrom('pi', 'cus', 'req', 'pr', 'acct', 'unlisted');

describe('base 62', () => {
  const cases: [number | bigint, number, string][] = [
    [0, 1, '0'],
    [0, 4, '0000'],
    [9, 1, '9'],
    [10, 1, 'A'],
    [35, 1, 'Z'],
    [36, 1, 'a'],
    [61, 1, 'z'],
    [62, 2, '10'],
    [62 ** 4 - 1, 4, 'zzzz'],
    [62n ** 20n - 1n, 20, 'z'.repeat(20)],
  ];
  for (const [value, width, text] of cases) {
    it(`writes ${value} as ${text}`, () => {
      assert.equal(encodeBase62(value, width), text);
      assert.equal(decodeBase62(text), BigInt(value));
    });
  }

  it('refuses what it cannot write in the width', () => {
    for (const value of [62, 62n, -1, -1n, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => encodeBase62(value, 1), RangeError, `${value}`);
    }
  });

  it('reads base-62 texts only', () => {
    for (const text of ['', ' ', '-1', 'a_b', 'é', '0x1!', 'a\n', '\u{1F600}']) assert.equal(decodeBase62(text), null);
  });

  it('reads back whatever it wrote, from numbers and big integers alike', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        assert.equal(decodeBase62(encodeBase62(value, 12)), BigInt(value));
        assert.equal(encodeBase62(BigInt(value), 12), encodeBase62(value, 12));
      }),
    );
  });

  it('writes numbers in the order of their bytes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (left, right) => {
        assert.equal(compareBytes(encodeBase62(left, 10), encodeBase62(right, 10)), Math.sign(left - right));
      }),
    );
  });

  it('never throws on reading', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        decodeBase62(text);
      }),
    );
  });
});

describe('IdSource', () => {
  it('makes ids of the length of their kind', () => {
    const source = new IdSource(randomBytes);
    for (const [prefix, length] of Object.entries({ ...ID_LENGTHS, unlisted: 24, constructor: 24 })) {
      assert.match(source.next(prefix, NOW_MS), new RegExp(`^${prefix}_[0-9A-Za-z]{${length}}$`));
    }
    for (const prefix of ['cus', 'si', 'prod', 'uli', 'req']) assert.equal(ID_LENGTHS[prefix], 14);
  });

  it('lays a long id out as time, counter, randomness', () => {
    const source = new IdSource((count) => new Uint8Array(count));
    assert.equal(source.next('pi', 62), `pi_00000010${'0000'}${'0'.repeat(12)}`);
    assert.equal(source.next('pi', 62), `pi_00000010${'0001'}${'0'.repeat(12)}`);
    assert.equal(source.next('pi', 63), `pi_00000011${'0000'}${'0'.repeat(12)}`);
    assert.equal(source.next('cus', 63), `cus_00000011${'00'}${'0000'}`);
    assert.equal(source.next('cus', 63.9), `cus_00000011${'01'}${'0000'}`);
  });

  it('embeds the time it is given', () => {
    const source = new IdSource(randomBytes);
    fc.assert(
      fc.property(any_prefix, any_time_ms, (prefix, at_ms) => {
        assert.equal(idTime(source.next(prefix, at_ms)), at_ms);
      }),
    );
  });

  it('gives ids that increase by time, and within a millisecond by call, whatever the clock does', () => {
    const near_ms = fc.integer({ min: NOW_MS, max: NOW_MS + 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(any_prefix, near_ms), { maxLength: 300 }), (calls) => {
        const source = new IdSource(randomBytes);
        const by_prefix = new Map<string, { id: string; at_ms: number }[]>();
        for (const [prefix, at_ms] of calls) {
          const made = by_prefix.get(prefix) ?? [];
          made.push({ id: source.next(prefix, at_ms), at_ms });
          by_prefix.set(prefix, made);
        }
        for (const made of by_prefix.values()) {
          assertIncreasing(made.sort((a, b) => a.at_ms - b.at_ms).map((one) => one.id));
        }
      }),
    );
  });

  it('keeps the order of 3,843 short ids in a millisecond, and the uniqueness of all beyond', () => {
    const source = new IdSource(randomBytes);
    const ids = Array.from({ length: 50_000 }, () => source.next('req', NOW_MS));
    assertIncreasing(ids.slice(0, 3843));
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => idTime(id) === NOW_MS && /^req_\w{14}$/.test(id)));
    assertIncreasing([ids.at(-1) ?? '', source.next('req', NOW_MS + 1)]);
    const next_id = source.next('req', NOW_MS + 1);
    assert.equal(next_id.slice(12, 14), '01', 'the counter starts anew');
  });

  it('keeps ids unique even when the randomness is not', () => {
    for (const byte of [0, 7, 255]) {
      const source = new IdSource((count) => new Uint8Array(count).fill(byte));
      const ids = Array.from({ length: 10_000 }, () => source.next('cus', NOW_MS));
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  it('keeps the order of a million long ids in a millisecond', () => {
    const source = new IdSource(randomBytes);
    let before = source.next('pi', NOW_MS);
    for (let count = 0; count < 1_000_000; count += 1) {
      const id = source.next('pi', NOW_MS);
      if (!(before < id)) assert.fail(`${before} is not before ${id}`);
      before = id;
    }
  });

  it('follows on when the clock returns to a millisecond long forgotten', () => {
    const source = new IdSource(randomBytes);
    const past_ms = NOW_MS - 1_000_000;
    const ids: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 3; count += 1) ids.push(source.next('cus', past_ms));
      for (let step = 0; step < 1500; step += 1) source.next('cus', NOW_MS + 1500 * round + step);
    }
    assertIncreasing(ids);
    assert.ok(ids.every((id) => idTime(id) === past_ms));
  });

  it('stays unique when two clocks far apart take turns for very long', () => {
    const source = new IdSource(randomBytes);
    const ids = new Set<string>();
    for (let step = 0; step < 20_000; step += 1) {
      ids.add(source.next('cus', NOW_MS - 1_000_000_000));
      ids.add(source.next('cus', NOW_MS + step));
    }
    assert.equal(ids.size, 40_000);
  });

  it('does not take the present for forgotten because of a clock in the future', () => {
    const source = new IdSource((count) => new Uint8Array(count));
    for (let step = 0; step < 5000; step += 1) {
      source.next('cus', NOW_MS + 1_000_000_000);
      assert.equal(source.next('cus', NOW_MS + step).slice(12, 14), '00');
    }
  });

  it('fetches random bytes rarely, and uses them evenly', () => {
    let calls = 0;
    const source = new IdSource((count) => {
      calls += 1;
      return randomBytes(count);
    });
    const counts = new Map<string, number>();
    const made = 20_000;
    for (let count = 0; count < made; count += 1) {
      for (const character of source.next('pi', NOW_MS + count).slice(-12)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    assert.ok(calls < made / 200, `${calls}`);
    const expected = (made * 12) / 62;
    assert.equal(counts.size, 62);
    // Six standard deviations: fails once in about ten million runs.
    for (const [character, count] of counts) {
      assert.ok(Math.abs(count - expected) < 6 * Math.sqrt(expected), `${character}: ${count}`);
    }
  });

  it('throws on a time that no id can bear, and on a generator without bytes', () => {
    const source = new IdSource(randomBytes);
    for (const at_ms of [-1, TIME_END_MS, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => source.next('pi', at_ms), RangeError);
    }
    assert.throws(() => new IdSource(() => new Uint8Array(0)).next('pi', NOW_MS), /random bytes/);
    assert.equal(idTime(source.next('pi', NOW_MS)), NOW_MS);
  });
});

describe('idBoundary', () => {
  it('is not above any id from its second on, and above every earlier one', () => {
    const source = new IdSource(randomBytes);
    fc.assert(
      fc.property(
        any_prefix,
        fc.integer({ min: 0, max: LATEST_SECOND }),
        fc.integer({ min: -3000, max: 3000 }),
        (prefix, seconds, offset_ms) => {
          const at_ms = Math.min(Math.max(0, seconds * 1000 + offset_ms), TIME_END_MS - 1);
          const id = source.next(prefix, at_ms);
          assert.equal(compareBytes(idBoundary(prefix, seconds), id) <= 0, at_ms >= seconds * 1000, `${id} ${at_ms}`);
          assert.equal(compareBytes(idBoundary(prefix, seconds), id) <= 0, Math.floor(at_ms / 1000) >= seconds);
        },
      ),
    );
  });

  it('lies outside of all ids for seconds that no id can bear', () => {
    const source = new IdSource(randomBytes);
    const ids = [source.next('pi', 0), source.next('pi', TIME_END_MS - 1)];
    for (const id of ids) {
      for (const seconds of [LATEST_SECOND + 1, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY]) {
        assert.ok(compareBytes(id, idBoundary('pi', seconds)) < 0);
      }
      for (const seconds of [0, -1, Number.MIN_SAFE_INTEGER, Number.NEGATIVE_INFINITY]) {
        assert.ok(compareBytes(idBoundary('pi', seconds), id) <= 0);
      }
    }
  });
});

describe('idTime and isIdOf', () => {
  it('see nothing in texts that are no ids', () => {
    for (const text of [
      '',
      '_',
      'pi',
      'pi_',
      'pi_123',
      `_${'0'.repeat(24)}`,
      `pi_${'-'.repeat(24)}`,
      `cus_${'0'.repeat(24)}`,
    ]) {
      assert.equal(idTime(text), null, text);
    }
  });

  it('recognise every id that is made', () => {
    const source = new IdSource(randomBytes);
    fc.assert(
      fc.property(any_prefix, any_time_ms, (prefix, at_ms) => {
        const id = source.next(prefix, at_ms);
        assert.equal(isIdOf(prefix, id), true);
        assert.equal(isIdOf('other', id), false);
        assert.equal(isIdOf(prefix.slice(0, -1), id), false);
      }),
    );
  });

  const cases: [string, string, boolean][] = [
    ['pi', 'pi_3MtwBwLkdIwHu7ix28a3tqPa', true],
    ['pr', 'pr_5RV730PrHyAEi', true],
    ['pi', 'pi_', false],
    ['pi', 'pi', false],
    ['pi', 'pi-123', false],
    ['pi', 'pi_123_secret_456', false],
    ['pi', 'PI_123', false],
    ['pi', 'pi_12 3', false],
    ['pi', 'pi_123\n', false],
    ['pi', `pi_${'a'.repeat(252)}`, true],
    ['pi', `pi_${'a'.repeat(253)}`, false],
  ];
  for (const [prefix, text, is_id] of cases) {
    it(`${is_id ? 'take' : 'do not take'} ${JSON.stringify(text.slice(0, 40))} for an id of ${prefix}`, () => {
      assert.equal(isIdOf(prefix, text), is_id);
    });
  }

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (prefix, text) => {
        isIdOf(prefix, text);
        idTime(text);
        idTime(`${prefix}_${text}`);
      }),
    );
  });
});
