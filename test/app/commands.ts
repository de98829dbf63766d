/** Commands as the committer gets them, for tests of how they are batched. */
import fc from 'fast-check';
import type { CommandEnvelope, Outcome } from '../../src/app/command_envelope.js';
import type { CommandInput, CommandName } from '../../src/core/commands.js';
import { cardFromTemplate } from '../../src/core/payments/processor/sandbox/cards.js';
import { TEST_CARDS, type TestCard } from '../../src/core/payments/processor/sandbox/test_cards.js';

export const SCOPE = 1;
let requests = 0;

export function command<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
  key?: string,
  path = '/v1/somewhere',
): CommandEnvelope {
  requests += 1;
  return {
    name,
    input,
    scope: SCOPE,
    livemode: false,
    actor: 'key_test',
    request_id: `req_${requests}`,
    api_version: '2026-10-28.endive',
    ...(key === undefined
      ? {}
      : { idempotency: { key, kept_under: key, path, request_hash: JSON.stringify([name, input]) } }),
  };
}

const NOTHING_ELSE = {
  payment_method_details: undefined,
  processor_details: undefined,
  description: undefined,
  metadata: undefined,
  shipping_details: undefined,
};

export function newPayment(outcome?: 'guaranteed' | 'failed'): CommandEnvelope {
  return command('payment_record.report_payment', {
    ...NOTHING_ELSE,
    amount_requested: { currency: 'usd', value: 100 },
    initiated_at: 1,
    outcome: outcome && { outcome, at: 2 },
    payment_method_details: { type: 'custom', custom: { display_name: 'Cheque' } },
    processor_details: undefined,
    customer_details: undefined,
    customer_presence: undefined,
  });
}

export function oneUnitBack(id: string, reference: string, key?: string): CommandEnvelope {
  return command(
    'payment_record.report_refund',
    {
      id,
      refund_reference: reference,
      amount: { currency: 'usd', value: 1 },
      initiated_at: undefined,
      refunded_at: 3,
      metadata: undefined,
    },
    key,
  );
}

/** A payment with a card that waits for its capture. */
export function heldPayment(): CommandEnvelope {
  const test_card = TEST_CARDS[0] as TestCard;
  return command('payment_intent.create', {
    amount: 1_000,
    currency: 'usd',
    confirmation: {},
    confirmation_method: undefined,
    members: { capture_method: 'manual' },
    payment_method: {
      made: {
        method: {
          card: cardFromTemplate(test_card, 1, (number) => `fingerprint of ${number}`),
          test_card: test_card.key,
        },
        allow_redisplay: undefined,
        billing_details: undefined,
        metadata: undefined,
      },
    },
  });
}

export function capturePayment(id: string): CommandEnvelope {
  return command('payment_intent.capture', {
    id,
    amount_details: undefined,
    amount_to_capture: undefined,
    final_capture: undefined,
    metadata: undefined,
    payment_details: undefined,
    statement_descriptor_suffix: undefined,
  });
}

/** Any report on one of these records, or on one that does not exist; few references and keys, so that they clash. */
export function reportsOn(ids: readonly string[]): fc.Arbitrary<CommandEnvelope> {
  const id = fc.constantFrom(...ids, 'pr_none');
  const metadata = fc.option(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', '1', '2')), {
    nil: undefined,
  });
  const outcome = fc.constantFrom('guaranteed' as const, 'failed' as const, 'canceled' as const);
  const key = fc.constantFrom(undefined, undefined, undefined, 'key 1', 'key 2', 'key 3');
  return fc
    .oneof(
      fc
        .record({ id, outcome, at: fc.constant(2), metadata })
        .map((input) => () => command('payment_record.report_outcome', input)),
      fc.record({ id, metadata, description: fc.constantFrom(undefined, null, 'x', 'y') }).map(
        (input) => () =>
          command('payment_record.report_informational', {
            ...input,
            customer_details: undefined,
            shipping_details: undefined,
          }),
      ),
      fc.record({ id, metadata }).map(
        (input) => () =>
          command('payment_record.report_payment_attempt', {
            ...NOTHING_ELSE,
            ...input,
            initiated_at: 1,
            outcome: undefined,
          }),
      ),
      fc
        .record({ id, reference: fc.constantFrom('r1', 'r2', 'r3', 'r4'), key })
        .map((input) => () => oneUnitBack(input.id, input.reference, input.key)),
    )
    .map((make) => make());
}

/** What a caller sees of an outcome, without what differs from run to run. */
export function seen(outcome: Outcome, name: (id: string) => string): unknown {
  switch (outcome.status) {
    case 'done':
      return ['done', outcome.row.version, named(outcome.row.document, name)];
    case 'refused':
      return ['refused', outcome.refusal.status, named(outcome.refusal.message, name)];
    case 'replayed':
      return ['replayed', named(JSON.stringify(outcome.reply.outcome), name)];
    case 'broken':
      throw new Error(outcome.reason);
  }
}

/** Replaces ids by names that do not depend on when and in which run they were made. */
export function named(text: string, name: (id: string) => string): string {
  return text.replace(/\b(?:par|prr|pm)_[0-9A-Za-z]{24}/g, name).replace(/"created":\d+/g, '"created":0');
}
