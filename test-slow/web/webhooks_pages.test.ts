/** The webhook pages in a real browser, with an endpoint that really receives. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { skipBrowser, startBrowser } from '../../test/support/browser.js';
import { type DashboardPage, dashboardPage } from '../../test/support/dashboard_browser.js';
import { startDaybook, type TestDaybook } from '../../test/support/daybook.js';
import { answering, ok, type Receiver, startReceiver, verified } from '../../test/support/receiver.js';
import { succeeds } from '../../test/support/scenario.js';

describe('the webhook pages in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  before(async () => {
    // What fails is tried once more, after a second.
    daybook = await startDaybook({ webhook_retry_seconds: [1] });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await daybook?.remove();
  });

  interface Bench extends DashboardPage {
    readonly receiver: Receiver;
    readonly endpoint: { readonly id: string; readonly secret: string };
  }

  /** A browser at the page of an endpoint that is sent new customers, and that nothing is left of afterwards. */
  async function atEndpoint(behaviour: typeof ok, run: (bench: Bench) => Promise<void>): Promise<void> {
    const receiver = await startReceiver(behaviour);
    const endpoint = await succeeds(
      daybook,
      'POST',
      '/v1/webhook_endpoints',
      `url=${receiver.url}&enabled_events[]=customer.created`,
    );
    try {
      const dashboard = await dashboardPage(browser, daybook);
      await dashboard.open(`/test/webhooks/${endpoint.id}`);
      await run({ ...dashboard, receiver, endpoint });
      await dashboard.finish();
    } finally {
      await succeeds(daybook, 'DELETE', `/v1/webhook_endpoints/${endpoint.id}`);
      await receiver.close();
    }
  }

  const newCustomer = () => succeeds(daybook, 'POST', '/v1/customers', 'name=Ada');
  const deliveries = (page: Page) => page.locator('.deliveries > li');

  /** Presses a button of the page, and the one of the same name in the dialog that asks. */
  async function doAndConfirm(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
  }

  it('adds an endpoint whose secret is shown once, and deletes it', async (test) => {
    const receiver = await startReceiver();
    test.after(() => receiver.close());
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/webhooks');
    await page.getByRole('heading', { name: 'No endpoints yet' }).waitFor();
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(receiver.url);
    await dialog.getByLabel('Events', { exact: true }).fill('customer.created, charge.*');
    await dialog.getByLabel('Description').fill('Warehouse');
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
    const secret = await page.getByLabel('Signing secret').last().innerText();
    assert.match(secret, /^whsec_\w{20,}$/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Warehouse' });
    await row.getByText('customer.created, charge.*').waitFor();
    await page.reload();
    await row.getByText('Enabled').waitFor();
    await row.getByRole('link', { name: receiver.url }).click();
    await page.getByText('Nothing was sent.').waitFor();
    assert.equal((await page.content()).includes(secret), false, 'the secret is shown only once');

    const customer = await newCustomer();
    const [received] = await receiver.count(1);
    assert.ok(received !== undefined);
    assert.equal(verified(received, secret).data.object['id' as never], customer.id);
    // Without a reload.
    await deliveries(page).getByText('Delivered').waitFor();
    await deliveries(page).getByText('1 try').click();
    await deliveries(page).getByText('200', { exact: true }).waitFor();
    assert.equal(
      await deliveries(page).getByText('thanks').count(),
      0,
      'what stands in a private network is not shown',
    );

    await doAndConfirm(page, 'Delete');
    await page.getByRole('heading', { name: 'No endpoints yet' }).waitFor();
    assert.deepEqual((await succeeds(daybook, 'GET', '/v1/webhook_endpoints')).data, []);
    await finish();
  });

  it('shows why a delivery failed, and sends it again', () =>
    atEndpoint(answering(503, 500, 200), async ({ page, receiver }) => {
      await newCustomer();
      const delivery = deliveries(page).first();
      await delivery.getByText('Failed').waitFor();
      await delivery.getByText('2 tries').click();
      for (const text of ['503', '500']) {
        await delivery.getByText(text, { exact: true }).waitFor();
      }
      await doAndConfirm(page, 'Send again');
      await delivery.getByText('Delivered').waitFor();
      await delivery.getByText('3 tries').waitFor();
      await delivery.getByText('200', { exact: true }).waitFor();
      assert.equal(new Set(receiver.received.map(({ event }) => event.id)).size, 1);
      await page.getByRole('radio', { name: 'Failed' }).check();
      await page.getByText('Nothing was sent.').waitFor();
    }));

  it('replaces the secret, with which only new deliveries are signed', () =>
    atEndpoint(ok, async ({ page, receiver, endpoint }) => {
      await page.getByRole('button', { name: 'Roll secret' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('The old one works').selectOption('no longer');
      await dialog.getByRole('button', { name: 'Roll secret' }).click();
      const secret = await page.getByLabel('Signing secret').last().innerText();
      assert.match(secret, /^whsec_\w{20,}$/);
      await page.getByRole('button', { name: 'I have kept it' }).click();
      await newCustomer();
      const [received] = await receiver.count(1);
      assert.ok(received !== undefined);
      verified(received, secret);
      assert.throws(() => verified(received, endpoint.secret), /signature/i);
    }));

  it('sends nothing of what happens while the endpoint is disabled', () =>
    atEndpoint(ok, async ({ page, receiver }) => {
      await doAndConfirm(page, 'Disable');
      await page.getByText('Disabled', { exact: true }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Send a range again' }).count(), 0);
      await newCustomer();
      await doAndConfirm(page, 'Enable');
      await page.getByText('Enabled', { exact: true }).waitFor();
      const sent = await newCustomer();
      await receiver.count(1);
      await deliveries(page).getByText('Delivered').waitFor();
      assert.deepEqual(
        receiver.received.map(({ event }) => event.data.object.id),
        [sent.id],
      );
    }));

  it('sends a range of events again, also those from before the endpoint was there', async () => {
    const earlier = await newCustomer();
    await atEndpoint(ok, async ({ page, receiver }) => {
      await doAndConfirm(page, 'Send a range again');
      const wanted = (await succeeds(daybook, 'GET', '/v1/events', 'type=customer.created&limit=100')).data.length;
      await receiver.count(wanted);
      await deliveries(page)
        .getByText('Delivered')
        .nth(wanted - 1)
        .waitFor();
      const ids = receiver.received.map(({ event }) => event.data.object.id);
      assert.equal(ids.length, wanted);
      assert.ok(ids.includes(earlier.id));
    });
  });

  it('sends an event again from its own page', () =>
    atEndpoint(ok, async ({ page, open, receiver }) => {
      await newCustomer();
      const [first] = await receiver.count(1);
      await open(`/test/events/${first?.event.id}`);
      await page.getByRole('button', { name: 'Send again' }).click();
      const dialog = page.getByRole('dialog');
      assert.equal(await dialog.getByLabel('Endpoint').locator('option').innerText(), receiver.url);
      await dialog.getByRole('button', { name: 'Send again' }).click();
      const [, second] = await receiver.count(2);
      assert.equal(second?.event.id, first?.event.id);
      await dialog.waitFor({ state: 'detached' });
    }));

  it('changes an endpoint, and says what is wrong with an address', () =>
    atEndpoint(ok, async ({ page, receiver }) => {
      await page.getByRole('button', { name: 'Edit' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Address').fill('nowhere');
      await dialog.getByRole('button', { name: 'Save' }).click();
      assert.match(await dialog.getByRole('alert').innerText(), /url/i);
      await dialog.getByLabel('Address').fill(`${receiver.url}/elsewhere`);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: `${receiver.url}/elsewhere` }).waitFor();
      await newCustomer();
      const [received] = await receiver.count(1);
      assert.equal(received?.path, '/hook/elsewhere');
    }));
});
