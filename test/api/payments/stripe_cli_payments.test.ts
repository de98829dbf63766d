/** The official Stripe CLI on payment intents, charges and refunds: its commands, and its triggers of events. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Answer, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { eventsAfter } from '../../support/scenario.js';
import { skipStripeCli as skip, stripeShell } from '../../support/stripe_cli.js';

let daybook: TestDaybook;
let home: string;
before(async () => {
  daybook = await startDaybook();
  home = mkdtempSync(join(tmpdir(), 'daybook-cli-'));
});
after(async () => {
  await daybook.remove();
  rmSync(home, { recursive: true, force: true });
});

async function run(command: string): Promise<Answer['body']> {
  const { status, stdout, stderr } = await stripeShell(command, daybook, home);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test('a payment is held, captured in part, refunded and listed', { skip }, async () => {
  const held = await run(String.raw`
stripe payment_intents create \
  --amount=2000 \
  --currency=usd \
  --capture-method=manual \
  --payment-method=pm_card_visa \
  --confirm=true \
  -d "payment_method_options[card][request_multicapture]"=if_available`);
  assert.deepEqual([held.object, held.status], ['payment_intent', 'requires_capture'], JSON.stringify(held));
  const first = await run(`stripe payment_intents capture ${held.id} --amount-to-capture=700 -d final_capture=false`);
  assert.deepEqual([first.status, first.amount_received, first.amount_capturable], ['requires_capture', 700, 1300]);
  const last = await run(`stripe payment_intents capture ${held.id} --amount-to-capture=300`);
  assert.deepEqual([last.status, last.amount_received], ['succeeded', 1000]);
  const refund = await run(`stripe refunds create --payment-intent=${held.id} --amount=400 --reason=duplicate`);
  assert.deepEqual([refund.status, refund.amount, refund.charge], ['succeeded', 400, last.latest_charge]);
  const charges = await run(`stripe charges list --payment-intent=${held.id} --limit=3`);
  assert.equal(charges.object, 'list');
  const [charge] = charges.data;
  assert.deepEqual([charge.id, charge.amount_captured, charge.amount_refunded], [last.latest_charge, 1000, 400]);
  assert.deepEqual(await run(`stripe charges retrieve ${charge.id}`), charge);
  const { available, pending } = await run('stripe balance retrieve');
  // Each capture has its own fee.
  assert.deepEqual([available[0].amount, pending[0].amount], [-400, 1000 - 50 - 39]);
});

test('a payment is made in steps, and a hold is raised and given up', { skip }, async () => {
  const made = await run(
    'stripe payment_intents create --amount=1000 --currency=eur --capture-method=manual -d "payment_method_options[card][request_incremental_authorization]"=if_available',
  );
  await run(`stripe payment_intents update ${made.id} --description="a book" -d "metadata[order]"=7`);
  const held = await run(`stripe payment_intents confirm ${made.id} --payment-method=pm_card_mastercard`);
  assert.deepEqual([held.status, held.description, held.metadata], ['requires_capture', 'a book', { order: '7' }]);
  const raised = await run(`stripe payment_intents increment_authorization ${made.id} --amount=1200`);
  assert.equal(raised.amount_capturable, 1200);
  const canceled = await run(`stripe payment_intents cancel ${made.id} --cancellation-reason=abandoned`);
  assert.equal(canceled.status, 'canceled');
  const found = await run(`stripe payment_intents search --query="status:'canceled' AND metadata['order']:'7'"`);
  assert.deepEqual(
    found.data.map(({ id }: { id: string }) => id),
    [made.id],
  );
});

test('a decline is shown as it is', { skip }, async () => {
  const { stdout, stderr } = await stripeShell(
    'stripe payment_intents create --amount=100 --currency=usd --confirm=true --payment-method=pm_card_chargeDeclined',
    daybook,
    home,
  );
  assert.match(stdout + stderr, /"decline_code": "generic_decline"/);
});

/** What `stripe trigger` names, and the events that its requests lead to, in order. */
const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  'charge.captured': [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'charge.captured',
    'payment_intent.succeeded',
  ],
  'charge.dispute.closed': [...DISPUTED(), 'charge.dispute.closed'],
  'charge.dispute.created': DISPUTED(),
  'charge.dispute.updated': [...DISPUTED(), 'charge.dispute.updated'],
  'charge.failed': ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
  'charge.refund.updated': [...PAID(), 'refund.created', 'charge.refunded', 'refund.updated', 'charge.refund.updated'],
  'charge.refunded': [...PAID(), 'refund.created', 'charge.refunded'],
  'charge.succeeded': PAID(),
  'customer.created': ['customer.created'],
  'customer.deleted': ['customer.created', 'customer.deleted'],
  'customer.updated': ['customer.created', 'customer.updated'],
  'payment_intent.amount_capturable_updated': [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
  ],
  'payment_intent.canceled': ['payment_intent.created', 'payment_intent.canceled'],
  'payment_intent.created': ['payment_intent.created'],
  'payment_intent.payment_failed': ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
  'payment_intent.requires_action': ['payment_intent.created', 'payment_intent.requires_action'],
  'payment_intent.succeeded': PAID(),
  'payment_method.attached': ['customer.created', 'payment_method.attached'],
  'payment_method.updated': [
    'customer.created',
    'setup_intent.created',
    'payment_method.attached',
    'setup_intent.succeeded',
    'payment_method.updated',
  ],
  'setup_intent.canceled': ['setup_intent.created', 'setup_intent.canceled'],
  'setup_intent.created': ['setup_intent.created'],
  'setup_intent.requires_action': ['setup_intent.created', 'setup_intent.requires_action'],
  'setup_intent.setup_failed': ['setup_intent.created', 'setup_intent.setup_failed'],
  'setup_intent.succeeded': ['setup_intent.created', 'setup_intent.succeeded'],
  'payment_method.detached': ['customer.created', 'payment_method.attached', 'payment_method.detached'],
};

function PAID(): string[] {
  return ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated'];
}

function DISPUTED(): string[] {
  return [
    'payment_intent.created',
    'charge.succeeded',
    'charge.dispute.created',
    'payment_intent.succeeded',
    'charge.updated',
  ];
}

for (const [name, expected] of Object.entries(TRIGGERS)) {
  test(`stripe trigger ${name}`, { skip }, async () => {
    const events = await eventsAfter(daybook, async () => {
      const { status, stdout, stderr } = await stripeShell(`stripe trigger ${name}`, daybook, home);
      assert.equal(status, 0, stdout + stderr);
    });
    const types = events.map((event) => event.split(' ')[0]);
    assert.deepEqual(types, expected);
    assert.ok(types.includes(name));
  });
}

/** What the triggers that cannot work need, as the refusal says it. */
const IMPOSSIBLE: Readonly<Record<string, RegExp>> = {
  'customer.discount.created': /Unrecognized request URL \(POST: \/v1\/coupons\)/,
  'customer.source.created': /Unrecognized request URL \(POST: \/v1\/customers\/cus_\w+\/sources\)/,
  'payment_intent.partially_funded': /Invalid payment_method_data\[type\]: must be one of card/,
  'payment_intent.processing': /Received unknown parameter: sepa_debit/,
};

for (const [name, message] of Object.entries(IMPOSSIBLE)) {
  test(`stripe trigger ${name} is told what is not there`, { skip }, async () => {
    const { status, stdout, stderr } = await stripeShell(`stripe trigger ${name}`, daybook, home);
    assert.equal(status, 1);
    assert.match(stdout + stderr, message);
  });
}

test('a clock is made and advanced, and an authorization under it ends', { skip }, async () => {
  const clock = await run('stripe test_helpers test_clocks create --frozen-time=1900000000 --name="a week"');
  const customer = await run(`stripe customers create --test-clock=${clock.id}`);
  const held = await run(
    `stripe payment_intents create --amount=2000 --currency=usd --capture-method=manual --payment-method=pm_card_visa --confirm=true --customer=${customer.id}`,
  );
  const advancing = await run(`stripe test_helpers test_clocks advance ${clock.id} --frozen-time=1900604800`);
  assert.deepEqual([advancing.id, advancing.status], [clock.id, 'advancing']);
  const seen = () => run(`stripe test_helpers test_clocks retrieve ${clock.id}`);
  let now = await seen();
  for (let tries = 0; tries < 50 && now.status === 'advancing'; tries += 1) now = await seen();
  assert.deepEqual([now.status, now.frozen_time], ['ready', 1_900_604_800]);
  const { status, canceled_at } = await run(`stripe payment_intents retrieve ${held.id}`);
  assert.deepEqual([status, canceled_at], ['canceled', 1_900_604_800]);
});
