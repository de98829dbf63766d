import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAX_TYPES } from '../../../src/core/billing/tax_rate/types.js';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { eventsAfter, isRefused, LIVE, succeeds } from '../../support/scenario.js';
import { client } from '../../support/sdk.js';

const PATH = '/v1/tax_rates';
const NO_SUCH = { status: 404, code: 'resource_missing', param: 'id' };
const VAT = 'display_name=VAT&inclusive=true&percentage=8.25';
const EVERYTHING = `${VAT}&active=false&country=de&description=Rate of Hesse&jurisdiction=Hesse&state=HE&tax_type=vat&metadata[a]=1`;

for (const engine of engines()) {
  describe(`tax rates on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
    const list = async (form: string) =>
      (await succeeds(daybook, 'GET', PATH, form)).data.map(({ id }: { id: string }) => id);
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    it('creates one of what is required, and tells of it', async () => {
      const rate = await post(PATH, VAT);
      assert.match(rate.id, /^txr_[0-9A-Za-z]{24}$/);
      assert.deepEqual(rate, {
        id: rate.id,
        object: 'tax_rate',
        active: true,
        country: null,
        created: rate.created,
        description: null,
        display_name: 'VAT',
        effective_percentage: null,
        flat_amount: null,
        inclusive: true,
        jurisdiction: null,
        jurisdiction_level: null,
        livemode: false,
        metadata: {},
        percentage: 8.25,
        rate_type: null,
        state: null,
        tax_type: null,
      });
      const [event] = (await succeeds(daybook, 'GET', '/v1/events', 'limit=1')).data;
      assert.equal(event.type, 'tax_rate.created');
      assert.deepEqual(event.data.object, rate);
      assert.deepEqual(await succeeds(daybook, 'GET', `${PATH}/${rate.id}`), rate);
    });

    it('changes what can change, and leaves the rest', async () => {
      const made = await post(PATH, EVERYTHING);
      assert.equal(made.country, 'DE');
      const change = () => post(`${PATH}/${made.id}`, 'active=true&display_name=MwSt&metadata[a]=&metadata[b]=2');
      assert.deepEqual(await eventsAfter(daybook, change), [`tax_rate.updated ${made.id}`]);
      const changed = await succeeds(daybook, 'GET', `${PATH}/${made.id}`);
      assert.deepEqual(changed, { ...made, active: true, display_name: 'MwSt', metadata: { b: '2' } });
      assert.deepEqual((await post(`${PATH}/${made.id}`, 'metadata=')).metadata, {});
      for (const param of ['percentage', 'inclusive']) {
        await isRefused(daybook, 'POST', `${PATH}/${made.id}`, `${param}=1`, { code: 'parameter_unknown', param });
      }
    });

    it('lists them, newest first, by what they are', async () => {
      const [one, other] = [await post(PATH, `${VAT}&active=false`), await post(PATH, VAT.replace('true', 'false'))];
      assert.deepEqual((await list('limit=2')).slice(0, 2), [other.id, one.id]);
      assert.equal((await list('active=false'))[0], one.id);
      assert.equal((await list('inclusive=false'))[0], other.id);
      assert.deepEqual(await list('active=false&inclusive=false'), []);
      assert.deepEqual(await list(`created[gt]=${other.created}`), []);
      assert.equal((await list(`starting_after=${other.id}`))[0], one.id);
    });

    it('refuses what is no rate of a tax, and what is in the other mode', async () => {
      for (const [form, code, param] of [
        ['inclusive=true&percentage=8', 'parameter_missing', 'display_name'],
        ['display_name=VAT&percentage=8', 'parameter_missing', 'inclusive'],
        ['display_name=VAT&inclusive=true', 'parameter_missing', 'percentage'],
        [`${VAT}&percentage=101`, undefined, 'percentage'],
        [VAT.replace('8.25', '8.25001'), undefined, 'percentage'],
        [VAT.replace('8.25', '-1'), undefined, 'percentage'],
        [VAT.replace('8.25', '100.1'), undefined, 'percentage'],
        [`${VAT}&country=XX`, 'country_code_invalid', 'country'],
        [`${VAT}&tax_type=tithe`, undefined, 'tax_type'],
        [`${VAT}&display_name=${'x'.repeat(51)}`, undefined, 'display_name'],
        [VAT.replace('VAT', '%0D%0A'), undefined, 'display_name'],
        [`${VAT}&state=%0A`, undefined, 'state'],
        [`${VAT}&id=mine`, 'parameter_unknown', 'id'],
      ] as const) {
        await isRefused(daybook, 'POST', PATH, form, { code, param });
      }
      const { id } = await post(PATH, VAT);
      await isRefused(daybook, 'GET', `${PATH}/${id}`, '', { ...NO_SUCH, headers: LIVE });
      await isRefused(daybook, 'POST', `${PATH}/txr_none`, 'active=false', NO_SUCH);
    });

    it("is what Stripe's own client takes for one", async () => {
      const stripe = client(daybook);
      for (const tax_type of TAX_TYPES) {
        const rate = await stripe.taxRates.create({
          display_name: 'T',
          inclusive: false,
          percentage: 0.0001,
          tax_type,
        });
        assert.equal(rate.percentage, 0.0001);
        assert.equal((await stripe.taxRates.update(rate.id, { active: false })).active, false);
      }
      const inactive = await stripe.taxRates.list({ active: false, limit: 100 }).autoPagingToArray({ limit: 1000 });
      assert.ok(inactive.length >= TAX_TYPES.length);
    });
  });
}
