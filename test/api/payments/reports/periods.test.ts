/** Periods on calendars of real places, also on the days when their clocks were changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Calendar, type Interval } from '../../../../src/api/payments/reports/periods.js';

const seconds = (text: string) => Date.parse(text) / 1000;

function bounds(timezone: string, interval: Interval, from: string, to: string): string[] {
  const found = Calendar.of(timezone)?.bounds(seconds(from), seconds(to), interval, 1_000);
  return (found ?? []).map((moment) => new Date(moment * 1000).toISOString().slice(0, 16));
}

const CASES: readonly (readonly [string, Interval, string, string, readonly string[]])[] = [
  [
    'UTC',
    'day',
    '2025-01-30T12:00Z',
    '2025-02-01T06:00Z',
    ['2025-01-30T12:00', '2025-01-31T00:00', '2025-02-01T00:00', '2025-02-01T06:00'],
  ],
  ['UTC', 'day', '2025-01-30T00:00Z', '2025-01-31T00:00Z', ['2025-01-30T00:00', '2025-01-31T00:00']],
  [
    'UTC',
    'week',
    '2025-01-01T00:00Z',
    '2025-01-14T00:00Z',
    ['2025-01-01T00:00', '2025-01-06T00:00', '2025-01-13T00:00', '2025-01-14T00:00'],
  ],
  ['UTC', 'week', '2025-01-06T00:00Z', '2025-01-13T00:00Z', ['2025-01-06T00:00', '2025-01-13T00:00']],
  [
    'UTC',
    'month',
    '2023-12-15T00:00Z',
    '2024-03-01T00:00Z',
    ['2023-12-15T00:00', '2024-01-01T00:00', '2024-02-01T00:00', '2024-03-01T00:00'],
  ],
  [
    'UTC',
    'hour',
    '2025-01-01T00:30Z',
    '2025-01-01T02:00Z',
    ['2025-01-01T00:30', '2025-01-01T01:00', '2025-01-01T02:00'],
  ],
  // Half an hour off: hours begin where the clocks there say so.
  [
    'Asia/Kolkata',
    'hour',
    '2025-01-01T00:00Z',
    '2025-01-01T02:00Z',
    ['2025-01-01T00:00', '2025-01-01T00:30', '2025-01-01T01:30', '2025-01-01T02:00'],
  ],
  // A day of 23 hours, and one of 25.
  [
    'Europe/Paris',
    'day',
    '2025-03-29T23:00Z',
    '2025-03-31T22:00Z',
    ['2025-03-29T23:00', '2025-03-30T22:00', '2025-03-31T22:00'],
  ],
  [
    'Europe/Paris',
    'day',
    '2025-10-25T22:00Z',
    '2025-10-27T23:00Z',
    ['2025-10-25T22:00', '2025-10-26T23:00', '2025-10-27T23:00'],
  ],
  [
    'Europe/Paris',
    'month',
    '2025-02-28T23:00Z',
    '2025-04-30T22:00Z',
    ['2025-02-28T23:00', '2025-03-31T22:00', '2025-04-30T22:00'],
  ],
  // The clocks went from 00:00 to 01:00: that day had no midnight.
  [
    'America/Sao_Paulo',
    'day',
    '2018-11-03T03:00Z',
    '2018-11-05T02:00Z',
    ['2018-11-03T03:00', '2018-11-04T03:00', '2018-11-05T02:00'],
  ],
  // They went from 01:00 back to 00:00: that day had two.
  [
    'America/Havana',
    'day',
    '2018-11-03T04:00Z',
    '2018-11-05T05:00Z',
    ['2018-11-03T04:00', '2018-11-04T04:00', '2018-11-05T05:00'],
  ],
  // A day that never was: the island crossed the date line.
  [
    'Pacific/Apia',
    'day',
    '2011-12-29T10:00Z',
    '2012-01-01T10:00Z',
    ['2011-12-29T10:00', '2011-12-30T10:00', '2011-12-31T10:00', '2012-01-01T10:00'],
  ],
];

for (const [timezone, interval, from, to, expected] of CASES) {
  test(`${interval}s in ${timezone} from ${from} to ${to}`, () => {
    assert.deepEqual(bounds(timezone, interval, from, to), expected);
  });
}

const COMPARED: readonly (readonly [string, readonly [string, string], string, readonly [string, string]])[] = [
  // What is over is compared with all of what was before.
  ['UTC', ['2025-01-03T00:00Z', '2025-01-05T00:00Z'], '2025-01-05T00:00Z', ['2025-01-01T00:00', '2025-01-03T00:00']],
  ['UTC', ['2025-01-03T12:00Z', '2025-01-04T00:00Z'], '2026-01-01T00:00Z', ['2025-01-03T00:00', '2025-01-03T12:00']],
  // Today, and a month that is running.
  ['UTC', ['2025-01-03T00:00Z', '2025-01-04T00:00Z'], '2025-01-03T10:51Z', ['2025-01-02T00:00', '2025-01-02T10:51']],
  ['UTC', ['2025-03-01T00:00Z', '2025-03-31T00:00Z'], '2025-03-30T10:51Z', ['2025-01-30T00:00', '2025-02-28T10:51']],
  // What is still to come is compared as a whole.
  ['UTC', ['2025-01-03T00:00Z', '2025-01-04T00:00Z'], '2025-01-01T10:00Z', ['2025-01-02T00:00', '2025-01-03T00:00']],
  // Seconds, where it is not of days.
  ['UTC', ['2025-01-03T01:00Z', '2025-01-03T05:00Z'], '2025-01-03T02:00Z', ['2025-01-02T21:00', '2025-01-02T22:00']],
  // The day before had 23 hours, and today has: the clocks count.
  [
    'Europe/Paris',
    ['2025-03-30T22:00Z', '2025-03-31T22:00Z'],
    '2025-03-31T08:51Z',
    ['2025-03-29T23:00', '2025-03-30T08:51'],
  ],
  [
    'Europe/Paris',
    ['2025-03-29T23:00Z', '2025-03-30T22:00Z'],
    '2025-03-30T08:51Z',
    ['2025-03-28T23:00', '2025-03-29T09:51'],
  ],
  // The hour that there was twice ends with the first, as yesterday had it once.
  [
    'Europe/Paris',
    ['2025-10-25T22:00Z', '2025-10-26T23:00Z'],
    '2025-10-26T01:30Z',
    ['2025-10-24T22:00', '2025-10-25T00:30'],
  ],
];

for (const [timezone, [from, to], now, expected] of COMPARED) {
  test(`from ${from} to ${to} in ${timezone} at ${now}`, () => {
    const stretch = Calendar.of(timezone)?.before({ from: seconds(from), to: seconds(to) }, seconds(now));
    const shown = [stretch?.from, stretch?.to].map((moment) =>
      new Date((moment ?? 0) * 1000).toISOString().slice(0, 16),
    );
    assert.deepEqual(shown, expected);
  });
}

test('what is compared lies before, and is no longer by more than clocks are ever changed', () => {
  const year = { min: seconds('2010-01-01T00:00Z'), max: seconds('2012-12-31T00:00Z') };
  fc.assert(
    fc.property(
      fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo'),
      fc.integer(year),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: -2, max: 401 * 86_400 }),
      (timezone, begin, days, passed) => {
        const calendar = Calendar.of(timezone);
        const bounds = calendar?.bounds(begin, begin + (days + 2) * 86_400, 'day', 1_000) ?? [];
        const [from = 0, to = 0] = [bounds[1], bounds[days]].sort();
        fc.pre(from < to);
        const now = from + passed;
        const before = calendar?.before({ from, to }, now) ?? assert.fail();
        assert.ok(before.from <= before.to && before.to <= from, JSON.stringify({ before, from }));
        const length = (now > from && now < to ? now : to) - from;
        // A date line is crossed by a day, and the clocks are changed by an hour in each of the two stretches at most.
        assert.ok(Math.abs(before.to - before.from - length) <= 26 * 3_600);
      },
    ),
    { examples: [['Pacific/Apia', 1_312_023_600, 153, 0]] },
  );
});

test('bounds always rise, and periods are as many as they may be', () => {
  for (const timezone of [
    'UTC',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Africa/Cairo',
  ]) {
    for (const interval of ['day', 'week', 'month'] as const) {
      const found = Calendar.of(timezone)?.bounds(
        seconds('2010-01-01T00:00Z'),
        seconds('2012-09-01T00:00Z'),
        interval,
        1_000,
      );
      assert.ok(found !== undefined);
      for (let index = 1; index < found.length; index += 1) {
        assert.ok((found[index] ?? 0) > (found[index - 1] ?? 0), `${timezone} ${interval} ${index}`);
      }
    }
  }
  const calendar = Calendar.of('UTC');
  assert.equal(calendar?.bounds(0, 3 * 86_400, 'day', 3)?.length, 4);
  assert.equal(calendar?.bounds(0, 3 * 86_400 + 1, 'day', 3), undefined);
  assert.equal(Calendar.of('Mars/Olympus'), undefined);
});
