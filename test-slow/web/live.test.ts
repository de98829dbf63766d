/** What happens elsewhere appears in the dashboard by itself, in a real browser. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { dashboardPage } from '../../test/support/dashboard_browser.js';
import { startDaybook, type TestDaybook } from '../../test/support/daybook.js';
import { report, reportPayment } from '../../test/support/reporting.js';

describe('live updates in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  /** A mark that no reload would leave. */
  const mark = (page: Page) => page.evaluate('window.is_same_page = true');
  const isMarked = (page: Page) => page.evaluate('window.is_same_page === true');
  const connected = (page: Page) => page.getByRole('status').filter({ hasText: 'Live updates' }).waitFor();

  it('puts a payment on top of the open list, and changes its row', async () => {
    await reportPayment(daybook);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments');
    await connected(page);
    await mark(page);
    const { id } = await reportPayment(daybook, { 'amount_requested[value]': 123_400 });
    const first = page.getByRole('row').nth(1);
    await first.getByText('$1,234.00').waitFor();
    await first.getByText('Open').waitFor();
    await report(daybook, id, 'payment_attempt_failed', { failed_at: 1_730_253_500 });
    await first.getByText('Failed').waitFor();
    assert.ok(await isMarked(page));
    await finish();
  });

  it('shows what happened between the first look and the connection', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    let connect = () => {};
    const may_connect = new Promise<void>((resolve) => {
      connect = resolve;
    });
    await page.route('**/v1/events/stream', async (route) => {
      await may_connect;
      await route.continue();
    });
    await open('/test/payments');
    await reportPayment(daybook, { 'amount_requested[value]': 567_800 });
    connect();
    await page.getByRole('row').nth(1).getByText('$5,678.00').waitFor();
    await finish();
  });

  it('leaves out of a filtered list what does not belong there', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments?currency=nok');
    await connected(page);
    await page.getByRole('heading', { name: 'No payment matches' }).waitFor();
    await reportPayment(daybook, { 'amount_requested[value]': 88_800 });
    await reportPayment(daybook, { 'amount_requested[value]': 99_900, 'amount_requested[currency]': 'nok' });
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.getByRole('row').getByText('999.00').waitFor();
    await finish();
  });

  it('shows a change on the open page of a payment', async () => {
    const { id } = await reportPayment(daybook);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${id}`);
    await page.getByRole('img', { name: 'Open: $10.00' }).waitFor();
    await mark(page);
    await report(daybook, id, 'payment_attempt_guaranteed', { guaranteed_at: 1_730_253_500 });
    await page.getByRole('img', { name: 'Received: $10.00' }).waitFor();
    await page.getByText('Reported received').waitFor();
    await page.getByRole('button', { name: 'Report refund' }).waitFor();
    assert.ok(await isMarked(page));
    await finish();
  });

  it('says that the server is away, and shows what was missed when it is back', async (test) => {
    const first = await startDaybook();
    let second: TestDaybook | undefined;
    test.after(() => (second ?? first).remove());
    const settings = { ...first.settings, port: Number(new URL(first.address).port) };
    const { page, open, finish } = await dashboardPage(browser, first);
    await open('/test/payments');
    await connected(page);
    await mark(page);
    // The stream comes back only when the payment is there already.
    await page.route('**/v1/events/stream', (route) => route.abort());
    await first.close();
    await page.getByRole('status').filter({ hasText: 'Not connected' }).waitFor();
    second = await startDaybook(settings);
    await reportPayment(second, { 'amount_requested[value]': 432_100 });
    await page.getByRole('heading', { name: 'No payments yet' }).waitFor();
    await page.unroute('**/v1/events/stream');
    await connected(page);
    await page.getByRole('row').nth(1).getByText('$4,321.00').waitFor();
    assert.ok(await isMarked(page));
    await finish();
  });
});
