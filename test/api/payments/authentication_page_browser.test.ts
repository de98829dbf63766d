/** The authentication page in a real browser: a payer reads it, presses a button, and is sent back to the shop. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NARROW, skipBrowser, startBrowser } from '../../support/browser.js';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import { succeeds } from '../../support/scenario.js';

describe('the authentication page in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  let shop: Server;
  let return_url: string;

  before(async () => {
    daybook = await startDaybook();
    browser = await startBrowser();
    shop = createServer((_request, response) => response.end('back in the shop'));
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    return_url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/done`;
  });
  after(async () => {
    await browser?.close();
    shop?.close();
    await daybook?.remove();
  });

  const waiting = (form: string) =>
    succeeds(
      daybook,
      'POST',
      '/v1/payment_intents',
      `amount=4600&currency=usd&confirm=true&payment_method=pm_card_authenticationRequired&${form}`,
    );
  const retrieve = (id: string) => succeeds(daybook, 'GET', `/v1/payment_intents/${id}`);

  for (const color_scheme of ['light', 'dark'] as const) {
    it(`completes a payment on a telephone, ${color_scheme}`, async () => {
      const intent = await waiting(`return_url=${return_url}`);
      assert.equal(intent.status, 'requires_action');
      const page = await browser.newPage({ viewport: NARROW, colorScheme: color_scheme });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(intent.next_action.redirect_to_url.url);
      assert.match(await page.innerText('body'), /\$46\.00/);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      assert.equal(overflow, false, 'nothing is cut off');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Complete authentication' }).click();
      await page.waitForURL(`${return_url}?**`);
      assert.equal(await page.innerText('body'), 'back in the shop');
      const { searchParams } = new URL(page.url());
      assert.equal(searchParams.get('payment_intent'), intent.id);
      assert.equal(searchParams.get('payment_intent_client_secret'), intent.client_secret);
      assert.equal(searchParams.get('redirect_status'), 'succeeded');
      assert.deepEqual(complaints, []);
      assert.equal((await retrieve(intent.id)).status, 'succeeded');
      await page.close();
    });
  }

  it('fails a payment, which can be confirmed again', async () => {
    const intent = await waiting(`return_url=${return_url}`);
    const page = await browser.newPage({ viewport: NARROW });
    await page.goto(intent.next_action.redirect_to_url.url);
    await page.getByRole('button', { name: 'Fail authentication' }).click();
    await page.waitForURL(/redirect_status=failed/);
    const failed = await retrieve(intent.id);
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal(failed.last_payment_error.code, 'payment_intent_authentication_failure');
    await succeeds(daybook, 'POST', `/v1/payment_intents/${intent.id}/confirm`, 'payment_method=pm_card_visa');
    assert.equal((await retrieve(intent.id)).status, 'succeeded');
    await page.close();
  });

  it('says that it is done where there is nowhere to return to; the server confirms a manual intent then', async () => {
    const intent = await waiting('confirmation_method=manual');
    const page = await browser.newPage({ viewport: NARROW });
    await page.goto(intent.next_action.use_stripe_sdk.stripe_js);
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.getByText('Authentication is complete').waitFor();
    assert.equal((await retrieve(intent.id)).status, 'requires_confirmation');
    const confirmed = await succeeds(daybook, 'POST', `/v1/payment_intents/${intent.id}/confirm`);
    assert.equal(confirmed.status, 'succeeded');
    await page.close();
  });
});
