/** Every page, on a telephone in the dark and on a desk in the light: for everybody, and no wider than the screen. */
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NARROW, skipBrowser, startBrowser, WIDE } from '../support/browser.js';
import { assertAccessible, dashboardPage, settled } from '../support/dashboard_browser.js';
import { startDaybook, type TestDaybook } from '../support/daybook.js';
import { report, reportPayment } from '../support/reporting.js';
import { succeeds } from '../support/scenario.js';

const CONDITIONS = [
  { name: 'a telephone, dark', viewport: NARROW, colorScheme: 'dark' },
  { name: 'a desk, light', viewport: WIDE, colorScheme: 'light' },
] as const;

/** Requests are in the log about a second after their answer. */
async function firstRequest(daybook: TestDaybook): Promise<string> {
  for (;;) {
    const { data } = await succeeds(daybook, 'GET', '/v1/request_logs', 'limit=1');
    if (data.length > 0) return data[0].id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('accessibility of the dashboard', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  const ids = { customer: '', reported: '', processed: '', event: '', request: '', dispute: '', disputed: '' };

  before(async () => {
    daybook = await startDaybook();
    browser = await startBrowser();
    ids.customer = (await succeeds(daybook, 'POST', '/v1/customers', 'name=Ada&email=ada@example.com')).id;
    const ended = { outcome: 'failed', 'failed[failed_at]': 1_730_253_460 };
    for (const outcome of [{}, ended, { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1_730_253_460 }]) {
      const record = await reportPayment(daybook, { 'customer_details[customer]': ids.customer, ...outcome });
      ids.reported = record['id'];
    }
    await report(daybook, ids.reported, 'refund', {
      outcome: 'refunded',
      'processor_details[type]': 'custom',
      'processor_details[custom][refund_reference]': 'r1',
      'amount[currency]': 'usd',
      'amount[value]': 100,
    });
    const intent = await succeeds(
      daybook,
      'POST',
      '/v1/payment_intents',
      `amount=4600&currency=usd&confirm=true&capture_method=manual&payment_method=pm_card_visa&customer=${ids.customer}` +
        '&payment_method_options[card][request_multicapture]=if_available',
    );
    await succeeds(
      daybook,
      'POST',
      `/v1/payment_intents/${intent.id}/capture`,
      'amount_to_capture=2000&final_capture=false&amount_details[line_items][0][product_name]=Notebook' +
        '&amount_details[line_items][0][quantity]=2&amount_details[line_items][0][unit_cost]=1000',
    );
    ids.processed = intent.payment_record;
    const disputed = await succeeds(
      daybook,
      'POST',
      '/v1/payment_intents',
      `amount=4600&currency=usd&confirm=true&payment_method=pm_card_createDispute&customer=${ids.customer}`,
    );
    ids.disputed = disputed.payment_record;
    ids.dispute = (await succeeds(daybook, 'GET', '/v1/disputes', 'limit=1')).data[0].id;
    ids.request = await firstRequest(daybook);
    ids.event = (await succeeds(daybook, 'GET', '/v1/events', 'limit=1')).data[0].id;
  });
  after(async () => {
    await browser?.close();
    await daybook?.remove();
  });

  const PAGES: Record<string, () => string> = {
    overview: () => '/test/overview',
    payments: () => '/test/payments',
    'payments, none found': () => '/test/payments?query=nothing',
    'a reported payment': () => `/test/payments/${ids.reported}`,
    'a processed payment': () => `/test/payments/${ids.processed}`,
    'a payment that is not there': () => '/test/payments/pr_none',
    'a disputed payment': () => `/test/payments/${ids.disputed}`,
    disputes: () => '/test/disputes',
    'disputes, none found': () => '/test/disputes?status[]=won',
    'a dispute': () => `/test/disputes/${ids.dispute}`,
    customers: () => '/test/customers',
    'a customer': () => `/test/customers/${ids.customer}`,
    events: () => '/test/events',
    'an event': () => `/test/events/${ids.event}`,
    keys: () => '/test/keys',
    'the request log': () => '/test/requests',
    'a request': () => `/test/requests/${ids.request}`,
    'the other mode': () => '/live/payments',
    'a page that is not there': () => '/test/nothing',
  };

  for (const { name, viewport, colorScheme } of CONDITIONS) {
    for (const [what, path] of Object.entries(PAGES)) {
      it(`${what} on ${name}`, async () => {
        const { page, open, finish } = await dashboardPage(browser, daybook, { viewport, colorScheme });
        await open(path());
        await assertAccessible(page, what);
        await finish();
      });
    }

    it(`signing in on ${name}`, async () => {
      const { page, open, finish } = await dashboardPage(browser, daybook, { viewport, colorScheme, key: null });
      await open('');
      await assertAccessible(page, 'signing in');
      await finish();
    });

    it(`dialogs and panels on ${name}`, async () => {
      const { page, open, finish } = await dashboardPage(browser, daybook, { viewport, colorScheme });
      await open('/test/payments');
      await page.getByRole('button', { name: 'State', exact: true }).click();
      await assertAccessible(page, 'a filter');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Report payment' }).click();
      await page.getByRole('dialog').getByText('As a curl command').click();
      await assertAccessible(page, 'reporting');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await open(`/test/payments/${ids.processed}`);
      await page.getByRole('button', { name: 'Capture', exact: true }).click();
      await page.getByRole('button', { name: 'Add an item' }).click();
      await assertAccessible(page, 'capturing');
      await open(`/test/disputes/${ids.dispute}`);
      await page.getByRole('button', { name: 'Give evidence' }).click();
      await assertAccessible(page, 'giving evidence');
      await finish();
    });
  }

  it('the menu of a telephone opens, leads on and closes', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook, { viewport: NARROW });
    await open('/test/payments');
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.click();
    await assertAccessible(page, 'the menu');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Customers' }).waitFor({ state: 'hidden' });
    await menu.click();
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    await settled(page);
    await page.getByRole('link', { name: 'Events' }).waitFor({ state: 'hidden' });
    await finish();
  });
});
