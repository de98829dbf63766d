/** When a confirmation must say where the payer returns to. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { publishable } from '../../support/keys.js';
import { isRefused, succeeds } from '../../support/scenario.js';

const ENDIVE = { 'Stripe-Version': '2026-10-28.endive' };
const AUTOMATIC = 'automatic_payment_methods[enabled]=true';
const ALWAYS = `${AUTOMATIC}&automatic_payment_methods[allow_redirects]=always`;
const NEVER = `${AUTOMATIC}&automatic_payment_methods[allow_redirects]=never`;
const OFF = 'automatic_payment_methods[enabled]=false';
const RETURNS = 'return_url=https://shop.example/back';

const KINDS = [
  [
    '/v1/payment_intents',
    'amount=1000&currency=usd',
    /^A `return_url` must be specified because this Payment Intent is/,
  ],
  ['/v1/setup_intents', '', /^A `return_url` must be specified because this Setup Intent is/],
] as const;

for (const engine of engines()) {
  describe(`a return_url on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    for (const [path, form, message] of KINDS) {
      const refused = { code: 'parameter_missing', param: 'return_url', message };
      const create = (more: string, headers = {}) => succeeds(daybook, 'POST', path, `${form}&${more}`, headers);

      for (const [what, asked] of [
        ['enabled', AUTOMATIC],
        ['with redirects allowed', ALWAYS],
      ] as const) {
        it(`${path}: automatic payment methods, ${what}, need one, whatever pays`, async () => {
          for (const card of ['pm_card_visa', 'pm_card_threeDSecure2Required', 'pm_card_chargeDeclined']) {
            const confirmed = `payment_method=${card}&confirm=true`;
            for (const headers of [{}, ENDIVE]) {
              await isRefused(daybook, 'POST', path, `${form}&${asked}&${confirmed}`, { ...refused, headers });
            }
            const { id } = await create(`${asked}&payment_method=${card}`);
            await isRefused(daybook, 'POST', `${path}/${id}/confirm`, '', refused);
          }
          const { status } = await create(`${asked}&payment_method=pm_card_visa&confirm=true&${RETURNS}`);
          assert.equal(status, 'succeeded');
        });
      }

      it(`${path}: one that was given before is enough`, async () => {
        const made = await create(`${AUTOMATIC}&payment_method=pm_card_threeDSecure2Required&confirm=true&${RETURNS}`);
        assert.equal(made.status, 'requires_action');
        const again = await succeeds(daybook, 'POST', `${path}/${made.id}/confirm`, 'payment_method=pm_card_visa');
        assert.equal(again.status, 'succeeded');
      });

      it(`${path}: none is needed where nothing redirects`, async () => {
        for (const [asked, shown] of [
          [NEVER, { allow_redirects: 'never', enabled: true }],
          [OFF, undefined],
          ['', undefined],
          ['payment_method_types[]=card', undefined],
        ] as const) {
          const made = await create(`${asked}&payment_method=pm_card_visa&confirm=true`);
          assert.equal(made.status, 'succeeded', asked);
          if (shown !== undefined) assert.deepEqual(made.automatic_payment_methods, shown);
          const { id } = await create(asked);
          const later = await succeeds(daybook, 'POST', `${path}/${id}/confirm`, 'payment_method=pm_card_visa');
          assert.equal(later.status, 'succeeded', asked);
        }
      });

      it(`${path}: redirects are shown as allowed where nothing excludes them`, async () => {
        const made = await create(AUTOMATIC);
        assert.deepEqual(made.automatic_payment_methods, { allow_redirects: 'always', enabled: true });
      });

      it(`${path}: automatic payment methods and types exclude each other`, async () => {
        await isRefused(daybook, 'POST', path, `${form}&${AUTOMATIC}&payment_method_types[]=card`, {
          code: 'parameters_exclusive',
          param: undefined,
        });
        await create(`${OFF}&payment_method_types[]=card`);
      });
    }

    it('types that are named later are enough for a payment', async () => {
      const make = () =>
        succeeds(
          daybook,
          'POST',
          '/v1/payment_intents',
          `amount=1000&currency=usd&${AUTOMATIC}&payment_method=pm_card_visa`,
        );
      const named = await make();
      const path = `/v1/payment_intents/${named.id}/confirm`;
      assert.equal((await succeeds(daybook, 'POST', path, 'payment_method_types[]=card')).status, 'succeeded');
      for (const types of ['payment_method_types[]=card', 'allowed_payment_method_types[]=card']) {
        const { id } = await make();
        const updated = await succeeds(daybook, 'POST', `/v1/payment_intents/${id}`, types);
        assert.equal(updated.automatic_payment_methods, null);
        assert.equal((await succeeds(daybook, 'POST', `/v1/payment_intents/${id}/confirm`)).status, 'succeeded');
      }
    });

    it("Stripe's script in the payer's browser sees to redirects by itself; a server does not", async () => {
      const key = await publishable(daybook);
      const form = `amount=1000&currency=usd&${AUTOMATIC}`;
      const { id, client_secret } = await succeeds(daybook, 'POST', '/v1/payment_intents', form);
      const path = `/v1/payment_intents/${id}/confirm`;
      const confirmed = 'payment_method=pm_card_visa&use_stripe_sdk=true';
      await isRefused(daybook, 'POST', path, confirmed, { code: 'parameter_missing', param: 'return_url' });
      const without = await request(
        daybook,
        'POST',
        path,
        `client_secret=${client_secret}&payment_method=pm_card_visa`,
        key,
      );
      assert.deepEqual([without.status, without.body.error.param], [400, 'return_url']);
      const paid = await succeeds(daybook, 'POST', path, `client_secret=${client_secret}&${confirmed}`, key);
      assert.equal(paid.status, 'succeeded');
    });
  });
}
