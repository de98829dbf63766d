/**
 * Sums by when things happened: over whatever periods, they add up to the whole; each amount counts once, on its day; and
 * nothing depends on the order in which Daybook was told.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type DatedBy, sharesOf } from '../../../../src/api/payments/reports/shares.js';
import { type Share, sumOf, sumsBy, sumsByPeriod } from '../../../../src/api/payments/reports/sums.js';
import type { CommandInput, CommandName } from '../../../../src/core/commands.js';
import type { Outcome } from '../../../../src/core/payments/payment_record/amounts.js';
import { attempt, outcome, payment, refund } from '../../../core/payments/payment_record/reports.js';
import { engines } from '../../../support/engines.js';
import { forAbout } from '../../../support/for_about.js';
import { type OpenLedger, withLedger } from '../../../support/ledger.js';

const SLOW = process.env['DAYBOOK_SLOW'] === '1';
const RUNS = SLOW ? 400 : 12;

/** Each run has seconds of its own, so that all of them can share a store. */
const WINDOW = 10_000;
let windows = 0;

interface Try {
  readonly initiated_at: number;
  readonly outcome: Outcome | undefined;
  readonly at: number;
  /** In a report of its own. */
  readonly is_told_later: boolean;
}

interface Story {
  readonly amount: number;
  readonly method: string;
  /** All but the last have ended without money. */
  readonly tries: readonly Try[];
  readonly refunds: readonly { readonly share: number; readonly at: number }[];
}

const moment = fc.nat(WINDOW - 1);
const ending = (outcomes: readonly (Outcome | undefined)[]) =>
  fc
    .record({
      initiated_at: moment,
      outcome: fc.constantFrom(...outcomes),
      // Most are decided soon, which is summed up in another way.
      at: fc.oneof(
        moment,
        fc.integer({ min: -100, max: 100 }).map((after) => ({ after })),
      ),
      is_told_later: fc.boolean(),
    })
    .map(({ at, ...tried }) => ({
      ...tried,
      at: typeof at === 'number' ? at : Math.min(WINDOW - 1, Math.max(0, tried.initiated_at + at.after)),
    }));
const story: fc.Arbitrary<Story> = fc.record({
  amount: fc.integer({ min: 10, max: 1_000_000 }),
  method: fc.constantFrom('Bank', 'Cheque', 'Cash'),
  tries: fc
    .tuple(
      fc.array(ending(['failed', 'canceled']), { maxLength: 2 }),
      ending([undefined, 'failed', 'canceled', 'guaranteed', 'guaranteed', 'guaranteed']),
    )
    .map(([ended, last]) => [...ended, last]),
  refunds: fc.array(fc.record({ share: fc.double({ min: 0.01, max: 0.6, noNaN: true }), at: moment }), {
    maxLength: 3,
  }),
});

/** A report, made on the record that the first one of its story made. */
type Report = (open: OpenLedger, record: string) => Promise<string>;

function reportsOf({ amount, method, tries, refunds }: Story, offset: number, name: string): Report[] {
  const reports: Report[] = [];
  const add = <N extends CommandName>(command: N, input: (id: string) => CommandInput<N>) =>
    reports.push(async ({ run }, id) => (await run(command, input(id))).id);
  for (const [index, { initiated_at, outcome: ended, at, is_told_later }] of tries.entries()) {
    const told = ended === undefined || is_told_later ? undefined : { outcome: ended, at: at + offset };
    const common = { initiated_at: initiated_at + offset, outcome: told };
    if (index === 0) {
      add('payment_record.report_payment', () =>
        payment({
          ...common,
          amount_requested: { currency: 'usd', value: amount },
          payment_method_details: { type: 'custom', custom: { display_name: method } },
        }),
      );
    } else {
      add('payment_record.report_payment_attempt', (id) => attempt(id, common));
    }
    if (ended !== undefined && told === undefined) {
      add('payment_record.report_outcome', (id) => outcome(id, ended, { at: at + offset }));
    }
  }
  for (const [index, { at, value }] of refundsOf({ amount, tries, refunds }).entries()) {
    add('payment_record.report_refund', (id) =>
      refund(id, `${name} ${index}`, { amount: { currency: 'usd', value }, refunded_at: at + offset }),
    );
  }
  return reports;
}

/** What was refunded and when: as long as something was left. */
function refundsOf({ amount, tries, refunds }: Pick<Story, 'amount' | 'tries' | 'refunds'>) {
  if (tries.at(-1)?.outcome !== 'guaranteed') return [];
  const made: { at: number; value: number }[] = [];
  let left = amount;
  for (const { share, at } of refunds) {
    const value = Math.min(left, Math.ceil(amount * share));
    if (value > 0) made.push({ at, value });
    left -= value;
  }
  return made;
}

/** All reports, those of a story in their order, the stories among each other in that of the numbers. */
async function tell(open: OpenLedger, stories: readonly Story[], turns: readonly number[], offset: number) {
  const waiting = stories.map((one, index) => ({
    reports: reportsOf(one, offset, `${offset} ${index}`),
    id: '',
  }));
  for (let turn = 0; ; turn += 1) {
    const open_stories = waiting.filter(({ reports }) => reports.length > 0);
    const next = open_stories[(turns[turn % turns.length] ?? 0) % open_stories.length];
    if (next === undefined) return;
    next.id = (await next.reports.shift()?.(open, next.id)) ?? next.id;
  }
}

/** What must come out, added up one by one. */
function expected(stories: readonly Story[], from: number, below: number) {
  const sums = { payments: 0, succeeded: 0, failed: 0, amount_guaranteed: 0n, amount_refunded: 0n };
  const is_within = (at: number) => at >= from && at < below;
  for (const one of stories) {
    const last = one.tries.at(-1);
    if (is_within(Math.min(...one.tries.map(({ initiated_at }) => initiated_at)))) sums.payments += 1;
    if (last !== undefined && is_within(last.at)) {
      if (last.outcome === 'failed') sums.failed += 1;
      if (last.outcome === 'guaranteed') {
        sums.succeeded += 1;
        sums.amount_guaranteed += BigInt(one.amount);
      }
    }
    for (const { at, value } of refundsOf(one)) if (is_within(at)) sums.amount_refunded += BigInt(value);
  }
  return sums;
}

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    test('sums over any periods are those of the payments in them, and add up to the whole', async () => {
      const daybook = await engine.start();
      try {
        await withLedger(daybook, async (open) => {
          const { store } = open.ledger;
          const scope = store.scopes.find(({ livemode }) => !livemode)?.scope ?? 0;
          const shares = async (bounds: readonly number[], offset: number, dated_by: DatedBy = 'happened') => {
            const found = await sharesOf({ store, scope, dated_by, bounds: bounds.map((at) => at + offset) });
            return found.filter(({ currency }) => currency === 'usd');
          };
          await fc.assert(
            fc.asyncProperty(
              fc.array(story, { minLength: 1, maxLength: 6 }),
              fc.array(fc.nat(99), { minLength: 1, maxLength: 20 }),
              fc.uniqueArray(fc.integer({ min: 1, max: WINDOW - 1 }), { maxLength: 6 }),
              forAbout(SLOW ? 60_000 : 4_000, async (stories, turns, cuts) => {
                const bounds = [0, ...cuts.sort((a, b) => a - b), WINDOW];
                windows += 2;
                const [one, other] = [windows * WINDOW, (windows + 1) * WINDOW];
                await tell(open, stories, turns, one);
                await tell(open, stories, [...turns].reverse(), other);

                const found = await shares(bounds, one);
                const periods = sumsByPeriod(found, bounds.length - 1);
                bounds.slice(1).forEach((below, index) => {
                  assert.deepEqual(periods[index], expected(stories, bounds[index] ?? 0, below));
                });
                const whole = sumOf(await shares([0, WINDOW], one));
                assert.deepEqual(whole, expected(stories, 0, WINDOW));
                assert.deepEqual(sumOf(found), whole, 'the periods add up to the whole');
                // A refund belongs to no method; everything else to one.
                const by_method = sumsBy(found, 'method').map(([, { amount_refunded: _refunded, ...sums }]) => sums);
                const added = by_method.reduce<Partial<Share>>(
                  (sum, sums) => ({
                    payments: (sum.payments ?? 0) + sums.payments,
                    succeeded: (sum.succeeded ?? 0) + sums.succeeded,
                    failed: (sum.failed ?? 0) + sums.failed,
                    amount_guaranteed: (sum.amount_guaranteed ?? 0n) + sums.amount_guaranteed,
                  }),
                  {},
                );
                const { amount_refunded: _refunded, ...of_methods } = whole;
                if (by_method.length > 0) assert.deepEqual(added, of_methods, 'so do the methods');
                assert.deepEqual(
                  sumsByPeriod(await shares(bounds, other), bounds.length - 1),
                  periods,
                  'told in another order, it is the same',
                );
              }),
            ),
            { numRuns: RUNS, includeErrorInReport: true },
          );
        });
      } finally {
        await daybook.remove();
      }
    });
  });
}
