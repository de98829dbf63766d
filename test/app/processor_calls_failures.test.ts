/** Whoever asks processors, where the answer is late, does not come, cannot be read or written, or is not waited for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandEnvelope, Outcome } from '../../src/app/command_envelope.js';
import type { OutcomeListener } from '../../src/app/committer.js';
import { ProcessorCalls } from '../../src/app/processor_calls.js';
import type { CommandName } from '../../src/core/commands.js';
import {
  LEASE_SECONDS,
  type ProcessorRequest,
  type ProcessorResponse,
} from '../../src/core/payments/processor/port.js';
import { SANDBOX } from '../../src/core/payments/processor/sandbox/sandbox.js';
import { ASKED_AGAIN_SECONDS, FAR, keyOf, takeLivePayments } from '../support/far_processor.js';
import { PassingClock } from '../support/passing_clock.js';

takeLivePayments();

const ANSWERED_WITHIN_MS = 45_000;
const ANSWER = { outcome: 'succeeded' } as const;
const RESPONSE = { status: 200, body: JSON.stringify(ANSWER) };

const GIVEN_OUT: CommandEnvelope = {
  name: 'payment_intent.due',
  input: { id: 'pi_1' },
  scope: 2,
  livemode: true,
  actor: 'daybook',
  request_id: null,
  api_version: '',
};
const OPEN = {
  processor: FAR.name,
  question: { asks: 'capture', key: 'the key', reference: 'par_1' },
  purpose: {},
  turn: 3,
};

function written(document: object): Outcome {
  const row = { kind: 'payment_intent', id: 'pi_1', version: 2, document: JSON.stringify(document) } as const;
  return { status: 'done', row, due_at: 1 };
}

const HANDED = written({ open: OPEN });
const SETTLED = written({});

/** Everything around it: what it learns of, what it sends, and what becomes of that. */
class Surroundings {
  readonly clock = new PassingClock();
  readonly submitted: CommandEnvelope[] = [];
  readonly sent: string[] = [];
  readonly lines: string[] = [];
  settled: () => Promise<Outcome> = async () => SETTLED;
  readonly calls: ProcessorCalls;
  #learn: OutcomeListener = () => assert.fail('nobody listens');

  constructor(send: (signal: AbortSignal) => Promise<ProcessorResponse>) {
    const note = (_fields: object, message: string): void => void this.lines.push(message);
    this.calls = new ProcessorCalls({
      clock: this.clock,
      log: { debug: note, warn: note, error: note },
      committer: {
        onOutcome: (listener) => {
          this.#learn = listener;
        },
        submit: (command) => {
          this.submitted.push(command);
          return this.settled();
        },
      },
      send: (request: ProcessorRequest, signal) => {
        this.sent.push(keyOf(request));
        return send(signal);
      },
    });
    this.calls.start();
  }

  async learn(outcome: Outcome = HANDED, name: CommandName = GIVEN_OUT.name): Promise<void> {
    this.#learn({ ...GIVEN_OUT, name }, outcome);
    await everythingElse();
  }

  async pass(ms: number): Promise<void> {
    this.clock.pass(ms);
    await everythingElse();
  }
}

/** Nothing here waits for anything outside, so whatever follows has happened when the loop comes round. */
function everythingElse(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** As calls over a network are: until there is a response, or it is not waited for any more. */
const hangs = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

const UNKNOWN = { outcome: 'unknown', ask_at: 1_800_000_000 + ASKED_AGAIN_SECONDS };

describe('calls of processors', () => {
  it('bring the answer for the turn and under the key of the question, as whoever gave it out', async () => {
    const around = new Surroundings(async () => RESPONSE);
    await around.learn();
    const input = { id: 'pi_1', key: 'the key', turn: 3, answer: ANSWER };
    assert.deepEqual(around.submitted, [{ ...GIVEN_OUT, name: 'payment_intent.settle', input }]);
    assert.deepEqual([around.sent, around.lines, around.clock.waiting], [['the key'], [], 0]);
  });

  it('take what does not come in time for no response, while the lease still lasts', async () => {
    assert.ok(ANSWERED_WITHIN_MS < LEASE_SECONDS * 1000);
    const around = new Surroundings(hangs);
    await around.learn();
    await around.pass(ANSWERED_WITHIN_MS - 1);
    assert.deepEqual([around.submitted, around.lines], [[], []]);
    await around.pass(1);
    const ask_at = UNKNOWN.ask_at + ANSWERED_WITHIN_MS / 1000;
    assert.deepEqual(around.submitted[0]?.input, {
      id: 'pi_1',
      key: 'the key',
      turn: 3,
      answer: { ...UNKNOWN, ask_at },
    });
    assert.deepEqual([around.submitted.length, around.lines], [1, ['a processor gave no response']]);
    await around.pass(LEASE_SECONDS * 1000);
    assert.equal(around.submitted.length, 1);
  });

  it('take an error of the network for no response', async () => {
    const around = new Surroundings(() => Promise.reject(new Error('reset')));
    await around.learn();
    assert.deepEqual(
      around.submitted.map(({ input }) => (input as { answer: unknown }).answer),
      [UNKNOWN],
    );
    assert.deepEqual([around.lines, around.clock.waiting], [['a processor gave no response'], 0]);
  });

  it('end with what is under way where they are stopped, and say nothing about it', async () => {
    const around = new Surroundings(hangs);
    await around.learn();
    await around.learn();
    await around.calls.stop();
    assert.equal(around.sent.length, 2);
    assert.deepEqual([around.submitted, around.clock.waiting], [[], 0]);
    await around.learn();
    assert.equal(around.sent.length, 2, 'something was asked after the end');
  });

  it('leave to the next what has come just when they are stopped', async () => {
    let respond = (_response: ProcessorResponse): void => {};
    const around = new Surroundings(
      () =>
        new Promise((resolve) => {
          respond = resolve;
        }),
    );
    await around.learn();
    const stopped = around.calls.stop();
    respond(RESPONSE);
    await stopped;
    assert.deepEqual(around.submitted, []);
  });

  const NOTHING_GIVEN_OUT: readonly (readonly [about: string, outcome: Outcome, name?: CommandName])[] = [
    ['somebody else was earlier, so that nothing was written', { ...HANDED, due_at: undefined } as never],
    ['nothing is open', SETTLED],
    ['the due command was refused', { status: 'refused', refusal: { refused: true, status: 404 } as never, due_at: 1 }],
    ['the due command broke', { status: 'broken', reason: 'a bug' }],
    ['another command has written it', HANDED, 'payment_intent.confirm'],
    ['it was settled, and is to be asked again', HANDED, 'payment_intent.settle'],
  ];
  for (const [about, outcome, name] of NOTHING_GIVEN_OUT) {
    it(`ask nothing where ${about}`, async () => {
      const around = new Surroundings(async () => RESPONSE);
      await around.learn(outcome, name);
      assert.deepEqual([around.sent, around.submitted, around.lines], [[], [], []]);
    });
  }

  const NOT_ASKED: readonly (readonly [about: string, open: object, body: string])[] = [
    ['cannot be read', OPEN, 'no JSON'],
    ['is of a processor that is not there', { ...OPEN, processor: 'gone' }, RESPONSE.body],
    ['is of one without a network', { ...OPEN, processor: SANDBOX.name }, RESPONSE.body],
  ];
  for (const [about, open, body] of NOT_ASKED) {
    it(`tell of an answer that ${about}, and leave the question to its lease`, async () => {
      const around = new Surroundings(async () => ({ status: 200, body }));
      await around.learn(written({ open }));
      assert.deepEqual([around.submitted, around.lines], [[], ['a processor could not be asked']]);
      assert.equal(around.clock.waiting, 0);
      await around.calls.stop();
    });
  }

  it('tell of an answer that is refused, or could not be written', async () => {
    const around = new Surroundings(async () => RESPONSE);
    around.settled = async () => ({ status: 'broken', reason: 'a bug' });
    await around.learn();
    around.settled = () => Promise.reject(new Error('the store is gone'));
    await around.learn();
    assert.equal(around.submitted.length, 2);
    assert.deepEqual(around.lines, ['the answer of a processor was not settled', 'a processor could not be asked']);
    await around.calls.stop();
  });
});
