import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { isRefused, succeeds } from '../../support/scenario.js';

for (const engine of engines()) {
  describe(`lists of payment methods on ${engine.name}`, () => {
    let daybook: TestDaybook;
    let customer = '';
    let other = '';
    /** Newest first: the customer's cards and custom method, one card of somebody else, one of nobody. */
    const ids: Record<'cards' | 'custom' | 'others' | 'free', string[]> = {
      cards: [],
      custom: [],
      others: [],
      free: [],
    };
    const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
    const idsOf = (body: { data: { id: string }[] }) => body.data.map((method) => method.id);
    const list = (form = '') => succeeds(daybook, 'GET', '/v1/payment_methods', form);
    const own = (form = '') => succeeds(daybook, 'GET', `/v1/customers/${customer}/payment_methods`, form);
    before(async () => {
      daybook = await engine.start();
      customer = (await post('/v1/customers')).id;
      other = (await post('/v1/customers')).id;
      for (let n = 0; n < 5; n += 1) {
        ids.cards.unshift((await post('/v1/payment_methods/pm_card_visa/attach', `customer=${customer}`)).id);
      }
      await post(`/v1/payment_methods/${ids.cards[0]}`, 'allow_redisplay=always');
      const made = await post('/v1/payment_methods', 'type=custom&custom[type]=cpmt_1');
      ids.custom.push((await post(`/v1/payment_methods/${made.id}/attach`, `customer=${customer}`)).id);
      ids.others.push((await post('/v1/payment_methods/pm_card_visa/attach', `customer=${other}`)).id);
      ids.free.push((await post('/v1/payment_methods', 'type=card&card[token]=tok_visa')).id);
    });
    after(() => daybook.remove());

    it('hold all but custom ones, newest first, unless a type is asked for', async () => {
      const body = await list();
      assert.deepEqual([body.object, body.url, body.has_more], ['list', '/v1/payment_methods', false]);
      assert.deepEqual(idsOf(body), [...ids.free, ...ids.others, ...ids.cards]);
      assert.deepEqual(idsOf(await list('type=custom')), ids.custom);
      assert.deepEqual(idsOf(await list('type=card')), idsOf(body));
    });

    it('filter by customer and redisplay', async () => {
      assert.deepEqual(idsOf(await list(`customer=${other}`)), ids.others);
      assert.deepEqual(idsOf(await list(`customer=${customer}&allow_redisplay=always`)), ids.cards.slice(0, 1));
      assert.deepEqual(idsOf(await list(`customer=${customer}&allow_redisplay=unspecified`)), ids.cards.slice(1));
      assert.deepEqual(idsOf(await list('allow_redisplay=limited')), []);
    });

    it('of a customer hold every type', async () => {
      const body = await own();
      assert.equal(body.url, `/v1/customers/${customer}/payment_methods`);
      assert.deepEqual(idsOf(body), [...ids.custom, ...ids.cards]);
      assert.deepEqual(idsOf(await own('type=card')), ids.cards);
      assert.deepEqual(idsOf(await own('type=custom')), ids.custom);
      assert.deepEqual(idsOf(await own('allow_redisplay=always')), ids.cards.slice(0, 1));
      assert.equal((await own('limit=1&expand[]=data.customer')).data[0].customer.id, customer);
    });

    it('page both ways', async () => {
      const pages = async (ask: typeof own, prefix: string) => {
        const first = await ask(`${prefix}type=card&limit=2`);
        assert.deepEqual([idsOf(first), first.has_more], [ids.cards.slice(0, 2), true]);
        const last = await ask(`${prefix}type=card&limit=3&starting_after=${ids.cards[1]}`);
        assert.deepEqual([idsOf(last), last.has_more], [ids.cards.slice(2), false]);
        const back = await ask(`${prefix}type=card&limit=2&ending_before=${ids.cards[3]}`);
        assert.deepEqual([idsOf(back), back.has_more], [ids.cards.slice(1, 3), true]);
      };
      await pages(own, '');
      await pages(list, `customer=${customer}&`);
    });

    it('have members that can be retrieved through their customer only', async () => {
      const [id] = ids.cards;
      const path = `/v1/customers/${customer}/payment_methods`;
      assert.equal((await succeeds(daybook, 'GET', `${path}/${id}`, 'expand[]=customer')).customer.id, customer);
      const missing = { status: 404, code: 'resource_missing', param: 'id', message: /^No such PaymentMethod/ };
      for (const wrong of [...ids.others, ...ids.free, 'pm_no', 'pm_card_visa']) {
        await isRefused(daybook, 'GET', `${path}/${wrong}`, '', missing);
      }
    });

    it('refuse what they cannot do', async () => {
      const refused = (form: string, code: string | undefined, param?: string) =>
        isRefused(daybook, 'GET', '/v1/payment_methods', form, { code, param });
      await refused('customer=cus_no', 'resource_missing', 'customer');
      await refused('type=invented', undefined, 'type');
      await refused('starting_after=pm_no', 'resource_missing', 'starting_after');
      await refused('limit=0', 'parameter_invalid_integer', 'limit');
      const path = '/v1/customers/cus_no/payment_methods';
      await isRefused(daybook, 'GET', path, '', { status: 404, code: 'resource_missing', param: 'id' });
    });
  });
}
