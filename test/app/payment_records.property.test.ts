/** Random sequences of reports, over HTTP, against a model of what they should do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Answer, request, type TestDaybook } from '../support/daybook.js';
import { engines } from '../support/engines.js';
import { forAbout } from '../support/for_about.js';
import { type ModelRecord, PaymentModel, type Refused, type Wire } from './payment_model.js';
import { type Sent, type Step, steps } from './payment_steps.js';

const SLOW = process.env['DAYBOOK_SLOW'] === '1';
const RUNS = SLOW ? 2_000 : 60;
let runs = 0;

/** One run on a Daybook that has seen others: its references and keys carry the number of the run. */
class Real {
  readonly daybook: TestDaybook;
  readonly run: number;
  readonly keyed: Sent[] = [];
  /** The newest event that has been looked at. */
  last_event: string;

  constructor(daybook: TestDaybook, last_event: string) {
    runs += 1;
    this.run = runs;
    this.daybook = daybook;
    this.last_event = last_event;
  }
}

type Command = fc.AsyncCommand<PaymentModel, Real>;

class Report implements Command {
  readonly step: Step;

  constructor(step: Step) {
    this.step = step;
  }

  check(): boolean {
    return true;
  }

  async run(model: PaymentModel, real: Real): Promise<void> {
    const { report, target, form, flaw, key } = this.step;
    const count = model.records.length;
    const record = report === 'payment' || target === undefined || count === 0 ? undefined : target % count;
    const id = record === undefined ? 'pr_none' : model.records[record]?.id;
    const name = report === 'refund' ? 'refund' : ['payment_attempt', report].join('_').replace(/_attempt$/, '');
    const path = report === 'payment' ? 'report_payment' : `${id}/report_${name}`;
    const reference = 'processor_details[custom][refund_reference]';
    const unique = form[reference] === undefined ? form : { ...form, [reference]: `${real.run} ${form[reference]}` };
    const sent: Sent = {
      report,
      record,
      path: `/v1/payment_records/${path}`,
      form: unique,
      key: key === undefined ? undefined : `${real.run} ${key}`,
      flaw,
    };
    if (sent.key !== undefined) real.keyed.push(sent);
    await send(model, real, sent);
  }

  toString(): string {
    return `${this.step.report} on ${this.step.target}: ${JSON.stringify(this.step)}`;
  }
}

/** Sends an earlier request again, with its key. */
class Repeat implements Command {
  readonly which: number;

  constructor(which: number) {
    this.which = which;
  }

  check(): boolean {
    return true;
  }

  async run(model: PaymentModel, real: Real): Promise<void> {
    const sent = real.keyed[this.which % Math.max(1, real.keyed.length)];
    if (sent !== undefined) await send(model, real, sent);
  }

  toString(): string {
    return `repeat ${this.which}`;
  }
}

async function send(model: PaymentModel, real: Real, sent: Sent): Promise<void> {
  const answer = await request(real.daybook, 'POST', sent.path, new URLSearchParams(sent.form).toString(), {
    ...(sent.key === undefined ? {} : { 'Idempotency-Key': sent.key }),
  });
  const expected = model.submit(sent);
  const known = sent.report === 'payment' ? undefined : sent.record;
  if ('refused' in expected) {
    checkRefusal(answer, expected.refused);
    await checkEvents(real, [], answer, sent);
  } else if ('replayed' in expected) {
    assert.equal(answer.headers.get('idempotent-replayed'), 'true');
    assert.deepEqual({ status: answer.status, body: JSON.stringify(answer.body) }, pick(expected.replayed));
    await checkEvents(real, [], answer, sent);
  } else {
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.equal(answer.headers.get('idempotent-replayed'), null);
    learn(expected.record, answer.body);
    await checkRecord(real, expected.record, answer.body);
    await checkEvents(real, expected.events, answer, sent);
  }
  model.answered(sent, answer.status, JSON.stringify(answer.body));
  const untouched = known === undefined ? undefined : model.records[known];
  if (!('record' in expected) && untouched !== undefined) await checkRecord(real, untouched);
}

function pick({ status, body }: { status: number; body: string }): object {
  return { status, body };
}

function checkRefusal({ status, body }: Answer, expected: Refused): void {
  const shown = JSON.stringify(body);
  assert.equal(status, expected.status, shown);
  assert.equal(body.error.type, expected.type ?? 'invalid_request_error', shown);
  if ('code' in expected) assert.equal(body.error.code, expected.code, shown);
  if ('param' in expected) assert.equal(body.error.param, expected.param, shown);
  if (expected.message !== undefined) assert.match(body.error.message, expected.message);
}

/** Takes over what Daybook makes up: the id of a record, of its new attempt, and of a card made from a template. */
function learn(model: ModelRecord, body: Wire): void {
  model.id ||= body['id'];
  const latest = body['latest_payment_attempt_record'];
  const added = model.attempts.length - model.attempt_ids.length;
  if (added > 0) {
    assert.ok(!model.attempt_ids.includes(latest), 'a new attempt has an id of its own');
    model.attempt_ids.push(latest);
  }
  const details = model.record['payment_method_details'];
  if (details.template === undefined) return;
  const seen = body['payment_method_details'];
  assert.match(seen.payment_method, /^pm_[0-9A-Za-z]{24}$/);
  assert.equal(seen.type, 'card');
  assert.equal(seen.card.last4, details.template === 'pm_card_visa' ? '4242' : '4444');
  model.record = { ...model.record, payment_method_details: seen };
  const last = model.attempts.length - 1;
  model.attempts = model.attempts.map((one, index) =>
    index === last ? { ...one, payment_method_details: seen } : one,
  );
}

async function checkRecord(real: Real, model: ModelRecord, answered?: Wire): Promise<void> {
  const [record, attempts] = await Promise.all([
    request(real.daybook, 'GET', `/v1/payment_records/${model.id}`),
    request(real.daybook, 'GET', '/v1/payment_attempt_records', `payment_record=${model.id}&limit=100`),
  ]);
  if (answered !== undefined) assert.deepEqual(answered, record.body);
  const { id, object, created, latest_payment_attempt_record, ...rest } = record.body;
  assert.deepEqual(rest, model.record);
  assert.deepEqual([id, object], [model.id, 'payment_record']);
  assert.ok(Math.abs(created - Date.now() / 1000) < 600);
  assert.equal(latest_payment_attempt_record, model.attempt_ids.at(-1));
  const listed = attempts.body.data.map(({ id, object, created: _created, payment_record, ...rest }: Wire) => {
    assert.deepEqual([object, payment_record], ['payment_attempt_record', model.id]);
    return { id, ...rest };
  });
  const expected = model.attempts.map((attempt, index) => ({ id: model.attempt_ids[index], ...attempt }));
  assert.deepEqual(listed, expected.reverse());
}

/** Exactly these events since the last look, made by this request. */
async function checkEvents(real: Real, types: readonly string[], answer: Answer, sent: Sent): Promise<void> {
  const { body } = await request(real.daybook, 'GET', '/v1/events', `ending_before=${real.last_event}&limit=100`);
  const events: Wire[] = body.data.reverse();
  assert.deepEqual(
    events.map((event) => event['type']),
    types,
  );
  for (const event of events) {
    const made_by = { id: answer.headers.get('request-id'), idempotency_key: sent.key ?? null };
    assert.deepEqual(event['request'], made_by);
    const shown = event['data'].object;
    if (shown.object === 'payment_record') assert.deepEqual(shown, answer.body);
    else assert.equal(shown.id, answer.body.latest_payment_attempt_record);
  }
  real.last_event = events.at(-1)?.['id'] ?? real.last_event;
}

for (const engine of engines()) {
  test(`${engine.name}: any sequence of reports does what the model does`, async () => {
    const daybook = await engine.start();
    try {
      const first = 'amount_requested[currency]=usd&amount_requested[value]=1&initiated_at=1';
      const method = 'payment_method_details[payment_method]=pm_card_visa';
      await request(daybook, 'POST', '/v1/payment_records/report_payment', `${first}&${method}`);
      const commands = fc.commands(
        [
          ...Array.from({ length: 9 }, () => steps.map((step): Command => new Report(step))),
          fc.nat(20).map((which): Command => new Repeat(which)),
        ],
        { maxCommands: 40, size: 'max' },
      );
      await fc.assert(
        fc.asyncProperty(
          commands,
          forAbout(SLOW ? 60_000 : 3_000, async (sequence) => {
            const { body } = await request(daybook, 'GET', '/v1/events', 'limit=1');
            const model = new PaymentModel();
            const real = new Real(daybook, body.data[0].id);
            await fc.asyncModelRun(() => ({ model, real }), sequence);
            await Promise.all(model.records.map((record) => checkRecord(real, record)));
          }),
        ),
        { numRuns: RUNS, includeErrorInReport: true },
      );
    } finally {
      await daybook.remove();
    }
  });
}
