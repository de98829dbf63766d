/** The page on which a payer authenticates, as a browser without scripts uses it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { journalOf } from '../../support/ledger.js';
import { startObserved } from '../../support/observed.js';
import { eventsAfter, succeeds } from '../../support/scenario.js';

/** The payer has been there before, as somebody who failed. */
const RETURN_URL = 'https://shop.example/done?redirect_status=failed&order=7&setup_intent=seti_1#top';
const CARD = 'confirm=true&payment_method=pm_card_authenticationRequired';

for (const engine of engines()) {
  describe(`the authentication page on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let customer: string;
    before(async () => {
      daybook = await engine.start();
      customer = (await succeeds(daybook, 'POST', '/v1/customers')).id;
    });
    after(() => daybook.remove());

    const waiting = (return_url: string | undefined) => {
      const form = return_url === undefined ? '' : `&return_url=${encodeURIComponent(return_url)}`;
      return succeeds(daybook, 'POST', '/v1/setup_intents', `${CARD}&customer=${customer}${form}`);
    };
    const retrieve = (id: string) => succeeds(daybook, 'GET', `/v1/setup_intents/${id}`, 'expand[]=latest_attempt');
    const urlOf = (intent: { next_action: Record<string, Record<string, string>> }): string =>
      intent.next_action['redirect_to_url']?.['url'] ?? intent.next_action['use_stripe_sdk']?.['stripe_js'] ?? '';
    const open = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });
    /** As a browser submits the form with this button, found in the page. */
    const press = async (url: string, button: string) => {
      const page = await (await open(url)).text();
      const action = new RegExp(`action="([^"]+)"><button[^>]*>${button}</button>`).exec(page)?.[1];
      assert.ok(action, `there is no button ${button}: ${page}`);
      return open(new URL(action, url).href, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });
    };

    it('shows what is asked, locked up', async () => {
      const answer = await open(urlOf(await waiting(RETURN_URL)));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(
        answer.headers.get('content-security-policy'),
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'",
      );
      const page = await answer.text();
      assert.match(page, /<h1>Save your card<\/h1>/);
      assert.match(page, /Visa ending in 3184/);
      assert.doesNotMatch(page, /<script|<style| style=| on[a-z]+=|_secret_/);
      const style = /href="(\/[^"]+\.css)"/.exec(page)?.[1] ?? '';
      const sheet = await open(`${daybook.address}${style}`);
      assert.deepEqual([sheet.status, sheet.headers.get('content-type')], [200, 'text/css; charset=utf-8']);
      assert.match(await sheet.text(), /prefers-color-scheme: dark/);
    });

    it('completes: the card is set up, and the payer goes back', async () => {
      const intent = await waiting(RETURN_URL);
      const { id, payment_method } = intent;
      const types = await eventsAfter(daybook, async () => {
        const answer = await press(urlOf(intent), 'Complete authentication');
        assert.equal(answer.status, 303);
        assert.equal(
          answer.headers.get('location'),
          `https://shop.example/done?order=7&setup_intent=${id}&setup_intent_client_secret=${intent.client_secret}&redirect_status=succeeded#top`,
        );
        assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
      });
      assert.deepEqual(types, [`payment_method.attached ${payment_method}`, `setup_intent.succeeded ${id}`]);
      const after = await retrieve(id);
      assert.deepEqual([after.status, after.next_action, after.payment_method], ['succeeded', null, payment_method]);
      const { status, payment_method_details } = after.latest_attempt;
      assert.deepEqual([status, payment_method_details.card.three_d_secure.result], ['succeeded', 'authenticated']);
      const [entry] = (await journalOf(daybook)).slice(-1);
      assert.deepEqual([entry?.actor, entry?.command], ['authentication page', 'setup_intent.authenticate']);
    });

    it('fails: the intent waits for another card, and the payer goes back', async () => {
      const intent = await waiting('shop://done');
      const types = await eventsAfter(daybook, async () => {
        const answer = await press(urlOf(intent), 'Fail authentication');
        assert.equal(answer.status, 303);
        assert.match(answer.headers.get('location') ?? '', /^shop:\/\/done\?setup_intent=.*&redirect_status=failed$/);
      });
      assert.deepEqual(types, [`setup_intent.setup_failed ${intent.id}`]);
      const after = await retrieve(intent.id);
      assert.deepEqual([after.status, after.payment_method], ['requires_payment_method', null]);
      const { code, message, payment_method, type } = after.last_setup_error;
      assert.deepEqual(
        [code, message, payment_method.id, type],
        [
          'setup_intent_authentication_failure',
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
          intent.payment_method,
          'invalid_request_error',
        ],
      );
      assert.equal(after.latest_attempt.status, 'failed');
      // The card can be tried again.
      const again = await succeeds(
        daybook,
        'POST',
        `/v1/setup_intents/${intent.id}/confirm`,
        `payment_method=${intent.payment_method}`,
      );
      assert.equal(again.status, 'requires_action');
    });

    it('is the last page where there is nowhere to return to', async () => {
      const intent = await waiting(undefined);
      const first = await open(urlOf(intent));
      assert.match(first.headers.get('content-security-policy') ?? '', /form-action 'self';/);
      const answer = await press(urlOf(intent), 'Complete authentication');
      assert.equal(answer.status, 200);
      const page = await answer.text();
      assert.match(page, /Authentication is complete/);
      assert.doesNotMatch(page, /_secret_|Go on/);
    });

    it('counts one press: a second one, and a later visit, change nothing and lead on', async () => {
      const intent = await waiting(RETURN_URL);
      const url = urlOf(intent);
      await press(url, 'Complete authentication');
      const types = await eventsAfter(daybook, async () => {
        for (const action of ['complete', 'fail']) {
          const answer = await open(`${url}/${action}`, { method: 'POST' });
          assert.equal(answer.status, 409);
          assert.match(
            await answer.text(),
            /href="https:\/\/shop\.example\/done\?order=7&amp;[^"]*redirect_status=succeeded#top"/,
          );
        }
        const visit = await open(url);
        assert.equal(visit.status, 200);
        assert.match(await visit.text(), /Authentication is complete/);
      });
      assert.deepEqual(types, []);
      assert.equal((await retrieve(intent.id)).status, 'succeeded');
    });

    it('says so where the intent was canceled meanwhile', async () => {
      const intent = await waiting(RETURN_URL);
      await succeeds(daybook, 'POST', `/v1/setup_intents/${intent.id}/cancel`);
      const answer = await open(`${urlOf(intent)}/complete`, { method: 'POST' });
      assert.equal(answer.status, 409);
      assert.match(await answer.text(), /Authentication is over/);
      assert.equal((await retrieve(intent.id)).status, 'canceled');
    });

    it('fails where the customer was deleted meanwhile', async () => {
      const owner = (await succeeds(daybook, 'POST', '/v1/customers')).id;
      const form = `${CARD}&customer=${owner}&return_url=https://shop.example/`;
      const intent = await succeeds(daybook, 'POST', '/v1/setup_intents', form);
      await succeeds(daybook, 'DELETE', `/v1/customers/${owner}`);
      const answer = await press(urlOf(intent), 'Complete authentication');
      assert.match(answer.headers.get('location') ?? '', /redirect_status=failed$/);
      const { status, last_setup_error } = await retrieve(intent.id);
      assert.deepEqual([status, last_setup_error.code], ['requires_payment_method', 'resource_missing']);
    });

    it('is unknown without the right token', async () => {
      const [intent, other] = [await waiting(RETURN_URL), await waiting(RETURN_URL)];
      const token = urlOf(other).split('/').at(-1);
      const secret = intent.client_secret.split('_').at(-1);
      for (const path of [
        `${intent.id}/${token}`,
        `${intent.id}/${secret}`,
        `${intent.id}/x`,
        `seti_none/${token}`,
        `cus_none/${token}`,
        `%00/${token}`,
      ]) {
        const url = `${daybook.address}/authentication/${path}`;
        const page = await open(url);
        assert.equal(page.status, 404, path);
        assert.match(await page.text(), /This page does not exist/);
        assert.equal((await open(`${url}/complete`, { method: 'POST' })).status, 404, path);
      }
      assert.equal((await retrieve(intent.id)).status, 'requires_action');
    });
  });

  describe(`secrets on ${engine.name}`, { skip: engine.skip }, () => {
    it('are neither in the journal nor in the log', async () => {
      const database = await engine.make();
      const observed = await startObserved({ location: database.location });
      try {
        const intent = await succeeds(
          observed,
          'POST',
          '/v1/setup_intents',
          `${CARD}&return_url=https://shop.example/`,
        );
        const token = intent.next_action.redirect_to_url.url.split('/').at(-1);
        const page = `${observed.address}/authentication/${intent.id}/${token}`;
        const secret = intent.client_secret;
        await succeeds(observed, 'GET', `/v1/setup_intents/${intent.id}`, `client_secret=${secret}`);
        await request(observed, 'GET', `/v1/setup_intents/${intent.id}`, `client_secret=${secret}x`);
        await fetch(`${page}x`);
        await fetch(page);
        const done = await fetch(`${page}/complete`, { method: 'POST', redirect: 'manual' });
        assert.match(done.headers.get('location') ?? '', new RegExp(secret));
        const kept = JSON.stringify(await journalOf(observed)) + observed.log();
        assert.ok(kept.includes(intent.id));
        assert.ok(!kept.includes(token));
        assert.ok(!kept.includes(secret.slice(-25)));
      } finally {
        await observed.remove();
        await database.remove();
      }
    });
  });
}
