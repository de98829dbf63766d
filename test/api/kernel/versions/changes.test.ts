/** The table of Stripe's changes, and the eras that it makes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CHANGES } from '../../../../src/api/kernel/versions/changes.js';
import { eraOf } from '../../../../src/api/kernel/versions/era.js';
import { EXPANDABLE } from '../../../../src/api/shown_objects.js';
import { EARLIER_EVENTS, hasEvent, matchingTypes } from '../../../../src/core/event_types.js';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { type ApiVersion, OLDEST_API_VERSION, parseApiVersion } from '../../../../src/wire/api_version.js';

function version(text: string | undefined): ApiVersion {
  const parsed = parseApiVersion(text);
  return isRefusal(parsed) ? assert.fail(parsed.message) : parsed;
}

const dates = fc
  .date({ min: new Date('2020-08-27'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the table of changes', () => {
  it('names versions that are served, the newest first', () => {
    const since = CHANGES.map((change) => version(change.since).date);
    assert.deepEqual(since, since.toSorted().reverse());
    assert.ok((since.at(-1) as string) > OLDEST_API_VERSION);
  });

  it('has every event of earlier versions, with the date at which it ended', () => {
    const told = CHANGES.flatMap(({ event, since }) => (event === undefined ? [] : [[event, since.slice(0, 10)]]));
    assert.deepEqual(
      told,
      Object.entries(EARLIER_EVENTS).map(([event, { before }]) => [event, before]),
    );
  });

  it('turns back in each version all changes that came after it, and no other', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const later = CHANGES.filter(({ since }) => since.slice(0, 10) > date);
        assert.equal(eraOf({ date, text: date }).number, later.length);
      }),
    );
    for (const { since } of CHANGES) {
      const later = CHANGES.filter((other) => other.since > since);
      assert.equal(eraOf(version(since)).number, later.length, `${since} has what is new in it`);
    }
  });

  it('leaves the newest shape alone', () => {
    const newest = eraOf(version('2026-10-28.endive'));
    const shown = Object.freeze({ id: 'pi_1', payment_record: 'pr_1' });
    assert.equal(newest.turnBack('payment_intent', shown, {}), shown);
    assert.equal(newest.expandable(EXPANDABLE), EXPANDABLE);
    assert.deepEqual(newest.listsOf('payment_intent'), []);
    assert.deepEqual(newest.defaultsOf('payment_intent'), {});
  });

  it('expands in each version what it has', () => {
    const expandable = (text: string) => eraOf(version(text)).expandable(EXPANDABLE).filled;
    assert.ok('payment_record' in (expandable('2026-09-30.endive').payment_intent ?? {}));
    assert.ok(!('payment_record' in (expandable('2026-07-29.dahlia').payment_intent ?? {})));
    assert.ok('customer' in (expandable('2026-07-29.dahlia').refund ?? {}));
    assert.ok(!('customer' in (expandable('2026-03-25.dahlia').refund ?? {})));
    assert.ok(!('charges' in (expandable('2022-11-15').payment_intent ?? {})));
    assert.deepEqual(expandable('2022-11-14').payment_intent?.['charges'], { list_of: 'charge' });
    assert.equal(expandable('2022-11-14').customer, EXPANDABLE.filled.customer);
  });
});

describe('events of earlier versions', () => {
  it('are there up to the day before they ended, under the name they had', () => {
    assert.deepEqual(matchingTypes('charge.refunded', '2025-03-30'), ['charge.refunded', 'charge.hold_refunded']);
    assert.deepEqual(matchingTypes('charge.refunded', '2025-03-31'), ['charge.refunded']);
    assert.deepEqual(matchingTypes('charge.refunded'), ['charge.refunded']);
    assert.ok(matchingTypes('charge.*', '2020-08-27').includes('charge.hold_refunded'));
    assert.ok(!matchingTypes('*').includes('charge.hold_refunded'));
    for (const date of [undefined, '2020-08-27', '2026-10-28']) {
      assert.deepEqual(matchingTypes('charge.hold_refunded', date), [], 'nobody sees the name in the journal');
    }
  });

  it('are not in the default version, which endpoints without one are written in', () => {
    for (const type of Object.keys(EARLIER_EVENTS)) {
      assert.equal(hasEvent(version(undefined).date, type), hasEvent(undefined, type));
    }
  });
});
