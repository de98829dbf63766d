/** Random lives of payment intents, through the committer on a real store, against a model of what they should do. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { commitBatch } from '../../src/app/batch.js';
import { openStore } from '../../src/app/ledger.js';
import type { CommandInput, CommandName } from '../../src/core/commands.js';
import { IdSource } from '../../src/core/kernel/ids.js';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { compact } from '../../src/core/kernel/shared.js';
import type { Charge } from '../../src/core/payments/charge/types.js';
import type { CardOptions } from '../../src/core/payments/payment_intent/types.js';
import type { GivenPaymentMethod } from '../../src/core/payments/payment_method/given.js';
import { cardFromTemplate } from '../../src/core/payments/processor/sandbox/cards.js';
import { testCardByKey } from '../../src/core/payments/processor/sandbox/test_cards.js';
import type { Store } from '../../src/store/port.js';
import { engines } from '../support/engines.js';
import { forAbout } from '../support/for_about.js';
import { command, SCOPE } from './commands.js';
import { type Answer, IntentModel, type Movement } from './intent_model.js';
import { type CardName, LIVES, type Step } from './intent_steps.js';

const SLOW = process.env['DAYBOOK_SLOW'] === '1';
const RUNS = SLOW ? 3_000 : 100;

type Create = Extract<Step, { kind: 'create' }>;

interface Known {
  readonly id: string;
  readonly model: IntentModel;
}

/** One store for all lives, with a clock that the lives move. */
class World {
  now = 1_750_000_000;
  readonly store: Store;
  readonly movements: (Movement & { readonly currency: string })[] = [];
  readonly #ids = new IdSource(randomBytes);
  /** A life went wrong: from then on sums over all lives say nothing, and only that life is looked for. */
  is_spoiled = false;
  #last_event = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** Runs a command and holds it to the answer and the events of the model; gives the id of what was answered. */
  async submit<N extends CommandName>(name: N, input: CommandInput<N>, expected: Answer): Promise<string> {
    const [outcome] = await commitBatch(this.store, [command(name, input)], this.now * 1_000, this.#ids);
    assert.ok(outcome !== undefined && outcome.status !== 'broken', JSON.stringify(outcome));
    assert.notEqual(outcome.status, 'replayed');
    const refused = outcome.status === 'refused' ? outcome.refusal : undefined;
    const seen = refused === undefined ? undefined : [refused.status, refused.code, refused.param];
    assert.deepEqual(seen, expected.refused, refused?.message);
    const { items } = await this.store.events({ scope: SCOPE, limit: 20 });
    const fresh = items.filter(({ number }) => number > this.#last_event).reverse();
    this.#last_event = fresh.at(-1)?.number ?? this.#last_event;
    assert.deepEqual(
      fresh.map(({ entry, number }) => entry.events[number - entry.first_event]?.type),
      expected.events,
    );
    return outcome.status === 'done' ? outcome.row.id : '';
  }

  async document<K extends Kind>(kind: K, id: string): Promise<Document<K>> {
    const row = await this.store.get(SCOPE, kind, id);
    assert.ok(row !== undefined, `there is no ${kind} ${id}`);
    return JSON.parse(row.document) as Document<K>;
  }

  /** Oldest first. */
  async all<K extends Kind>(kind: K, column: string, value: string): Promise<Document<K>[]> {
    const where = [{ field: { column }, operator: '=', value }] as const;
    const { items } = await this.store.list({ scope: SCOPE, kind, where, limit: 100 });
    return items.map((row) => JSON.parse(row.document) as Document<K>).reverse();
  }
}

function made(name: CardName): GivenPaymentMethod {
  const test_card = testCardByKey(name) ?? assert.fail();
  const card = cardFromTemplate(test_card, 1_750_000_000, (number) => number);
  const method = { card, test_card: name };
  return { made: { method, allow_redisplay: undefined, billing_details: undefined, metadata: undefined } };
}

const given = (card: CardName | undefined) => (card === undefined ? undefined : made(card));

function optionsOf({ flags }: Create): CardOptions {
  const request = (flag: Create['flags'][number]) => (flags.includes(flag) ? 'if_available' : undefined);
  return compact<CardOptions>({
    request_extended_authorization: request('extended'),
    request_incremental_authorization: request('incremental'),
    request_multicapture: request('multicapture'),
    request_overcapture: request('overcapture'),
    request_partial_authorization: request('partial'),
  });
}

async function create(world: World, step: Create): Promise<Known> {
  const model = new IntentModel(step);
  const confirms = step.confirms && step.card !== undefined;
  const confirmed = confirms
    ? model.confirm({ card: undefined, off_session: step.off_session, refuses_action: false }, world.now)
    : { events: [] };
  const expected = { ...confirmed, events: ['payment_intent.created', ...confirmed.events] };
  const [before] = (await world.store.list({ scope: SCOPE, kind: 'payment_intent', where: [], limit: 1 })).items;
  await world.submit(
    'payment_intent.create',
    {
      amount: step.amount,
      currency: step.currency,
      confirmation: confirms ? { off_session: step.off_session } : undefined,
      confirmation_method: step.waits_for_confirmation ? 'manual' : undefined,
      members: { capture_method: step.capture_method, card_options: optionsOf(step), metadata: step.script },
      payment_method: given(step.card),
    },
    expected,
  );
  // A declined confirmation is answered with its error, and yet the intent is there.
  const [made_now] = (await world.store.list({ scope: SCOPE, kind: 'payment_intent', where: [], limit: 1 })).items;
  assert.ok(made_now !== undefined && made_now.id !== before?.id);
  return { id: made_now.id, model };
}

async function run(world: World, { id, model }: Known, step: Exclude<Step, Create>): Promise<Answer> {
  const { now } = world;
  const submit = async <N extends CommandName>(name: N, input: CommandInput<N>, expected: Answer): Promise<Answer> => {
    await world.submit(name, input, expected);
    return expected;
  };
  const nothing = { amount_details: undefined, metadata: undefined, payment_details: undefined };
  switch (step.kind) {
    case 'update': {
      const payment_method = step.card === null ? null : given(step.card);
      const members = { metadata: step.script };
      const input = { id, amount: step.amount, currency: undefined, members, payment_method };
      return submit('payment_intent.update', input, model.update(step));
    }
    case 'confirm': {
      const { off_session, refuses_action, card } = step;
      const confirmation = { off_session, error_on_requires_action: refuses_action };
      const input = { id, amount_to_confirm: undefined, confirmation, members: {}, payment_method: given(card) };
      return submit('payment_intent.confirm', input, model.confirm(step, now));
    }
    case 'authenticate':
      return submit(
        'payment_intent.authenticate',
        { id, outcome: step.outcome },
        model.authenticate(step.outcome, now),
      );
    case 'capture': {
      const amount_to_capture = model.shareOf(step, 'capturable');
      const input = {
        id,
        ...nothing,
        amount_to_capture,
        final_capture: step.final,
        statement_descriptor_suffix: undefined,
      };
      return submit('payment_intent.capture', input, model.capture(amount_to_capture, step.final, now));
    }
    case 'increment': {
      const amount = model.amount + step.by;
      const input = { id, ...nothing, amount, description: undefined };
      return submit('payment_intent.increment_authorization', input, model.increment(amount));
    }
    case 'cancel':
      return submit('payment_intent.cancel', { id, cancellation_reason: undefined }, model.cancel());
    case 'refund': {
      const amount = model.shareOf(step, 'refundable');
      const input = { of: { payment_intent: id }, amount, metadata: undefined, reason: undefined };
      return submit('refund.create', input, model.refund(amount, now));
    }
    case 'due':
      return submit('payment_intent.due', { id }, model.due(now));
    case 'due_refund': {
      const refund = (await world.all('refund', 'payment_intent', id))[step.which];
      if (refund === undefined) return { events: [] };
      return submit('refund.due', { id: refund.id }, model.dueRefund(step.which, now));
    }
    case 'wait':
      world.now += step.seconds;
      return { events: [] };
  }
}

/** Everything that is kept of one payment is what the model says, and fits together. */
async function check(world: World, { id, model }: Known): Promise<void> {
  const intent = await world.document('payment_intent', id);
  const { status, amount, amount_capturable = 0, amount_received = 0, captures = 0, increments = 0, due_at } = intent;
  const { capturable, received, canceled_because } = model;
  assert.deepEqual(
    {
      status,
      amount,
      amount_capturable,
      amount_received,
      captures,
      increments,
      due_at,
      because: intent.cancellation_reason,
    },
    {
      status: model.status,
      amount: model.amount,
      amount_capturable: capturable,
      amount_received: received,
      captures: model.captures,
      increments: model.increments,
      due_at: model.due_at,
      because: canceled_because,
    },
  );
  assert.equal(intent.payment_method === undefined, model.card === undefined);
  const record = await world.document('payment_record', intent.payment_record);
  assert.deepEqual({ ...record.amounts }, model.record);
  const attempts = await world.all('payment_attempt_record', 'payment_record', record.id);
  assert.deepEqual(
    attempts.map((attempt) => [attempt.amounts, attempt.unknown === true]),
    model.tries.map((one) => [model.partsOf(one), one.unknown]),
  );
  assert.equal(record.latest_payment_attempt_record, attempts.at(-1)?.id);
  assert.equal(intent.latest_payment_attempt_record, attempts.at(-1)?.id);

  const charges = await world.all('charge', 'payment_intent', id);
  assert.deepEqual(
    charges.map(shownCharge),
    model.charges.map(({ maximum: _maximum, ...charge }) => charge),
  );
  assert.equal(intent.latest_charge, charges.at(-1)?.id);
  const tried = model.tries.flatMap(({ charge }, index) => (charge === undefined ? [] : [attempts[index]?.id]));
  assert.deepEqual(
    charges.map((charge) => charge.payment_attempt_record),
    tried,
  );
  const paid = charges.filter((charge) => charge.status === 'succeeded');
  assert.ok(paid.length <= 1, 'two charges of one intent succeeded');

  const refunds = await world.all('refund', 'payment_intent', id);
  assert.deepEqual(
    refunds.map((refund) => ({ amount: refund.amount, status: refund.status, due_at: refund.due_at })),
    model.refunds,
  );

  const sources = [...charges, ...refunds];
  const movements = (
    await Promise.all(sources.map((source) => world.all('balance_transaction', 'source', source.id)))
  ).flat();
  movements.sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(
    movements.map(({ type, amount: moved, fee = 0, available_on }) => ({ type, amount: moved, fee, available_on })),
    model.movements,
  );
  // The same once more without the model: nothing is received that was not captured and moved, or refunded twice.
  const sum = (type: string) =>
    movements.filter((one) => one.type === type).reduce((total, one) => total + one.amount, 0);
  const [charge] = paid;
  const { amount_captured = 0, amount_refunded = 0 } = charge ?? {};
  assert.deepEqual([amount_received, sum('charge')], [amount_captured, amount_captured]);
  assert.equal(sum('refund') + sum('refund_failure') + amount_refunded, 0);
  assert.ok(amount_refunded <= amount_captured);
  assert.equal(charge?.balance_transaction, movements.find((one) => one.type === 'charge')?.id);
  assert.ok(amount_capturable === 0 || status === 'requires_capture');
}

function shownCharge(charge: Charge): object {
  return {
    status: charge.status,
    amount: charge.amount,
    authorized: charge.authorization?.amount ?? 0,
    captured: charge.amount_captured ?? 0,
    refunded: charge.amount_refunded ?? 0,
    is_captured: charge.captured === true,
    expired: charge.expired === true,
  };
}

/** What is available and what is pending, over all lives. */
async function checkBalance(world: World): Promise<void> {
  if (world.is_spoiled) return;
  for (const [operator, is_counted] of [
    ['<=', (one: Movement) => one.available_on <= world.now],
    ['>', (one: Movement) => one.available_on > world.now],
  ] as const) {
    const where = [{ field: { column: 'available_on' }, operator, value: world.now }] as const;
    const query = { scope: SCOPE, kind: 'balance_transaction', sum: 'net', by: ['currency'], where } as const;
    const totals = new Map((await world.store.totals(query)).map(({ by, sum }) => [String(by[0]), Number(sum)]));
    for (const currency of ['usd', 'jpy', 'kwd']) {
      const expected = world.movements
        .filter((one) => one.currency === currency && is_counted(one))
        .reduce((total, { amount, fee }) => total + amount - fee, 0);
      assert.equal(totals.get(currency) ?? 0, expected, `${operator} ${currency}`);
    }
  }
}

for (const engine of engines()) {
  test(`${engine.name}: any life of payment intents is as the model says`, { skip: engine.skip }, async () => {
    const database = await engine.make();
    const store = await openStore(database.location);
    try {
      const world = new World(store);
      await fc.assert(
        fc.asyncProperty(
          LIVES,
          forAbout(SLOW ? 60_000 : 3_000, async ({ created, turns }) => {
            const known: Known[] = [];
            try {
              for (const step of created) known.push(await create(world, step));
              for (const { which, stubborn, fitting } of turns) {
                const chosen = known[which % known.length] ?? assert.fail();
                const step = stubborn ?? fitting[chosen.model.status];
                if (step.kind === 'create') continue;
                const before = await world.store.get(SCOPE, 'payment_intent', chosen.id);
                const { refused } = await run(world, chosen, step);
                const after = await world.store.get(SCOPE, 'payment_intent', chosen.id);
                if (refused?.[0] === 400) assert.equal(after?.version, before?.version, 'a refusal changed something');
                await check(world, chosen);
              }
              for (const one of known) await check(world, one);
            } catch (error) {
              world.is_spoiled = true;
              throw error;
            } finally {
              for (const { model } of known) {
                world.movements.push(...model.movements.map((one) => ({ ...one, currency: model.currency })));
              }
            }
            await checkBalance(world);
          }),
        ),
        { numRuns: RUNS, includeErrorInReport: true },
      );
    } finally {
      await store.close();
      await database.remove();
    }
  });
}
