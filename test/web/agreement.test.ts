/** The application may import nothing of the server: what both have to know is held to be the same here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { eraOf } from '../../src/api/kernel/versions/era.js';
import type { ViewContext } from '../../src/api/kernel/view_context.js';
import { viewPaymentRecord } from '../../src/api/payments/payment_record/view.js';
import { serverSentEvents } from '../../src/cli/server_sent_events.js';
import { CURRENCIES, minorUnitDigits } from '../../src/core/kernel/currencies.js';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { isInquiry, TRANSITIONS } from '../../src/core/payments/dispute/states.js';
import { DISPUTE_REASONS, DISPUTE_STATUSES, EVIDENCE_TEXTS } from '../../src/core/payments/dispute/types.js';
import { withOutcome, withRefund } from '../../src/core/payments/payment_record/amounts.js';
import { WITHOUT_REASON } from '../../src/core/payments/payment_record/features.js';
import {
  ATTEMPT_STATES,
  REPORTED_STATES,
  REPORTS_IN_STATE,
  stateOf,
} from '../../src/core/payments/payment_record/states.js';
import type { Amounts, PaymentRecord } from '../../src/core/payments/payment_record/types.js';
import {
  authenticationRequired,
  blockedAsTooRisky,
  issuerDeclines,
} from '../../src/core/payments/processor/sandbox/decline.js';
import { TEST_CARDS } from '../../src/core/payments/processor/sandbox/test_cards.js';
import { parseApiVersion } from '../../src/wire/api_version.js';
import { webModule } from '../support/web_module.js';

const web_states = await webModule<{ PAYMENT_STATES: string[]; stateOf: (record: object) => string }>(
  'model/payment_state.ts',
);
const { messageOf } = await webModule<{ messageOf: (text: string) => { id: string | undefined; data: string } }>(
  'api/stream.ts',
);
const web_http = await webModule<{ API_VERSION: string }>('api/http.ts');
const web_money = await webModule<{ minorUnitDigits: (currency: string) => number }>('format/money.ts');
const web_parts = await webModule<{
  amountParts: (record: object, disputed?: number) => { parts: { name: string; value: number }[]; total: number };
}>('model/amount_parts.ts');
const web_actions = await webModule<{ recordActions: (record: object) => string[] }>('pages/actions/record_actions.ts');
const web_disputes = await webModule<{
  DISPUTE_STATUSES: string[];
  DISPUTE_REASONS: string[];
  isAnswerable: (status: string) => boolean;
  isInquiry: (status: string) => boolean;
}>('model/dispute_status.ts');
const web_evidence = await webModule<{ evidenceAskedFor: (reason: string) => string[] }>('model/evidence.ts');

const web_texts = await webModule<{ DECLINE_TEXTS: Record<string, unknown> }>('i18n/decline_texts.ts');

function shown(amounts: Amounts, reported_by: 'self' | 'stripe' = 'self') {
  const record: PaymentRecord = {
    id: 'pr_1',
    created: 0,
    currency: 'usd',
    amounts,
    reported_by,
    processor_details: { type: 'custom' },
  };
  return viewPaymentRecord(record, { livemode: false } as ViewContext);
}

const STATES: Record<(typeof ATTEMPT_STATES)[number], Amounts> = {
  initiated: { requested: 1000 },
  authorized: { requested: 1000, authorized: 1000 },
  guaranteed: withOutcome({ requested: 1000 }, 'guaranteed'),
  partially_refunded: withRefund(withOutcome({ requested: 1000 }, 'guaranteed'), 400),
  refunded: withRefund(withOutcome({ requested: 1000 }, 'guaranteed'), 1000),
  failed: withOutcome({ requested: 1000 }, 'failed'),
  canceled: withOutcome({ requested: 1000 }, 'canceled'),
};

test('the dashboard asks in the newest version', () => {
  const version = parseApiVersion(web_http.API_VERSION);
  assert.ok(!isRefusal(version));
  assert.equal(eraOf(version).number, 0);
});

test('every reason for which the sandbox declines has words, and having none', () => {
  const declines = TEST_CARDS.flatMap(({ behaviour }) => ('decline' in behaviour ? (behaviour.decline ?? []) : []));
  const answers = [...declines.map(issuerDeclines), blockedAsTooRisky(), authenticationRequired()];
  const reasons = new Set(
    [WITHOUT_REASON, ...answers.map(({ risk }) => risk.reason)].map((reason) => `decline.${reason}`),
  );
  assert.deepEqual([...reasons].sort(), Object.keys(web_texts.DECLINE_TEXTS).sort());
});

test('both know the same states', () => {
  assert.deepEqual([...web_states.PAYMENT_STATES].sort(), [...ATTEMPT_STATES].sort());
});

for (const state of ATTEMPT_STATES) {
  test(`both call it ${state}`, () => {
    assert.equal(stateOf(STATES[state]), state);
    assert.equal(web_states.stateOf(shown(STATES[state])), state);
  });
}

test('reports are offered where the server takes them', () => {
  for (const state of REPORTED_STATES) {
    const accepted = Object.entries(REPORTS_IN_STATE[state])
      .filter(([report, answer]) => answer === 'accepted' && report !== 'informational')
      .map(([report]) => (report === 'attempt' ? 'retry' : report));
    assert.deepEqual(web_actions.recordActions(shown(STATES[state])).sort(), accepted.sort(), state);
  }
});

test('nothing is reported about payments that Daybook processes', () => {
  for (const state of ATTEMPT_STATES) {
    assert.deepEqual(web_actions.recordActions(shown(STATES[state], 'stripe')), [], state);
  }
});

test('both know the same statuses and reasons of disputes', () => {
  assert.deepEqual([...web_disputes.DISPUTE_STATUSES].sort(), [...DISPUTE_STATUSES].sort());
  assert.deepEqual([...web_disputes.DISPUTE_REASONS].sort(), [...DISPUTE_REASONS].sort());
});

for (const status of DISPUTE_STATUSES) {
  test(`a dispute that is ${status} can be answered and accepted where the server takes it`, () => {
    assert.equal(web_disputes.isAnswerable(status), 'submit_evidence' in TRANSITIONS[status]);
    assert.equal(web_disputes.isAnswerable(status), 'close' in TRANSITIONS[status]);
    assert.equal(web_disputes.isInquiry(status), isInquiry(status));
  });
}

test('evidence is asked for that the server takes', () => {
  for (const reason of DISPUTE_REASONS) {
    const asked = web_evidence.evidenceAskedFor(reason);
    assert.equal(new Set(asked).size, asked.length);
    assert.deepEqual(
      asked.filter((member) => !(EVIDENCE_TEXTS as readonly string[]).includes(member)),
      [],
    );
  }
});

test('amounts have the same digits in every currency', () => {
  for (const currency of CURRENCIES) {
    assert.equal(web_money.minorUnitDigits(currency), minorUnitDigits(currency), currency);
  }
});

const PARTS: [string, Amounts, [string, number][]][] = [
  ['initiated', STATES.initiated, [['open', 1000]]],
  ['authorized', STATES.authorized, [['held', 1000]]],
  ['guaranteed', STATES.guaranteed, [['kept', 1000]]],
  [
    'partly refunded',
    STATES.partially_refunded,
    [
      ['kept', 600],
      ['refunded', 400],
    ],
  ],
  ['refunded', STATES.refunded, [['refunded', 1000]]],
  ['failed', STATES.failed, [['failed', 1000]]],
  ['canceled', STATES.canceled, [['canceled', 1000]]],
  [
    'captured in part, the rest on hold, some refunded',
    { requested: 4600, authorized: 4600, guaranteed: 2000, refunded: 500 },
    [
      ['kept', 1500],
      ['refunded', 500],
      ['held', 2600],
    ],
  ],
  [
    'captured in part, the rest released',
    { requested: 4600, authorized: 4600, guaranteed: 2000, canceled: 2600 },
    [
      ['kept', 2000],
      ['canceled', 2600],
    ],
  ],
  ['authorization canceled', { requested: 4600, authorized: 4600, canceled: 4600 }, [['canceled', 4600]]],
  [
    'captured more than was authorized',
    { requested: 4600, intended: 5000, authorized: 4600, guaranteed: 5000 },
    [['kept', 5000]],
  ],
  [
    'authorized in part',
    { requested: 4600, authorized: 4000 },
    [
      ['held', 4000],
      ['open', 600],
    ],
  ],
];

for (const [name, amounts, expected] of PARTS) {
  test(`the picture of a payment: ${name}`, () => {
    const { parts, total } = web_parts.amountParts(shown(amounts));
    assert.deepEqual(
      parts.map((part) => [part.name, part.value]),
      expected,
    );
    assert.equal(
      total,
      expected.reduce((sum, [, value]) => sum + value, 0),
    );
  });
}

test('the picture of a payment: what the bank took is not kept', () => {
  const { parts, total } = web_parts.amountParts(shown(STATES.partially_refunded), 250);
  assert.deepEqual(
    parts.map(({ name, value }) => [name, value]),
    [
      ['kept', 350],
      ['disputed', 250],
      ['refunded', 400],
    ],
  );
  assert.equal(total, 1000);
});

test('the parts of any payment are positive and add up to what is to be collected', () => {
  const amount = fc.integer({ min: 1, max: 1_000_000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(amount, share, share, fc.boolean(), (requested, captured, back, is_final) => {
      const guaranteed = Math.floor(requested * captured);
      const refunded = Math.floor(guaranteed * back);
      const rest = requested - guaranteed;
      const amounts: Amounts = {
        requested,
        authorized: requested,
        ...(guaranteed > 0 ? { guaranteed } : {}),
        ...(refunded > 0 ? { refunded } : {}),
        ...(is_final && rest > 0 ? { canceled: rest } : {}),
      };
      const { parts, total } = web_parts.amountParts(shown(amounts));
      assert.ok(parts.every(({ value }) => value > 0));
      assert.equal(total, requested);
      assert.equal(
        parts.reduce((sum, { value }) => sum + value, 0),
        requested,
      );
    }),
  );
});

test('messages of the stream are read alike by the application, by the command line and by a library', async () => {
  const line = fc.constantFrom('id: 7', 'id:8', 'data: {"a":1}', 'data:[]', 'data:  two', 'data: é:', ': nothing new');
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), fc.nat(), async (lines, cut) => {
      const block = lines.join('\n');
      const bytes = Buffer.from(`${block}\n\n`);
      const at = cut % bytes.length;
      const of_library: unknown[] = [];
      const parser = createParser({ onEvent: ({ id, data }) => of_library.push({ id, data }) });
      parser.feed(bytes.toString());
      const message = messageOf(block);
      // The library does not tell of a number without an event.
      assert.deepEqual(message.data === '' ? [] : [message], of_library);
      const read: unknown[] = [];
      for await (const event of serverSentEvents(inTwo(bytes, at))) read.push(event);
      const expected = { id: message.id, data: message.data === '' ? undefined : message.data };
      assert.deepEqual(read, message.id === undefined ? [] : [expected]);
    }),
  );
});

async function* inTwo(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, at);
  yield bytes.subarray(at);
}
