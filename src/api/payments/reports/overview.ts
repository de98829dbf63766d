/** What the dashboard opens with: payments of a while in one currency, and what waits for somebody. */
import { documentOf } from '../../../core/kernel/stored_document.js';
import { TRANSITIONS } from '../../../core/payments/dispute/states.js';
import { type DisputeStatus, OPEN_DISPUTES } from '../../../core/payments/dispute/types.js';
import { boolean, currency, described, enumeration, moment, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { between, equals, oneOf } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { Calendar, INTERVALS, type Stretch } from './periods.js';
import { endsBeforeItBegins, tooManyPeriods, unknownTimezone } from './refusals.js';
import { DATED_BY, declineReasons, type Periods, sharesOf } from './shares.js';
import { exactSum, type Share, type Sums, sumOf, sumsBy, sumsByPeriod } from './sums.js';

const DAY_SECONDS = 86_400;
const DEFAULT_DAYS = 30;
const MAXIMUM_PERIODS = 1_000;
const EXPIRING_WITHIN_DAYS = 7;
const MAXIMUM_EXPIRING = 20;
/** So many objects that fall due are looked at to find them. */
const MAXIMUM_LOOKED_AT = 1_000;
const DUE_PAGE = 100;

export const retrieveOverview = operation({
  method: 'GET',
  path: '/v1/daybook/overview',
  summary: 'Retrieve sums of the payments of a stretch of time, and what waits for somebody now.',
  resource: 'payment_records',
  object: 'overview',
  extension: true,
  parameters: {
    compare: described(
      boolean(),
      'Whether to sum up the stretch of the same length before, too: of one that is not over as much as has passed, by the clocks of the time zone where it is of whole days.',
    ),
    currency: described(currency(), 'The currency to sum up; the one with most payments if left out.'),
    dated_by: described(
      enumeration(DATED_BY),
      'Whether things count when they happened (`happened`, if left out) or when Daybook was told of them (`recorded`).',
    ),
    from: described(moment(), `Where the stretch begins; ${DEFAULT_DAYS} days before its end if left out.`),
    interval: described(enumeration(INTERVALS), 'How long the periods of the series are; `day` if left out.'),
    timezone: described(
      string({ maximum_length: 100 }),
      'Whose days, weeks (from Monday) and months: a name such as `Europe/Paris`; `UTC` if left out.',
    ),
    to: described(moment(), 'Where the stretch ends, exclusive; now if left out.'),
  },
  async run(call, given) {
    const { compare = false, dated_by = 'happened', interval = 'day', timezone = 'UTC' } = given;
    // The second that is not over yet counts.
    const now = call.now + 1;
    const to = given.to ?? now;
    const from = given.from ?? Math.max(0, to - DEFAULT_DAYS * DAY_SECONDS);
    if (from >= to) return endsBeforeItBegins();
    const calendar = Calendar.of(timezone);
    if (calendar === undefined) return unknownTimezone();
    const bounds = calendar.bounds(from, to, interval, MAXIMUM_PERIODS);
    if (bounds === undefined) return tooManyPeriods(MAXIMUM_PERIODS);

    const periods = { store: call.store, scope: call.scope, dated_by, bounds };
    const before = compare ? calendar.before({ from, to }, now) : undefined;
    const { present, previous } = await sharesBetween(periods, before);
    const currencies = sumsBy(present, 'currency').map(([value]) => value);
    const code = given.currency ?? currencies[0] ?? null;
    const shares = present.filter((share) => share.currency === code);
    const total = sumOf(shares);
    const earlier = sumOf(previous.filter((share) => share.currency === code));
    const [decline_reasons, dispute_counts, open_authorizations] = await Promise.all([
      code === null ? [] : declineReasons(periods, code),
      call.access.may('disputes', 'read') ? disputeCounts(call) : NO_DISPUTES,
      call.access.may('payment_intents', 'read') ? openAuthorizations(call, code) : null,
    ]);
    return {
      object: 'overview',
      by_method: sumsBy(shares, 'method').map(([method, sums]) => ({ method, ...outcomes(sums) })),
      by_processor: sumsBy(shares, 'processor').map(([processor, sums]) => ({ processor, ...outcomes(sums) })),
      currencies: currencies.sort(),
      currency: code,
      dated_by,
      decline_reasons,
      ...dispute_counts,
      from,
      interval,
      livemode: call.livemode,
      open_authorizations,
      previous: before === undefined ? null : { ...before, ...shown(earlier) },
      series: sumsByPeriod(shares, bounds.length - 1).map((sums, period) => ({ from: bounds[period], ...shown(sums) })),
      timezone,
      to,
      totals: shown(total),
    };
  },
});

/** In one pass over all of them, whatever their currency: those of each period, and those of a stretch before. */
async function sharesBetween(
  periods: Periods,
  before: Stretch | undefined,
): Promise<Record<'present' | 'previous', readonly Share[]>> {
  const earlier = before === undefined ? [] : [before.from, ...(before.to === periods.bounds[0] ? [] : [before.to])];
  const found = await sharesOf({ ...periods, bounds: [...earlier, ...periods.bounds] });
  const numbered = found.map((share) => ({ ...share, period: share.period - earlier.length }));
  return {
    present: numbered.filter(({ period }) => period >= 0),
    // Between that stretch and the first period may lie what neither of them counts.
    previous: numbered.filter(({ period }) => period < 0 && period === -earlier.length),
  };
}

function shown({ amount_guaranteed, amount_refunded, ...counts }: Sums): object {
  return { ...counts, amount_guaranteed: exactSum(amount_guaranteed), amount_refunded: exactSum(amount_refunded) };
}

function outcomes({ payments, succeeded, failed, amount_guaranteed }: Sums): object {
  return { payments, succeeded, failed, amount_guaranteed: exactSum(amount_guaranteed) };
}

/** Those that evidence can be given for. */
const ANSWERABLE_DISPUTES = OPEN_DISPUTES.filter((status) => 'submit_evidence' in TRANSITIONS[status]);

/** For a key that may not read disputes. */
const NO_DISPUTES = { disputes_needing_response: null, disputes_open: null, disputes_overdue: null };

/** In every currency: somebody has to look at each of them. */
async function disputeCounts(call: Call): Promise<object> {
  const disputes = { scope: call.scope, kind: 'dispute' } as const;
  const [found, overdue] = await Promise.all([
    call.store.totals({ ...disputes, by: ['status'], where: oneOf('status', OPEN_DISPUTES) }),
    call.store.totals({
      ...disputes,
      by: [],
      where: [...oneOf('status', ANSWERABLE_DISPUTES), ...between('evidence_due_by', { lt: call.now })],
    }),
  ]);
  const countOf = (statuses: readonly DisputeStatus[]) =>
    found.reduce((sum, { by: [status], count }) => sum + (statuses.includes(status as DisputeStatus) ? count : 0), 0);
  return {
    disputes_needing_response: countOf(ANSWERABLE_DISPUTES),
    disputes_open: countOf(OPEN_DISPUTES),
    disputes_overdue: overdue.reduce((sum, { count }) => sum + count, 0),
  };
}

async function openAuthorizations(call: Call, code: string | null): Promise<object> {
  if (code === null) return { count: 0, amount: 0, expiring: [] };
  const [all] = await call.store.totals({
    scope: call.scope,
    kind: 'payment_intent',
    sum: 'amount_capturable',
    by: [],
    where: [{ field: { column: 'amount_capturable' }, operator: 'present', value: null }, ...equals('currency', code)],
  });
  return { count: all?.count ?? 0, amount: exactSum(all?.sum ?? 0n), expiring: await expiringSoon(call, code) };
}

/** Those whose money the issuer lets go of next, soonest first. */
async function expiringSoon(call: Call, code: string): Promise<object[]> {
  const until = call.now + EXPIRING_WITHIN_DAYS * DAY_SECONDS;
  const expiring: object[] = [];
  let after = { id: '', due_at: call.now };
  for (let looked_at = 0; looked_at < MAXIMUM_LOOKED_AT; looked_at += DUE_PAGE) {
    const page = await call.store.due({ scope: call.scope, kind: 'payment_intent', after, limit: DUE_PAGE });
    for (const due of page) {
      after = due;
      if (due.due_at > until) return expiring;
      const row = await call.store.get(call.scope, 'payment_intent', due.id);
      const intent = row && documentOf(row);
      if (intent?.status !== 'requires_capture' || intent.currency !== code) continue;
      expiring.push({
        payment_intent: intent.id,
        payment_record: intent.payment_record,
        amount: intent.amount_capturable ?? 0,
        currency: code,
        capture_before: due.due_at,
      });
      if (expiring.length === MAXIMUM_EXPIRING) return expiring;
    }
    if (page.length < DUE_PAGE) return expiring;
  }
  return expiring;
}
