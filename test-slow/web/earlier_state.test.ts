/** The page of a payment at an earlier time: nothing on it is of another time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { assertAccessible, dashboardPage } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { act, confirmed, MULTICAPTURE } from '../../test/support/intents.js';
import { nextSecond, type Wire } from '../../test/support/reporting.js';
import { succeeds } from '../../test/support/scenario.js';

const ITEM = 'amount_details[line_items][0]';

describe('an earlier state in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  let payment: Wire;
  let held: number;
  sharesBrowser(async (started) => {
    ({ daybook, browser } = started);
    payment = await confirmed(daybook, MULTICAPTURE.replace('pm_card_visa', 'pm_card_createDispute'));
    held = Math.floor(Date.now() / 1000);
    await nextSecond();
    const item = `${ITEM}[product_name]=Notebook&${ITEM}[quantity]=1&${ITEM}[unit_cost]=600`;
    await act(daybook, payment['id'], 'capture', `amount_to_capture=600&final_capture=false&${item}`);
    const refunded = await confirmed(daybook, 'payment_method=pm_card_visa');
    await nextSecond();
    await succeeds(daybook, 'POST', '/v1/refunds', `payment_intent=${refunded['id']}&amount=400`);
  });

  it('shows neither the capture, its items, the dispute nor a request that came later', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${payment['payment_record']}`);
    await page.getByRole('cell', { name: 'Notebook' }).waitFor();
    await page.getByRole('heading', { name: 'Disputes' }).waitFor();
    await page.getByText('Capture 1').waitFor();
    await open(`/test/payments/${payment['payment_record']}?as_of=${held}`);
    await page.getByRole('img', { name: 'Authorized, not captured: $10.00' }).waitFor();
    await page.getByText('What came later is not shown.').waitFor();
    await page.getByText('requires_capture', { exact: true }).waitFor();
    assert.deepEqual(await page.getByRole('heading', { level: 2 }).allInnerTexts(), [
      'Timeline',
      'Attempts',
      'Details',
      'Customer',
      'Metadata',
      'Raw object',
    ]);
    assert.equal(await page.locator('.timeline-entry').count(), 1);
    assert.equal(await page.getByRole('row').filter({ hasText: 'Authorized' }).count(), 1);
    await assertAccessible(page, 'an earlier state');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('cell', { name: 'Notebook' }).waitFor();
    await finish();
  });

  it('does not list a refund that came later', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    const { data } = await succeeds(daybook, 'GET', '/v1/payment_records', 'limit=1');
    await open(`/test/payments/${data[0].id}`);
    await page.getByRole('heading', { name: 'Refunds' }).waitFor();
    await page.getByRole('button', { name: 'State then' }).last().click();
    await page.getByRole('img', { name: 'Received: $10.00' }).waitFor();
    await page.getByRole('heading', { name: 'Refunds' }).waitFor({ state: 'detached' });
    assert.equal(await page.getByText('Refunded', { exact: true }).count(), 0);
    await finish();
  });
});
