import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { eventsAfter, isRefused, LIVE, succeeds } from '../../support/scenario.js';

const EVERYTHING = [
  'address[line1]=Main Street 1&address[city]=Springfield&address[country]=US&address[postal_code]=12345',
  'business_name=Ink Inc&individual_name=Jo Doe&name=Jo&email=jo@example.com&phone=555-1234&description=A test',
  'invoice_prefix=INK&next_invoice_sequence=7&tax_exempt=reverse&preferred_locales[]=de&preferred_locales[]=en',
  'invoice_settings[custom_fields][0][name]=PO&invoice_settings[custom_fields][0][value]=9&invoice_settings[footer]=Bye',
  'metadata[order]=6735&shipping[name]=Jo&shipping[phone]=5&shipping[address][line1]=Side Street 2',
].join('&');

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

for (const engine of engines()) {
  describe(`customers on ${engine.name}`, () => {
    let daybook: TestDaybook;
    const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
    const get = (path: string, form = '') => succeeds(daybook, 'GET', path, form);
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    it('creates one of nothing', async () => {
      const customer = await post('/v1/customers');
      assert.match(customer.id, /^cus_[0-9A-Za-z]{14}$/);
      assert.match(customer.invoice_prefix, /^[0-9A-Z]{8}$/);
      assert.deepEqual(customer, {
        id: customer.id,
        object: 'customer',
        address: null,
        balance: 0,
        created: customer.created,
        currency: null,
        customer_account: null,
        default_source: null,
        delinquent: false,
        description: null,
        discount: null,
        email: null,
        invoice_prefix: customer.invoice_prefix,
        invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
        livemode: false,
        metadata: {},
        name: null,
        next_invoice_sequence: 1,
        phone: null,
        preferred_locales: [],
        shipping: null,
        tax_exempt: 'none',
        test_clock: null,
      });
    });

    it('creates one of everything, and retrieves it', async () => {
      const customer = await post('/v1/customers', EVERYTHING);
      const { id, created, object, livemode, ...rest } = customer;
      assert.deepEqual([object, livemode, typeof created], ['customer', false, 'number']);
      assert.deepEqual(rest, {
        address: { ...NO_ADDRESS, line1: 'Main Street 1', city: 'Springfield', country: 'US', postal_code: '12345' },
        balance: 0,
        business_name: 'Ink Inc',
        currency: null,
        customer_account: null,
        default_source: null,
        delinquent: false,
        description: 'A test',
        discount: null,
        email: 'jo@example.com',
        individual_name: 'Jo Doe',
        invoice_prefix: 'INK',
        invoice_settings: {
          custom_fields: [{ name: 'PO', value: '9' }],
          default_payment_method: null,
          footer: 'Bye',
          rendering_options: null,
        },
        metadata: { order: '6735' },
        name: 'Jo',
        next_invoice_sequence: 7,
        phone: '555-1234',
        preferred_locales: ['de', 'en'],
        shipping: { address: { ...NO_ADDRESS, line1: 'Side Street 2' }, name: 'Jo', phone: '5' },
        tax_exempt: 'reverse',
        test_clock: null,
      });
      assert.deepEqual(await get(`/v1/customers/${id}`), customer);
    });

    it('updates what is given and leaves the rest', async () => {
      const customer = await post('/v1/customers', EVERYTHING);
      const updated = await post(
        `/v1/customers/${customer.id}`,
        'name=Joan&metadata[more]=1&invoice_settings[footer]=Hi',
      );
      assert.deepEqual(updated, {
        ...customer,
        name: 'Joan',
        metadata: { order: '6735', more: '1' },
        invoice_settings: { ...customer.invoice_settings, footer: 'Hi' },
      });
      assert.deepEqual(await get(`/v1/customers/${customer.id}`), updated);
    });

    it('replaces an address and shipping as a whole', async () => {
      const { id } = await post('/v1/customers', EVERYTHING);
      const customer = await post(
        `/v1/customers/${id}`,
        'address[city]=Bern&shipping[name]=X&shipping[address][city]=Y',
      );
      assert.deepEqual(customer.address, { ...NO_ADDRESS, city: 'Bern' });
      assert.deepEqual(customer.shipping, { address: { ...NO_ADDRESS, city: 'Y' }, name: 'X', phone: null });
    });

    it('unsets with empty values', async () => {
      const { id } = await post('/v1/customers', EVERYTHING);
      const bare = await post('/v1/customers', 'invoice_prefix=INK&next_invoice_sequence=7');
      const names = 'address business_name individual_name name email phone description preferred_locales shipping';
      const settings = 'invoice_settings[custom_fields]=&invoice_settings[footer]=';
      const form = `${names.split(' ').join('=&')}=&${settings}&tax_exempt=&metadata=`;
      const customer = await post(`/v1/customers/${id}`, form);
      assert.deepEqual(customer, { ...bare, id, created: customer.created });
    });

    it('writes an event for each change, and none where nothing changes', async () => {
      let id = '';
      const types = await eventsAfter(daybook, async () => {
        id = (await post('/v1/customers', 'name=Jo')).id;
        await post(`/v1/customers/${id}`, 'name=Joan');
        await post(`/v1/customers/${id}`, 'name=Joan');
        await succeeds(daybook, 'DELETE', `/v1/customers/${id}`);
      });
      assert.deepEqual(types, [`customer.created ${id}`, `customer.updated ${id}`, `customer.deleted ${id}`]);
      const [deleted, updated] = (await get('/v1/events', 'limit=2')).data;
      assert.deepEqual([deleted.data.object.name, 'deleted' in deleted.data.object], ['Joan', false]);
      assert.deepEqual(updated.data.previous_attributes, { name: 'Jo' });
    });

    it('deletes: only the id is left, and nothing can be done with it', async () => {
      const { id } = await post('/v1/customers', EVERYTHING);
      const deleted = { id, object: 'customer', deleted: true };
      assert.deepEqual(await succeeds(daybook, 'DELETE', `/v1/customers/${id}`), deleted);
      assert.deepEqual(await get(`/v1/customers/${id}`), deleted);
      const missing = { status: 404, code: 'resource_missing', param: 'id', message: /^No such customer: 'cus_/ };
      await isRefused(daybook, 'DELETE', `/v1/customers/${id}`, '', missing);
      await isRefused(daybook, 'POST', `/v1/customers/${id}`, 'name=Jo', missing);
      await isRefused(daybook, 'GET', `/v1/customers/${id}/payment_methods`, '', missing);
      await isRefused(daybook, 'GET', `/v1/customers/${id}/payment_methods/pm_1`, '', missing);
      await isRefused(daybook, 'POST', '/v1/payment_methods/pm_card_visa/attach', `customer=${id}`, {
        code: 'resource_missing',
        param: 'customer',
      });
      const { data } = await get('/v1/customers/search', 'query=email:"jo@example.com"');
      assert.ok(data.every((customer: { id: string }) => customer.id !== id));
    });

    it('keeps the modes apart, and says so', async () => {
      const { id } = await post('/v1/customers');
      await isRefused(daybook, 'GET', `/v1/customers/${id}`, '', {
        status: 404,
        code: 'resource_missing',
        param: 'id',
        message: /a similar object exists in test mode/,
        headers: LIVE,
      });
      const live = await succeeds(daybook, 'POST', '/v1/customers', 'name=Jo', LIVE);
      assert.equal(live.livemode, true);
    });

    it('answers a repeated request with the first answer, also when the customer is gone', async () => {
      const headers = { 'Idempotency-Key': `once-${engine.name}` };
      const first = await request(daybook, 'POST', '/v1/customers', 'name=Once', headers);
      await succeeds(daybook, 'DELETE', `/v1/customers/${first.body.id}`);
      const again = await request(daybook, 'POST', '/v1/customers', 'name=Once', headers);
      assert.deepEqual(again.body, first.body);
      assert.equal(again.headers.get('idempotent-replayed'), 'true');
    });

    const unknown = 'source balance tax_id_data cash_balance coupon default_source tax validate';
    const refusals: readonly [string, string, { code?: string; param: string }][] = [
      ...unknown
        .split(' ')
        .map((name): [string, string, { code: string; param: string }] => [
          name,
          `${name}=1`,
          { code: 'parameter_unknown', param: name },
        ]),
      ['an e-mail too long', `email=${'e'.repeat(513)}`, { param: 'email' }],
      ['a name too long', `name=${'e'.repeat(257)}`, { param: 'name' }],
      ['a business name too long', `business_name=${'e'.repeat(151)}`, { param: 'business_name' }],
      ['an individual name too long', `individual_name=${'e'.repeat(151)}`, { param: 'individual_name' }],
      ['a phone too long', `phone=${'1'.repeat(21)}`, { param: 'phone' }],
      ['a prefix in lower case', 'invoice_prefix=ink', { param: 'invoice_prefix' }],
      ['a prefix of two', 'invoice_prefix=IN', { param: 'invoice_prefix' }],
      ['an empty prefix', 'invoice_prefix=', { code: 'parameter_invalid_empty', param: 'invoice_prefix' }],
      ['invoice 0', 'next_invoice_sequence=0', { code: 'parameter_invalid_integer', param: 'next_invoice_sequence' }],
      ['another exemption', 'tax_exempt=yes', { param: 'tax_exempt' }],
      ['shipping without a name', 'shipping[address][city]=X', { code: 'parameter_missing', param: 'shipping[name]' }],
      ['shipping without an address', 'shipping[name]=X', { code: 'parameter_missing', param: 'shipping[address]' }],
      [
        'a fifth custom field',
        [0, 1, 2, 3, 4].map((n) => `invoice_settings[custom_fields][${n}][name]=a`).join('&'),
        { param: 'invoice_settings[custom_fields]' },
      ],
      [
        'rendering options',
        'invoice_settings[rendering_options][amount_tax_display]=exclude_tax',
        { code: 'parameter_unknown', param: 'invoice_settings[rendering_options]' },
      ],
      [
        'a default that is not attached',
        'invoice_settings[default_payment_method]=pm_card_visa',
        { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
      ],
    ];
    for (const [what, form, expected] of refusals) {
      it(`refuses ${what}`, async () => {
        await isRefused(daybook, 'POST', '/v1/customers', form, expected);
        const { id } = await post('/v1/customers');
        await isRefused(daybook, 'POST', `/v1/customers/${id}`, form, expected);
      });
    }

    it('refuses what only creating takes, and customers that are not there', async () => {
      const { id } = await post('/v1/customers');
      await isRefused(daybook, 'POST', `/v1/customers/${id}`, 'payment_method=pm_card_visa', {
        code: 'parameter_unknown',
        param: 'payment_method',
      });
      const missing = { status: 404, code: 'resource_missing', param: 'id' };
      await isRefused(daybook, 'GET', '/v1/customers/cus_none', '', missing);
      await isRefused(daybook, 'POST', '/v1/customers/cus_none', 'name=Jo', missing);
      await isRefused(daybook, 'DELETE', '/v1/customers/cus_none', '', missing);
      await isRefused(daybook, 'POST', '/v1/customers', 'payment_method=pm_none', {
        code: 'resource_missing',
        param: 'payment_method',
        message: /^No such PaymentMethod: 'pm_none'/,
      });
    });

    it('refuses a metadata key too many', async () => {
      const keys = Array.from({ length: 50 }, (_, index) => `metadata[key${index}]=1`).join('&');
      const { id } = await post('/v1/customers', keys);
      await isRefused(daybook, 'POST', `/v1/customers/${id}`, 'metadata[more]=1', { param: 'metadata' });
    });
  });

  describe(`the list of customers on ${engine.name}`, () => {
    let daybook: TestDaybook;
    const ids: string[] = [];
    const list = async (form = '') => succeeds(daybook, 'GET', '/v1/customers', form);
    const idsOf = (body: { data: { id: string }[] }) => body.data.map((customer) => customer.id);
    before(async () => {
      daybook = await engine.start();
      for (let n = 0; n < 7; n += 1) {
        const form = `email=${n % 2 === 0 ? 'even' : 'odd'}@example.com`;
        ids.unshift((await succeeds(daybook, 'POST', '/v1/customers', form)).id);
      }
      const { id } = await succeeds(daybook, 'POST', '/v1/customers', 'email=odd@example.com');
      await succeeds(daybook, 'DELETE', `/v1/customers/${id}`);
    });
    after(() => daybook.remove());

    it('is newest first, without deleted ones', async () => {
      const body = await list();
      assert.deepEqual([body.object, body.url, body.has_more], ['list', '/v1/customers', false]);
      assert.deepEqual(idsOf(body), ids);
    });

    it('pages both ways', async () => {
      const first = await list('limit=3');
      assert.deepEqual([idsOf(first), first.has_more], [ids.slice(0, 3), true]);
      const second = await list(`limit=3&starting_after=${ids[2]}`);
      assert.deepEqual([idsOf(second), second.has_more], [ids.slice(3, 6), true]);
      const third = await list(`limit=3&starting_after=${ids[5]}`);
      assert.deepEqual([idsOf(third), third.has_more], [ids.slice(6), false]);
      const back = await list(`limit=3&ending_before=${ids[6]}`);
      assert.deepEqual([idsOf(back), back.has_more], [ids.slice(3, 6), true]);
    });

    it('filters by the whole e-mail address, case and all', async () => {
      assert.deepEqual(
        idsOf(await list('email=odd@example.com')),
        ids.filter((_, index) => index % 2 === 1),
      );
      assert.deepEqual(idsOf(await list('email=Odd@example.com')), []);
    });

    it('filters by the moment of creation', async () => {
      const { created } = (await list('limit=1')).data[0];
      assert.deepEqual(idsOf(await list(`created[gt]=${created}`)), []);
      assert.deepEqual(idsOf(await list(`created[gte]=${created - 60}`)), ids);
      assert.deepEqual(idsOf(await list(`created[lt]=${created - 60}`)), []);
      assert.ok(idsOf(await list(`created=${created}`)).includes(ids[0] ?? ''));
    });

    it('refuses what it cannot do', async () => {
      const refused = (form: string, code: string | undefined, param?: string) =>
        isRefused(daybook, 'GET', '/v1/customers', form, { code, param });
      await refused('limit=101', 'parameter_invalid_integer', 'limit');
      await refused('limit=0', 'parameter_invalid_integer', 'limit');
      await refused('starting_after=cus_none', 'resource_missing', 'starting_after');
      await refused(`starting_after=${ids[0]}&ending_before=${ids[1]}`, undefined);
      await refused('expand[]=data.nothing', undefined, 'expand');
    });
  });
}
