/** What the dashboard opens with. */

import {
  about,
  constant,
  flag,
  integer,
  type JsonSchema,
  listOf,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../../kernel/json_schema.js';
import { livemode } from '../../kernel/schema_parts.js';
import { INTERVALS } from './periods.js';
import { DATED_BY } from './shares.js';

/** Digits as a text where a JSON number would not be exact. */
const sum: JsonSchema = { type: ['integer', 'string'] };

const counts = {
  payments: about(integer, 'How many payments were begun, or recorded.'),
  succeeded: about(integer, 'For how many payments money has arrived, be it refunded since or not.'),
  failed: about(integer, 'The latest attempt of how many payments failed.'),
  amount_guaranteed: about(
    sum,
    'What has arrived, refunds not deducted, in minor units; beyond 2^53 the digits as a text.',
  ),
};
const sums = { ...counts, amount_refunded: about(sum, 'What was refunded, of whichever payments.') };

const authorization = object({
  payment_intent: text,
  payment_record: text,
  amount: about(integer, 'What can be captured.'),
  currency: reference('currency'),
  capture_before: about(time, 'When the issuer lets the money go.'),
});

export const overview = {
  ...about(
    object({
      object: constant('overview'),
      by_method: about(
        listOf(
          object({
            method: about(text, 'A brand, or `custom: ` and a name; empty where nobody has tried to pay.'),
            ...counts,
          }),
        ),
        'Most payments first.',
      ),
      by_processor: about(
        listOf(object({ processor: about(text, 'Empty where nobody has tried to pay.'), ...counts })),
        'Most payments first.',
      ),
      currencies: about(listOf(reference('currency')), 'Those with payments or refunds in the time.'),
      currency: about(nullable(text), 'The one that is summed up; `null` where there are no payments.'),
      dated_by: oneOf(DATED_BY),
      decline_reasons: about(
        listOf(object({ reason: text, count: integer })),
        'Why the latest attempts of how many of the payments failed, most frequent first; `none` where nobody said why, as of reports. The filter `decline_reason` of payment records lists them.',
      ),
      disputes_needing_response: about(
        nullable(integer),
        'Those that evidence can be given for, in every currency; `null` for a key that may not read disputes.',
      ),
      disputes_open: about(nullable(integer), 'Disputes that are not decided, in every currency; likewise.'),
      disputes_overdue: about(
        nullable(integer),
        'Those of them whose evidence was due before now, such as inquiries, which can still be answered then.',
      ),
      from: time,
      interval: oneOf(INTERVALS),
      livemode: about(flag, livemode),
      open_authorizations: about(
        nullable(
          object({
            count: integer,
            amount: sum,
            expiring: about(listOf(authorization), 'At most 20 that end within seven days, soonest first.'),
          }),
        ),
        'Money that is held now and can be captured, whenever that began; `null` for a key that may not read payment intents.',
      ),
      previous: about(
        nullable(
          object({
            from: about(time, 'Where the stretch began.'),
            to: about(time, 'Where it ended, exclusive.'),
            ...sums,
          }),
        ),
        'The same sums of the time before, as long as what has passed of this one; `null` unless `compare` is true.',
      ),
      series: about(
        listOf(object({ from: about(time, 'Where the period begins.'), ...sums })),
        'One for each period, empty ones too. The first begins with `from`, later ones where the calendar turns.',
      ),
      timezone: text,
      to: about(time, 'Exclusive.'),
      totals: object(sums),
    }),
    'Sums of a stretch of time, and what waits for somebody now. A payment, its outcome and each refund count on their own days; with `dated_by=recorded` a payment counts with its outcome when Daybook was first told of it, and a refund when it was.',
  ),
  'x-daybook-extension': true as const,
};
