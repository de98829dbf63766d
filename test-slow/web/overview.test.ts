/** The overview in a real browser: what it says, and the payments behind it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser, startBrowser } from '../../test/support/browser.js';
import { dashboardPage, settled } from '../../test/support/dashboard_browser.js';
import { startDaybook, type TestDaybook } from '../../test/support/daybook.js';
import { act, DECLINES, intent } from '../../test/support/intents.js';
import { reportPayment } from '../../test/support/reporting.js';

describe('the overview in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  before(async () => {
    daybook = await startDaybook();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await daybook?.remove();
  });

  it('counts what failed without a reason, and leads to it', async () => {
    const at = Math.floor(Date.now() / 1000) - 60;
    const failed = { initiated_at: at, outcome: 'failed', 'failed[failed_at]': at };
    for (const value of [4_100, 4_200]) await reportPayment(daybook, { 'amount_requested[value]': value, ...failed });
    await act(daybook, (await intent(daybook))['id'], 'confirm', DECLINES);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/overview?range=7');
    const reasons = page.locator('section').filter({ hasText: 'Why payments failed' });
    assert.deepEqual(await reasons.getByRole('listitem').allInnerTexts(), [
      'No reason given\n2',
      'Declined without details\n1',
    ]);
    await reasons.getByRole('link', { name: 'No reason given' }).click();
    await settled(page);
    await page.getByText('$41.00').first().waitFor();
    await page.getByText('$42.00').first().waitFor();
    assert.equal(await page.getByText('$10.00').count(), 0);
    await page.getByRole('button', { name: /Decline reason.*No reason given/ }).waitFor();
    await finish();
  });
});
