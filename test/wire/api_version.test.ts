import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../src/core/kernel/errors.js';
import {
  type ApiVersion,
  DEFAULT_API_VERSION,
  OLDEST_API_VERSION,
  parseApiVersion,
  storedVersion,
} from '../../src/wire/api_version.js';

function parsed(header: string | undefined): ApiVersion {
  const version = parseApiVersion(header);
  if (isRefusal(version)) assert.fail(version.message);
  return version;
}

describe('parseApiVersion', () => {
  it('takes the default version when there is no header', () => {
    assert.deepEqual(parsed(undefined), { text: DEFAULT_API_VERSION, date: DEFAULT_API_VERSION.slice(0, 10) });
    assert.equal(parsed(DEFAULT_API_VERSION).date, parsed(undefined).date);
  });

  const accepted: [string, string][] = [
    ['2020-08-27', '2020-08-27'],
    ['2024-02-29', '2024-02-29'],
    ['2024-04-10', '2024-04-10'],
    ['2024-09-29', '2024-09-29'],
    ['2024-09-30.acacia', '2024-09-30'],
    ['2025-02-24.acacia', '2025-02-24'],
    ['2025-03-30.acacia', '2025-03-30'],
    ['2025-03-31.basil', '2025-03-31'],
    ['2025-08-27.basil', '2025-08-27'],
    ['2025-09-30.clover', '2025-09-30'],
    ['2026-02-25.clover', '2026-02-25'],
    ['2026-03-25.dahlia', '2026-03-25'],
    ['2026-08-26.dahlia', '2026-08-26'],
    ['2026-09-30.endive', '2026-09-30'],
    ['2026-10-28.endive', '2026-10-28'],
    ['2026-11-18.endive', '2026-11-18'],
    ['2026-10-29.fennel', '2026-10-29'],
    ['2027-03-31.fennel', '2027-03-31'],
    ['2026-08-26.preview', '2026-08-26'],
    ['2026-10-28.endive; payments_orchestration_beta=v1', '2026-10-28'],
    ['2026-10-28.endive;a_beta=v1;b2_beta=v12', '2026-10-28'],
    ['2023-10-16; custom_checkout_beta=v1', '2023-10-16'],
  ];
  for (const [header, date] of accepted) {
    it(`accepts ${header}`, () => {
      assert.deepEqual(parsed(header), { text: header, date });
      assert.deepEqual(parsed(header), { text: header, date }, 'also when it is known already');
    });
  }

  it('leaves space around the header out of the echoed text', () => {
    assert.deepEqual(parsed(' 2026-10-28.endive '), { text: '2026-10-28.endive', date: '2026-10-28' });
  });

  const refused = [
    '',
    ' ',
    'latest',
    '2010-12-31',
    '2024-09-30',
    '2026-10-28',
    '2024-09-29.acacia',
    '2025-03-31.acacia',
    '2025-03-30.basil',
    '2025-09-30.basil',
    '2025-09-29.clover',
    '2026-03-25.clover',
    '2026-03-24.dahlia',
    '2026-09-30.dahlia',
    '2026-09-29.endive',
    '2027-01-01.acacia',
    '2026-10-28.fennel',
    '2024-09-29.preview',
    '2026-10-28.Endive',
    '2026-10-28.',
    '2026-10-28endive',
    '2026-10-28.endive.endive',
    '2023-02-29',
    '2024-02-30',
    '1900-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '2023-1-1',
    '20230101',
    '２０２３-01-01',
    '2026-10-28.endive;',
    '2026-10-28.endive; beta',
    '2026-10-28.endive; beta=1',
    '2026-10-28.endive, 2026-10-28.endive',
    '2026-10-28.endive\nX: y',
    '2026-10-28.endive;\nbeta=v1',
    `2026-10-28.endive${'; a=v1'.repeat(200)}`,
    'x'.repeat(100_000),
  ];
  for (const header of refused) {
    it(`refuses ${JSON.stringify(header.slice(0, 60))}`, () => {
      const refusal = parseApiVersion(header);
      if (!isRefusal(refusal)) assert.fail(`accepted as ${refusal.text}`);
      assert.equal(refusal.status, 400);
      assert.equal(refusal.type, 'invalid_request_error');
      assert.match(refusal.message, /^Invalid Stripe API version: /);
      assert.ok(refusal.message.length < 300);
    });
  }

  it('never throws, and what it accepts it accepts again', () => {
    const likely = fc
      .tuple(
        fc.date({ min: new Date('2005-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.constantFrom('', '.acacia', '.basil', '.clover', '.dahlia', '.endive', '.later'),
        fc.constantFrom('', '; beta=v1', ';a=v2; b=v3'),
      )
      .map(([date, name, suffix]) => `${date.toISOString().slice(0, 10)}${name}${suffix}`);
    fc.assert(
      fc.property(fc.oneof(likely, fc.string({ unit: 'binary' })), (header) => {
        const version = parseApiVersion(header);
        if (isRefusal(version)) return;
        assert.equal(version.text, header);
        assert.equal(version.date, header.slice(0, 10));
        assert.equal(parseApiVersion(version.text), version, 'the same object, from memory');
      }),
      { numRuns: 2000 },
    );
  });

  it('goes on working when clients make up ever new suffixes', () => {
    for (let count = 0; count < 2000; count += 1) {
      assert.equal(parsed(`2026-10-28.endive; made_up_${count}=v1`).text, `2026-10-28.endive; made_up_${count}=v1`);
    }
  });

  it('accepts exactly one name for each date from the first named version up to the newest', () => {
    const names = ['acacia', 'basil', 'clover', 'dahlia', 'endive', 'other'];
    const day_ms = 86_400_000;
    for (let at = Date.parse('2024-09-30'); at <= Date.parse('2026-10-28'); at += day_ms) {
      const date = new Date(at).toISOString().slice(0, 10);
      const fitting = names.filter((name) => !isRefusal(parseApiVersion(`${date}.${name}`)));
      assert.equal(fitting.length, 1, `${date}: ${fitting}`);
    }
  });
});

describe('versions that are too old', () => {
  for (const header of ['2011-01-01', '2019-12-03', '2020-03-02', '2020-08-26', '2020-03-02; beta=v1']) {
    it(`refuses ${header}, naming the oldest`, () => {
      const refusal = parseApiVersion(header);
      if (!isRefusal(refusal)) assert.fail(`accepted as ${refusal.text}`);
      assert.deepEqual([refusal.status, refusal.type], [400, 'invalid_request_error']);
      assert.match(refusal.message, /is too old: the oldest that is served here is 2020-08-27\./);
    });
  }

  it('shows what was stored with one in the oldest', () => {
    assert.equal(storedVersion('2019-12-03').text, OLDEST_API_VERSION);
    assert.equal(storedVersion('').text, OLDEST_API_VERSION);
    assert.equal(storedVersion('2022-11-15').text, '2022-11-15');
    assert.equal(storedVersion(undefined).text, DEFAULT_API_VERSION);
  });
});
