/** Every operation in every status: where it leads, what it moves, which events it writes, or how it is refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal, type Refusal } from '../../../../src/core/kernel/errors.js';
import {
  DISPUTE_OPERATIONS,
  type DisputeOperation,
  TRANSITIONS,
} from '../../../../src/core/payments/dispute/states.js';
import { DISPUTE_STATUSES, type DisputeStatus } from '../../../../src/core/payments/dispute/types.js';
import { DisputeBook } from './dispute_book.js';

const UPDATED = 'charge.dispute.updated';
const CLOSED = 'charge.dispute.closed';
const REINSTATED = 'charge.dispute.funds_reinstated';
const WITHDRAWN = 'charge.dispute.funds_withdrawn';

/** How a dispute of 1,000 gets into each status. */
const WAYS: Readonly<Record<DisputeStatus, (book: DisputeBook) => Promise<unknown>>> = {
  needs_response: (book) => book.pay('createDispute'),
  under_review: (book) => book.pay('createDispute').then(() => book.submit('a receipt')),
  won: (book) => book.pay('createDispute').then(() => book.submit('winning_evidence')),
  lost: (book) => book.pay('createDispute').then(() => book.submit('losing_evidence')),
  warning_needs_response: (book) => book.pay('createDisputeInquiry'),
  warning_under_review: (book) => book.pay('createDisputeInquiry').then(() => book.submit('a receipt')),
  warning_closed: (book) => book.pay('createDisputeInquiry').then(() => book.submit('losing_evidence')),
};

const STEPS = {
  metadata: (book) => book.tryUpdate({ metadata: { order: '1' } }),
  stage: (book) => book.tryUpdate({ evidence: { product_description: 'a book' }, submit: false }),
  submit: (book) => book.tryUpdate({ evidence: { uncategorized_text: 'a receipt' } }),
  win: (book) => book.tryUpdate({ evidence: { uncategorized_text: 'winning_evidence' } }),
  lose: (book) => book.tryUpdate({ evidence: { uncategorized_text: 'losing_evidence' } }),
  escalate: (book) => book.tryUpdate({ evidence: { uncategorized_text: 'escalate_inquiry_evidence' } }),
  close: (book) => book.close(),
  wait: (book) => {
    book.passDays(121);
    return book.fallDue();
  },
} as const satisfies Record<string, (book: DisputeBook) => Promise<string[] | Refusal>>;
type Step = keyof typeof STEPS;

const OPERATION_OF: Readonly<Record<Step, DisputeOperation>> = {
  metadata: 'update',
  stage: 'stage_evidence',
  submit: 'submit_evidence',
  win: 'submit_evidence',
  lose: 'submit_evidence',
  escalate: 'submit_evidence',
  close: 'close',
  wait: 'end',
};

interface Result {
  readonly status: DisputeStatus;
  readonly events: readonly string[];
  /** What all movements of the dispute come to, without its fee. */
  readonly net: number;
}

const EVIDENCE_TWICE = (status: DisputeStatus) =>
  `evidence: Evidence for this dispute has been submitted already, and can be submitted once only: it has a status of ${status}.`;
const NOT_TO_CLOSE = (status: DisputeStatus) =>
  `This dispute cannot be closed because it has a status of ${status}: its evidence was submitted. Only a dispute with a status of needs_response or warning_needs_response can be closed.`;

function result(status: DisputeStatus, net: number, ...events: string[]): Result {
  return { status, net, events };
}

const unchanged = (status: DisputeStatus, net: number): Readonly<Record<Step, Result | string>> => ({
  metadata: 'This dispute is already closed',
  stage: 'This dispute is already closed',
  submit: 'This dispute is already closed',
  win: 'This dispute is already closed',
  lose: 'This dispute is already closed',
  escalate: 'This dispute is already closed',
  close: 'This dispute is already closed',
  wait: result(status, net),
});

const EXPECTED: Readonly<Record<DisputeStatus, Readonly<Record<Step, Result | string>>>> = {
  needs_response: {
    metadata: result('needs_response', -1_000, UPDATED),
    stage: result('needs_response', -1_000, UPDATED),
    submit: result('under_review', -1_000, UPDATED),
    win: result('won', 0, UPDATED, REINSTATED, CLOSED),
    lose: result('lost', -1_000, UPDATED, CLOSED),
    escalate: result('under_review', -1_000, UPDATED),
    close: result('lost', -1_000, CLOSED),
    wait: result('lost', -1_000, CLOSED),
  },
  under_review: {
    metadata: result('under_review', -1_000, UPDATED),
    stage: EVIDENCE_TWICE('under_review'),
    submit: EVIDENCE_TWICE('under_review'),
    win: EVIDENCE_TWICE('under_review'),
    lose: EVIDENCE_TWICE('under_review'),
    escalate: EVIDENCE_TWICE('under_review'),
    close: NOT_TO_CLOSE('under_review'),
    wait: result('lost', -1_000, CLOSED),
  },
  won: unchanged('won', 0),
  lost: unchanged('lost', -1_000),
  warning_needs_response: {
    metadata: result('warning_needs_response', 0, UPDATED),
    stage: result('warning_needs_response', 0, UPDATED),
    submit: result('warning_under_review', 0, UPDATED),
    win: result('warning_closed', 0, UPDATED, CLOSED),
    lose: result('warning_closed', 0, UPDATED, CLOSED),
    escalate: result('needs_response', -1_000, UPDATED, UPDATED, WITHDRAWN),
    close: result('warning_closed', 0, CLOSED),
    wait: result('warning_closed', 0, CLOSED),
  },
  warning_under_review: {
    metadata: result('warning_under_review', 0, UPDATED),
    stage: EVIDENCE_TWICE('warning_under_review'),
    submit: EVIDENCE_TWICE('warning_under_review'),
    win: EVIDENCE_TWICE('warning_under_review'),
    lose: EVIDENCE_TWICE('warning_under_review'),
    escalate: EVIDENCE_TWICE('warning_under_review'),
    close: NOT_TO_CLOSE('warning_under_review'),
    wait: result('warning_closed', 0, CLOSED),
  },
  warning_closed: unchanged('warning_closed', 0),
};

for (const status of DISPUTE_STATUSES) {
  describe(status, () => {
    for (const step of Object.keys(STEPS) as Step[]) {
      it(step, async () => {
        const book = new DisputeBook();
        await WAYS[status](book);
        assert.equal(book.only('dispute').status, status);
        const before = book.only('dispute');
        const answer = await STEPS[step](book);
        const after = book.only('dispute');
        const expected = EXPECTED[status][step];
        if (typeof expected === 'string') {
          assert.ok(isRefusal(answer), `accepted: ${JSON.stringify(answer)}`);
          const { code, message, param } = answer;
          assert.equal(param === undefined ? message : `${param}: ${message}`, expected);
          assert.deepEqual([answer.status, answer.type, code], [400, 'invalid_request_error', undefined]);
          assert.deepEqual(after, before);
          assert.ok(!(OPERATION_OF[step] in TRANSITIONS[status]));
          return;
        }
        const net = book.movements().reduce((sum, [amount]) => sum + amount, 0);
        assert.deepEqual({ status: after.status, net, events: answer }, expected);
        if (expected.events.length === 0) return;
        const targets = (TRANSITIONS[status] as Partial<Record<DisputeOperation, readonly DisputeStatus[]>>)[
          OPERATION_OF[step]
        ];
        assert.ok(
          targets?.includes(after.status),
          `${OPERATION_OF[step]} may lead to ${targets}, not to ${after.status}`,
        );
      });
    }
  });
}

it('every way in the table of transitions is one of these', () => {
  const taken = new Set<string>();
  for (const status of DISPUTE_STATUSES) {
    for (const step of Object.keys(STEPS) as Step[]) {
      const expected = EXPECTED[status][step];
      if (typeof expected !== 'string' && expected.events.length > 0) {
        taken.add(`${status} ${OPERATION_OF[step]} ${expected.status}`);
      }
    }
  }
  const declared = DISPUTE_STATUSES.flatMap((status) =>
    DISPUTE_OPERATIONS.flatMap((operation) =>
      ((TRANSITIONS[status] as Partial<Record<DisputeOperation, readonly DisputeStatus[]>>)[operation] ?? []).map(
        (target) => `${status} ${operation} ${target}`,
      ),
    ),
  );
  assert.deepEqual([...taken].sort(), declared.sort());
});

describe('what ends by itself', () => {
  const ends = async (way: DisputeStatus, days: number) => {
    const book = new DisputeBook();
    await WAYS[way](book);
    book.passDays(days);
    const events = await book.fallDue();
    return [book.only('dispute').status, events.length] as const;
  };

  it('does so when its time has come, and not before', async () => {
    // Noon of the fifteenth; evidence is asked for until midnight after the twenty-third.
    assert.deepEqual(await ends('needs_response', 8), ['needs_response', 0]);
    assert.deepEqual(await ends('needs_response', 9), ['lost', 1]);
    assert.deepEqual(await ends('under_review', 74), ['under_review', 0]);
    assert.deepEqual(await ends('under_review', 75), ['lost', 1]);
    assert.deepEqual(await ends('warning_needs_response', 119), ['warning_needs_response', 0]);
    assert.deepEqual(await ends('warning_needs_response', 120), ['warning_closed', 1]);
    assert.deepEqual(await ends('warning_under_review', 119), ['warning_under_review', 0]);
    assert.deepEqual(await ends('warning_under_review', 120), ['warning_closed', 1]);
  });

  it('is due no longer, and twice does no harm', async () => {
    const book = new DisputeBook();
    await WAYS.needs_response(book);
    book.passDays(9);
    assert.deepEqual(await book.fallDue(), [CLOSED]);
    assert.equal(book.only('dispute').due_at, undefined);
    assert.deepEqual(await book.fallDue(), []);
  });

  it('begins again where an inquiry is escalated', async () => {
    const book = new DisputeBook();
    await WAYS.warning_needs_response(book);
    book.passDays(30);
    await STEPS.escalate(book);
    const { due_at, evidence_due_by } = book.only('dispute');
    assert.deepEqual([due_at, evidence_due_by], [Date.UTC(2026, 6, 24) / 1000 - 1, Date.UTC(2026, 6, 24) / 1000 - 1]);
  });
});
