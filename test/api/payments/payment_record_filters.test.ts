/** Lists of payments by every filter, alone and together, and the table for spreadsheets with the same filters. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createKey } from '../../../src/app/keys.js';
import { asDashboard, signIn } from '../../support/dashboard.js';
import { LIVE_KEY, request, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { putDocuments } from '../../support/documents.js';
import { engines } from '../../support/engines.js';
import { withLedger } from '../../support/ledger.js';

const AT = 'initiated_at=1735689600';
const CARD = 'payment_method_details[payment_method]=pm_card_visa';
const GUARANTEED = 'outcome=guaranteed&guaranteed[guaranteed_at]=1735689600';
const FAILED = 'outcome=failed&failed[failed_at]=1735689600';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => filters(() => engine.start()));
}

function filters(start: () => Promise<TestDaybook>): void {
  let daybook: TestDaybook;
  /** Ids of payments by the names that the test gives them, oldest first. */
  const ids = new Map<string, string>();
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  const other: Record<string, any> = {};

  const post = async (path: string, form: string) => {
    const { status, body } = await request(daybook, 'POST', path, form);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const report = async (name: string, form: string, value = 1000, currency = 'usd') => {
    const amount = `amount_requested[currency]=${currency}&amount_requested[value]=${value}`;
    const body = await post('/v1/payment_records/report_payment', `${amount}&${AT}&${form}`);
    ids.set(name, body.id);
    return body;
  };

  before(async () => {
    daybook = await start();
    other['customer'] = await post('/v1/customers', 'email=Jenny@Example.com');
    await report('visa', `${CARD}&${GUARANTEED}&metadata[order]=1&metadata[shop]=a`);
    await report(
      'bank',
      `payment_method_details[type]=custom&payment_method_details[custom][display_name]=Bank transfer&${FAILED}&metadata[order]=1&customer_details[email]=NINA@example.com&description==2%2B2`,
      2000,
      'eur',
    );
    other['mine'] = await report(
      'mine',
      `${CARD}&customer_details[customer]=${other['customer'].id}&processor_details[type]=custom&processor_details[custom][payment_reference]=4242`,
      300,
    );
    const intent = await post(
      '/v1/payment_intents',
      'amount=5000&currency=usd&payment_method=pm_card_mastercard&confirm=true',
    );
    const { data } = (await request(daybook, 'GET', '/v1/payment_records', 'limit=1')).body;
    ids.set('intent', data[0].id);
    const refund = await post('/v1/refunds', `charge=${intent.latest_charge}&amount=100`);
    Object.assign(other, { intent, refund });
    const waiting = await post('/v1/payment_intents', 'amount=700&currency=usd');
    await post(`/v1/payment_intents/${waiting.id}`, 'amount=900');
    const newest = (await request(daybook, 'GET', '/v1/payment_records', 'limit=1')).body.data[0];
    ids.set('waiting', newest.id);
  });
  after(() => daybook?.remove());

  /** The names of what a list answers with, newest first. */
  async function names(query: string): Promise<string[]> {
    const { status, body } = await request(daybook, 'GET', '/v1/payment_records', query);
    assert.equal(status, 200, JSON.stringify(body));
    const by_id = new Map([...ids].map(([name, id]) => [id, name]));
    return body.data.map(({ id }: { id: string }) => by_id.get(id) ?? id);
  }

  test('each filter alone, and several together', async () => {
    const cases: readonly (readonly [string, string[]])[] = [
      ['', ['waiting', 'intent', 'mine', 'bank', 'visa']],
      ['state=guaranteed', ['visa']],
      ['state[]=guaranteed', ['visa']],
      ['state[]=guaranteed&state[]=failed', ['bank', 'visa']],
      ['state[0]=partially_refunded&state[1]=initiated', ['waiting', 'intent', 'mine']],
      ['currency=EUR', ['bank']],
      ['amount=1000', ['visa']],
      ['amount[gte]=1000&amount[lt]=5000', ['bank', 'visa']],
      ['amount[gt]=1000', ['intent', 'bank']],
      ['amount[lte]=900', ['waiting', 'mine']],
      ['amount=900', ['waiting']],
      ['amount=700', []],
      ['method=visa', ['mine', 'visa']],
      ['method=mastercard', ['intent']],
      ['method=custom: Bank transfer', ['bank']],
      ['processor=sandbox', ['intent']],
      ['processor=custom', ['mine', 'bank', 'visa']],
      ['metadata[order]=1', ['bank', 'visa']],
      ['metadata[order]=1&metadata[shop]=a', ['visa']],
      ['metadata[order]=1&state=failed&currency=eur&amount[gte]=2000', ['bank']],
      ['created[gte]=4000000000', []],
      ['created[lt]=4000000000&method=visa&limit=1', ['mine']],
    ];
    for (const [query, expected] of cases) assert.deepEqual(await names(query), expected, query);
  });

  test('one text finds what it names', async () => {
    const { intent, refund, customer, mine } = other;
    for (const [text, expected] of [
      [ids.get('visa'), ['visa']],
      [mine.latest_payment_attempt_record, ['mine']],
      [intent.id, ['intent']],
      [intent.latest_charge, ['intent']],
      [refund.id, ['intent']],
      [customer.id, ['mine']],
      ['nina@example.com', ['bank']],
      ['NINA@EXAMPLE.COM', ['bank']],
      ['Jenny@Example.com', ['mine']],
      ['4242', ['mine', 'visa']],
      ['4444', ['intent']],
      ['424', []],
      ['pr_unknown', []],
      ['ch_unknown', []],
      ['par_unknown', []],
      ['nobody@example.com', []],
      ["'; --", []],
    ] as const) {
      assert.deepEqual(await names(`query=${encodeURIComponent(text ?? '')}`), expected, text);
    }
    assert.deepEqual(await names('query=4242&state=guaranteed'), ['visa'], 'with other filters');
  });

  test('a refund that was reported and a dispute are found by what names them', async () => {
    const record = await report('refunded', `${CARD}&${GUARANTEED}`);
    await post(
      `/v1/payment_records/${record.id}/report_refund`,
      'outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=back-7&amount[currency]=usd&amount[value]=10',
    );
    assert.deepEqual(await names('query=back-7'), ['refunded']);
    const { intent } = other;
    const [dispute] = await putDocuments(daybook, 'dispute', [
      {
        created: 1,
        amount: 1,
        currency: 'usd',
        status: 'won',
        reason: 'fraudulent',
        charge: intent.latest_charge,
        payment_intent: intent.id,
        card_brand: 'visa',
        evidence_due_by: 2,
      },
    ]);
    assert.deepEqual(await names(`query=${dispute}`), ['intent']);
    ids.delete('refunded');
  });

  test('pages of what a text finds are whole, in both directions', async () => {
    const marked: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      // Found by the reference, by the card, by both.
      const reference =
        index % 2 === 0 ? '&processor_details[type]=custom&processor_details[custom][payment_reference]=0005' : '';
      const card = index % 3 === 0 ? 'pm_card_amex' : 'pm_card_visa';
      const made = await post(
        '/v1/payment_records/report_payment',
        `amount_requested[currency]=chf&amount_requested[value]=100&${AT}&payment_method_details[payment_method]=${card}${reference}`,
      );
      if (index % 2 === 0 || index % 3 === 0) marked.unshift(made.id);
    }
    const page = async (query: string) => {
      const { body } = await request(daybook, 'GET', '/v1/payment_records', `currency=chf&query=${query}`);
      return [body.data.map(({ id }: { id: string }) => id), body.has_more] as const;
    };
    // The digits are those of the one card, and the reference of other payments.
    assert.equal(marked.length, 5);
    assert.deepEqual(await page('0005&limit=100'), [marked, false]);
    const [newest, has_more] = await page('0005&limit=3');
    assert.deepEqual([newest, has_more], [marked.slice(0, 3), true]);
    assert.deepEqual(await page(`0005&limit=3&starting_after=${newest[2]}`), [marked.slice(3), false]);
    assert.deepEqual(await page(`0005&limit=2&ending_before=${marked[4]}`), [marked.slice(2, 4), true]);
    assert.deepEqual(await page(`0005&limit=4&ending_before=${marked[4]}`), [marked.slice(0, 4), false]);
  });

  test('what cannot be filtered by is refused, with its name', async () => {
    for (const [query, param] of [
      ['state=paid', 'state'],
      ['state[]=paid', 'state[0]'],
      ['state[a]=failed', 'state'],
      ['amount[gte]=x', 'amount[gte]'],
      ['currency=zzz', 'currency'],
      ['metadata[order]=', 'metadata[order]'],
      ['metadata=', 'metadata'],
      ['metadata=a', 'metadata'],
      ['query=', 'query'],
      [`query=${'x'.repeat(501)}`, 'query'],
      ['created[gte]=', 'created[gte]'],
      ['livemode=false', 'livemode'],
    ]) {
      const { status, body } = await request(daybook, 'GET', '/v1/payment_records', query);
      assert.deepEqual([status, body.error.param], [400, param], query);
    }
  });

  async function csv(query: string, headers: Record<string, string> = { Authorization: `Bearer ${TEST_KEY}` }) {
    const response = await fetch(`${daybook.address}/v1/payment_records.csv?${query}`, { headers });
    const disposition = response.headers.get('content-disposition');
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    return { status: response.status, type: response.headers.get('content-type'), disposition, text };
  }

  test('the table has the columns that were asked for, in their order, by the same filters', async () => {
    const { status, type, disposition, text } = await csv(
      'columns[]=id&columns[]=amount&columns[]=currency&columns[]=state&columns[]=method&columns[]=description&columns[]=metadata&metadata[order]=1',
    );
    assert.deepEqual([status, type], [200, 'text/csv; charset=utf-8; header=present']);
    assert.match(disposition ?? '', /^attachment; filename="payments-test-\d{4}-\d\d-\d\d\.csv"$/);
    assert.ok((await csv('columns[]=id&byte_order_mark=true')).text.startsWith('\uFEFFid\r\n'));
    assert.equal(
      text,
      [
        'id,amount,currency,state,method,description,metadata',
        `${ids.get('bank')},20.00,eur,failed,custom: Bank transfer,'=2+2,"{""order"":""1""}"`,
        `${ids.get('visa')},10.00,usd,guaranteed,visa,,"{""order"":""1"",""shop"":""a""}"`,
        '',
      ].join('\r\n'),
    );
    const { text: whole } = await csv('query=4444');
    const [header = '', line = ''] = whole.split('\r\n');
    const cells = Object.fromEntries(header.split(',').map((name, index) => [name, line.split(',')[index]]));
    const { created, happened, outcome_happened, metadata: _metadata, ...rest } = cells;
    assert.match(created ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual([happened, outcome_happened], [created, created], 'it was made here, and paid in the same second');
    assert.deepEqual(rest, {
      id: ids.get('intent'),
      state: 'partially_refunded',
      currency: 'usd',
      amount: '50.00',
      amount_authorized: '50.00',
      amount_guaranteed: '50.00',
      amount_refunded: '1.00',
      amount_failed: '0.00',
      amount_canceled: '0.00',
      captured: '50.00',
      refunded: '1.00',
      fee: '1.75',
      net: '47.25',
      method: 'mastercard',
      card_last4: '4444',
      processor: 'sandbox',
      processor_reference: other['intent'].latest_charge,
      decline_reason: '',
      attempts: '1',
      customer: '',
      customer_name: '',
      customer_email: '',
      description: '',
      payment_intent: other['intent'].id,
      payment_record: ids.get('intent'),
      line: 'payment',
    });
  });

  test('the table is whole beyond what is read at once, newest first', async () => {
    const count = 1_203;
    const made = await putDocuments(
      daybook,
      'payment_record',
      Array.from({ length: count }, (_, index) => ({
        created: 1_700_000_000 + index,
        currency: 'jpy',
        amounts: { requested: index + 1 },
        reported_by: 'self' as const,
        processor_details: { type: 'custom' },
      })),
    );
    // One that is read at first, and one that is read last.
    const tried = new Map([
      [made[1_202], 1],
      [made[3], 2],
    ]);
    for (const [id, attempts] of tried) await putAttempts(String(id), attempts);
    const lines = (await csv('currency=jpy&columns[]=id&columns[]=amount&columns[]=attempts')).text.split('\r\n');
    const expected = made.map((id, index) => `${id},${index + 1},${tried.get(id) ?? 0}`).reverse();
    assert.deepEqual(lines, ['id,amount,attempts', ...expected, '']);
  });

  test('the table counts all attempts, the ended ones too, and none of the other mode', async () => {
    const { id } = await report('again', `${CARD}&${FAILED}`, 100, 'nok');
    await post(`/v1/payment_records/${id}/report_payment_attempt`, `${AT}&${CARD}&${FAILED}`);
    await post(`/v1/payment_records/${id}/report_payment_attempt`, `${AT}&${CARD}`);
    ids.delete('again');
    await putAttempts(id, 1, true);
    const lines = (await csv('currency=nok&columns[]=attempts&columns[]=id')).text.split('\r\n');
    assert.deepEqual(lines, ['attempts,id', `3,${id}`, '']);
  });

  function putAttempts(payment_record: string, count: number, livemode = false) {
    const attempt = {
      created: 1_700_000_000,
      currency: 'jpy',
      amounts: { requested: 1 },
      initiated_at: 1_700_000_000,
      payment_method_details: { type: 'custom' as const },
      payment_record,
      processor_details: { type: 'custom' },
      reported_by: 'self' as const,
    };
    return putDocuments(
      daybook,
      'payment_attempt_record',
      Array.from({ length: count }, () => attempt),
      livemode,
    );
  }

  test('a link of the dashboard leads to the table, in the mode that it names, and nobody else is let in by a cookie', async () => {
    const test_session = await signIn(daybook, TEST_KEY);
    const session = await signIn(daybook, LIVE_KEY, { Cookie: `daybook_session=${test_session.value}` });
    const link = { Cookie: session.headers['Cookie'] ?? '', 'Sec-Fetch-Site': 'same-origin' };
    const lines = async (query: string) => (await csv(query, link)).text.split('\r\n').length;
    assert.equal(await lines('columns[]=id&currency=eur&livemode=false'), 3);
    assert.equal(await lines('columns[]=id&currency=eur'), 3);
    assert.equal(await lines('columns[]=id&currency=eur&livemode=true'), 2);
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      const { status } = await csv('columns[]=id', { ...link, 'Sec-Fetch-Site': site });
      assert.equal(status, 401, site);
    }
    const list = await asDashboard(daybook, 'GET', '/v1/payment_records', link);
    assert.equal(list.status, 401, 'only where a link leads');
    const of_key = await csv('livemode=true');
    assert.equal(of_key.status, 400);
    assert.match(of_key.text, /The key is for test mode/);
    const expanded = await csv('expand[]=customer');
    assert.match(expanded.text, /Received unknown parameter: expand/);
  });

  test('a list includes what records do not say, where it is asked for', async () => {
    const { id } = await report('tried', `${CARD}&${FAILED}`, 100, 'dkk');
    await post(`/v1/payment_records/${id}/report_payment_attempt`, `${AT}&${CARD}`);
    const declined = await request(
      daybook,
      'POST',
      '/v1/payment_intents',
      'amount=400&currency=dkk&payment_method=pm_card_visa_chargeDeclinedInsufficientFunds&confirm=true',
    );
    assert.equal(declined.status, 402);
    await post('/v1/payment_intents', 'amount=5000&currency=dkk&payment_method=pm_card_visa&confirm=true');
    const held = await post(
      '/v1/payment_intents',
      'amount=5000&currency=dkk&payment_method=pm_card_visa&confirm=true&capture_method=manual',
    );
    await post('/v1/payment_intents', 'amount=300&currency=dkk');
    const all = 'include[]=attempts&include[]=decline_reason&include[]=fee';
    const list = async (query: string) => {
      const { status, body } = await request(daybook, 'GET', '/v1/payment_records', `currency=dkk&${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.data;
    };
    const said = ({ attempts, decline_reason, fee }: Record<string, unknown>) => [attempts, decline_reason, fee];
    assert.deepEqual((await list(all)).map(said), [
      [0, null, null],
      [1, null, null],
      [1, null, 175],
      [1, 'insufficient_funds', null],
      [2, null, null],
    ]);
    await post(`/v1/payment_intents/${held.id}/capture`, 'amount_to_capture=2000');
    assert.deepEqual((await list(`${all}&limit=2`)).map(said), [
      [0, null, null],
      [1, null, 88],
    ]);
    const [one] = await list('include[]=attempts&limit=1');
    assert.equal(one.attempts, 0);
    assert.ok(!('fee' in one) && !('decline_reason' in one));
    assert.ok(!('attempts' in (await list('limit=1'))[0]));
    const single = await request(daybook, 'GET', `/v1/payment_records/${id}`, 'include[]=attempts');
    assert.equal(single.body.attempts, 2);
    const then = await request(daybook, 'GET', `/v1/payment_records/${id}`, `include[]=attempts&as_of=${one.created}`);
    assert.deepEqual([then.status, then.body.error.param], [400, 'include']);
    const unknown = await request(daybook, 'GET', '/v1/payment_records', 'include[]=money');
    assert.deepEqual([unknown.status, unknown.body.error.param], [400, 'include[0]']);
    const { text } = await withLedger(daybook, ({ ledger }) =>
      createKey(ledger, {
        name: undefined,
        livemode: false,
        type: 'restricted',
        permissions: { payment_records: 'read' },
      }),
    );
    const narrow = { Authorization: `Bearer ${text}` };
    const { body } = await request(daybook, 'GET', '/v1/payment_records', `currency=dkk&${all}&limit=3`, narrow);
    assert.deepEqual(body.data.map(said)[2], [1, null, null], 'nothing of the balance without the right');
    ids.delete('tried');
  });

  test('a restricted key without the right gets no table', async () => {
    const { text } = await withLedger(daybook, ({ ledger }) =>
      createKey(ledger, { type: 'restricted', livemode: false, name: undefined, permissions: { customers: 'write' } }),
    );
    assert.equal((await csv('', { Authorization: `Bearer ${text}` })).status, 403);
  });
}
