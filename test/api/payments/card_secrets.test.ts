/** Card numbers and security codes are nowhere but in the request: not in answers, errors, the log, the journal or a file. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Answer, request } from '../../support/daybook.js';
import { type Engine, engines, type TestDatabase } from '../../support/engines.js';
import { journalOf } from '../../support/ledger.js';
import { type ObservedDaybook, startObserved } from '../../support/observed.js';

/** A test card that is charged, one that is declined, a number of no test card, and one with a wrong check digit. */
const NUMBERS = ['378282246310005', '4000000000000002', '4539578763621486', '4539578763621487'];
const CODE = '9173';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => keepsNothing(engine));
}

function keepsNothing(engine: Engine): void {
  let database: TestDatabase;
  let daybook: ObservedDaybook;
  before(async () => {
    database = await engine.make();
    daybook = await startObserved({ location: database.location });
  });
  after(async () => {
    await daybook.remove();
    await database.remove();
  });

  test('whatever is sent with a card, and wherever', async () => {
    const answers: Answer[] = [];
    let requests = 0;
    const post = async (path: string, form: string): Promise<Answer> => {
      requests += 1;
      const answer = await request(daybook, 'POST', `/v1/${path}`, form, { 'Idempotency-Key': `card ${requests}` });
      answers.push(answer);
      return answer;
    };
    const { body: open } = await post('payment_intents', 'amount=2000&currency=usd');
    for (const number of [...NUMBERS, spaced(NUMBERS[0] as string)]) {
      const card = (name: string) =>
        `${name}[card][number]=${number}&${name}[card][cvc]=${CODE}&${name}[card][exp_month]=12&${name}[card][exp_year]=2044&${name}[type]=card`;
      const data = card('payment_method_data');
      await post('payment_intents', `amount=2000&currency=usd&confirm=true&${data}`);
      await post('payment_intents', `amount=1&currency=usd&confirm=true&${data}`);
      await post(
        'payment_intents',
        `amount=2000&currency=usd&confirm=true&${data}&payment_method_data[card][nonsense]=1`,
      );
      await post(`payment_intents/${open.id}`, data);
      await post(`payment_intents/${open.id}/confirm`, data);
      await post('payment_intents/pi_none/confirm', data);
      await post(
        'payment_methods',
        `type=card&card[number]=${number}&card[cvc]=${CODE}&card[exp_month]=12&card[exp_year]=2044`,
      );
      // What fails the check digit is no card number, and an error may show it where it stands for something else.
      if (number === NUMBERS[3]) continue;
      const repeated = { 'Idempotency-Key': number };
      answers.push(await request(daybook, 'POST', '/v1/customers', 'name=Jo', repeated));
      const again = await request(daybook, 'POST', '/v1/customers', 'name=Jo', repeated);
      assert.equal(again.headers.get('idempotent-replayed'), 'true', 'a hash of the key is as good');
      answers.push(again, await request(daybook, 'POST', '/v1/customers', 'name=Jack', repeated));
      // Mistakes: the number where an id, an amount, a name of a parameter or a path belongs.
      await post('payment_intents', `amount=2000&currency=usd&confirm=true&payment_method=${number}`);
      await post('payment_intents', `amount=${number}&currency=usd`);
      await post('payment_intents', `amount=2000&currency=${number}`);
      await post('payment_intents', `amount=2000&currency=usd&${number}=${CODE}`);
      await post('payment_intents', `amount=2000&currency=usd&customer=${number}`);
      await post('refunds', `charge=${number}`);
      await post(`payment_intents/${encodeURIComponent(number)}/confirm`, data);
      answers.push(await request(daybook, 'GET', '/v1/payment_intents', `starting_after=${number}`));
      answers.push(await request(daybook, 'GET', '/v1/charges/search', `query=${number}`));
    }
    answers.push(await request(daybook, 'GET', '/v1/events', 'limit=100'));
    assert.ok(
      answers.some(({ body }) => body.status === 'succeeded'),
      'a card was charged',
    );
    assert.ok(
      answers.some(({ status }) => status === 402),
      'a card was declined',
    );
    for (const { status, body } of answers) isClean(`an answer with ${status}`, JSON.stringify(body));
    isClean('the log', daybook.log());

    const journal = await journalOf(daybook);
    assert.ok(journal.length > 5);
    isClean('the journal', JSON.stringify(journal));
    // With SQLite the files hold everything, with what is kept under idempotency keys.
    for (const name of readdirSync(daybook.settings.data_folder)) {
      const bytes = readFileSync(join(daybook.settings.data_folder, name), 'latin1');
      for (const number of NUMBERS)
        assert.ok(!bytes.includes(number), `${name} holds ${number}: …${around(bytes, number)}…`);
    }
  });
}

/** No number, also not with blanks, and no security code as a word of its own. */
function isClean(what: string, text: string): void {
  for (const number of NUMBERS) {
    for (const written of [number, spaced(number)]) {
      assert.ok(!text.includes(written), `${what} holds ${written}: …${around(text, written)}…`);
    }
  }
  assert.doesNotMatch(text, new RegExp(`(?<![0-9A-Za-z])${CODE}(?![0-9A-Za-z])`), what);
}

function spaced(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 150), at + 150);
}
