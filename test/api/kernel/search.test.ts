import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { isRefused, LIVE, succeeds } from '../../support/scenario.js';

const INITIATED_AT = Math.floor(Date.now() / 1000) - 60;

interface Found {
  readonly data: { readonly id: string }[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

for (const engine of engines()) {
  describe(`searching customers on ${engine.name}`, () => {
    let daybook: TestDaybook;
    /** Name by id. */
    const names = new Map<string, string>();
    const find = async (query: string, form = ''): Promise<Found> =>
      succeeds(daybook, 'GET', '/v1/customers/search', `query=${encodeURIComponent(query)}&${form}`);
    before(async () => {
      daybook = await engine.start();
      for (const form of [
        'name=Ada Lovelace&email=Ada@Example.com&phone=%2B44 1&metadata[order]=6735&metadata[tier]=Gold',
        'name=Bob&email=bob@example.com&metadata[order]=6736',
        'name=Cleo&phone=%2B49 2&metadata[tier]=silver&metadata[place]=Łódź',
        'name=Deleted&email=gone@example.com',
      ]) {
        const { id, name } = await succeeds(daybook, 'POST', '/v1/customers', form);
        names.set(id, name.split(' ')[0]);
        if (name === 'Deleted') await succeeds(daybook, 'DELETE', `/v1/customers/${id}`);
      }
      await succeeds(daybook, 'POST', '/v1/customers', 'name=Live', LIVE);
    });
    after(() => daybook.remove());

    const now = Math.floor(Date.now() / 1000);
    const cases: readonly [query: string, ...found: string[]][] = [
      ['name:"Ada Lovelace"', 'Ada'],
      ['name:"ada lovelace"', 'Ada'],
      ['name:Ada'],
      ['name~"love"', 'Ada'],
      ['name~"%%%"'],
      ['email:"ADA@EXAMPLE.COM"', 'Ada'],
      ['email~"example"', 'Bob', 'Ada'],
      ['email:null', 'Cleo'],
      ['-email:null', 'Bob', 'Ada'],
      ['phone~"+44"', 'Ada'],
      ['metadata["place"]:"ŁÓDŹ"', 'Cleo'],
      ['metadata["place"]~"ódź"', 'Cleo'],
      ['metadata["place"]~"ODZ"'],
      ['metadata["order"]:"6735"', 'Ada'],
      ['metadata["order"]~"673"', 'Bob', 'Ada'],
      ['metadata["tier"]:"gold"', 'Ada'],
      ['metadata["tier"]:null', 'Bob'],
      ['-metadata["tier"]:null', 'Cleo', 'Ada'],
      ['-metadata["tier"]:"gold"', 'Cleo', 'Bob'],
      ['metadata["none"]:"x"'],
      ['email~"example" AND -name:"bob"', 'Ada'],
      ['name:"bob" OR phone~"49 2"', 'Cleo', 'Bob'],
      ['name:"bob" OR -email:null', 'Bob', 'Ada'],
      [`created>${now - 600}`, 'Cleo', 'Bob', 'Ada'],
      [`created<${now - 600}`],
      [`created>=${now - 600} AND created<=${now + 600}`, 'Cleo', 'Bob', 'Ada'],
      [`-created>${now - 600}`],
      [`created:${now - 600} OR name:"bob"`, 'Bob'],
      [`-created:${now - 600}`, 'Cleo', 'Bob', 'Ada'],
    ];
    for (const [query, ...found] of cases) {
      it(query.replaceAll(String(now - 600), 'then').replaceAll(String(now + 600), 'soon'), async () => {
        const { data } = await find(query);
        assert.deepEqual(
          data.map(({ id }) => names.get(id)),
          found,
        );
      });
    }

    it('finds those of one second', async () => {
      const { data } = await find('name:"bob"');
      const { created } = data[0] as unknown as { created: number };
      assert.ok((await find(`created:${created}`)).data.some(({ id }) => names.get(id) === 'Bob'));
    });

    it('answers in the envelope of a search, page by page', async () => {
      const first = await find('name~"love"', 'limit=2');
      assert.deepEqual(Object.keys(first), ['object', 'data', 'has_more', 'next_page', 'url']);
      const all = await find('created>0', 'limit=2');
      assert.deepEqual([all.data.length, all.has_more], [2, true]);
      const rest = await find('created>0', `limit=2&page=${all.next_page}`);
      assert.deepEqual([rest.data.length, rest.has_more, rest.next_page], [1, false, null]);
      assert.equal(names.get(rest.data[0]?.id ?? ''), 'Ada');
    });

    it('expands what it finds', async () => {
      const { id } = await succeeds(
        daybook,
        'POST',
        '/v1/customers',
        'name=Eve&payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa',
      );
      const { data } = await find('name:"eve"', 'expand[]=data.invoice_settings.default_payment_method');
      const [eve] = data as unknown as { invoice_settings: { default_payment_method: { customer: string } } }[];
      assert.equal(eve?.invoice_settings.default_payment_method.customer, id);
      await succeeds(daybook, 'DELETE', `/v1/customers/${id}`);
    });

    const refusals: readonly [string, object][] = [
      ['', { code: 'parameter_missing', param: 'query' }],
      ['query=', { code: 'parameter_invalid_empty', param: 'query' }],
      ['query=name', { param: 'query', message: /^We were unable to parse your search query/ }],
      ['query=status:"paid"', { param: 'query', message: /unsupported search field/ }],
      ['query=name>5', { param: 'query' }],
      ['query=created:"today"', { param: 'query' }],
      ['query=name:a AND name:b OR name:c', { param: 'query' }],
      ['query=name:a&limit=101', { code: 'parameter_invalid_integer', param: 'limit' }],
      ['query=name:a&page=xyz', { param: 'page' }],
      ['query=name:a&starting_after=cus_1', { code: 'parameter_unknown', param: 'starting_after' }],
      ['query=name:a&expand[]=next_page', { param: 'expand' }],
    ];
    for (const [form, expected] of refusals) {
      it(`refuses ${form}`, () => isRefused(daybook, 'GET', '/v1/customers/search', form, expected));
    }
  });

  describe(`searching payment records on ${engine.name}`, () => {
    let daybook: TestDaybook;
    let customer = '';
    const names = new Map<string, string>();
    const find = async (query: string, form = ''): Promise<Found> =>
      succeeds(daybook, 'GET', '/v1/payment_records/search', `query=${encodeURIComponent(query)}&${form}`);
    before(async () => {
      daybook = await engine.start();
      customer = (await succeeds(daybook, 'POST', '/v1/customers')).id;
      const report = async (name: string, amount: number, currency: string, form: string) => {
        const money = `amount_requested[value]=${amount}&amount_requested[currency]=${currency}`;
        const common = `${money}&initiated_at=${INITIATED_AT}&metadata[name]=${name}`;
        const { id } = await succeeds(daybook, 'POST', '/v1/payment_records/report_payment', `${common}&${form}`);
        names.set(id, name);
      };
      const card = 'payment_method_details[payment_method]=pm_card_';
      const processor = 'processor_details[type]=custom&processor_details[custom][payment_reference]=';
      const paid = `outcome=guaranteed&guaranteed[guaranteed_at]=${INITIATED_AT}`;
      await report(
        'visa',
        1000,
        'usd',
        `${card}visa&${paid}&${processor}ADYEN-1&customer_details[customer]=${customer}`,
      );
      await report('mastercard', 2000, 'eur', `${card}mastercard&${processor}adyen-2`);
      const cheque = 'payment_method_details[type]=custom&payment_method_details[custom][display_name]=Cheque';
      await report('cheque', 3000, 'usd', `${cheque}&outcome=failed&failed[failed_at]=${INITIATED_AT}`);
    });
    after(() => daybook.remove());

    const cases: readonly [query: string, ...found: string[]][] = [
      ['amount:1000', 'visa'],
      ['amount>1000', 'cheque', 'mastercard'],
      ['amount>=2000 AND amount<3000', 'mastercard'],
      ['-amount:1000', 'cheque', 'mastercard'],
      ['currency:usd', 'cheque', 'visa'],
      ['currency:"USD" AND -state:failed', 'visa'],
      ['state:guaranteed', 'visa'],
      ['state:initiated OR state:"Failed"', 'cheque', 'mastercard'],
      ['card_last4:4242', 'visa'],
      ['payment_method_details.card.last4:4444', 'mastercard'],
      ['card_last4:null', 'cheque'],
      ['processor_reference:"adyen-1"', 'visa'],
      ['processor_reference~"Adyen"', 'mastercard', 'visa'],
      ['processor_reference:null', 'cheque'],
      ['customer:null', 'cheque', 'mastercard'],
      ['-customer:null', 'visa'],
      ['metadata["name"]:"cheque"', 'cheque'],
      ['created>0 AND -metadata["name"]:"cheque"', 'mastercard', 'visa'],
    ];
    for (const [query, ...found] of cases) {
      it(query, async () => {
        assert.deepEqual(
          (await find(query)).data.map(({ id }) => names.get(id)),
          found,
        );
      });
    }

    it('finds by customer, whose id has a case', async () => {
      assert.equal((await find(`customer:"${customer}"`)).data.length, 1);
      assert.equal((await find(`customer:"${customer.toLowerCase()}x"`)).data.length, 0);
    });

    it('walks through the pages', async () => {
      const found: (string | undefined)[] = [];
      let page = '';
      do {
        const answer: Found = await find('amount>0', `limit=1${page}`);
        found.push(...answer.data.map(({ id }) => names.get(id)));
        page = answer.next_page === null ? '' : `&page=${answer.next_page}`;
      } while (page !== '');
      assert.deepEqual(found, ['cheque', 'mastercard', 'visa']);
    });

    it('refuses what it cannot answer', async () => {
      const refused = (query: string, message: RegExp) =>
        isRefused(daybook, 'GET', '/v1/payment_records/search', `query=${encodeURIComponent(query)}`, {
          param: 'query',
          message,
        });
      await refused('state:paid', /can only be one of initiated, guaranteed/);
      await refused('card_last4~42', /does not support the operator/);
      await refused('amount:10.5', /must be an integer/);
      await refused('amount~1', /does not support the operator/);
      await refused('email:"a"', /unsupported search field/);
    });
  });
}
