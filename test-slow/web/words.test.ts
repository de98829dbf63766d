/** One word for one thing: what the page of a payment calls what became of its money, and why it failed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { dashboardPage } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { act, confirmed, HOLDS, intent } from '../../test/support/intents.js';

describe('the words of a payment in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  it('call what is left after a capture released, and what came in received', async () => {
    const { id, payment_record } = await confirmed(daybook, HOLDS);
    await act(daybook, id, 'capture', 'amount_to_capture=640');
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${payment_record}`);
    await page.getByRole('img', { name: 'Received: $6.40, Released: $3.60' }).waitFor();
    assert.deepEqual(await page.locator('.movement').allInnerTexts(), [
      'received $6.40',
      'released $3.60',
      'authorized $10.00',
    ]);
    assert.equal(await page.getByText('Canceled', { exact: true }).count(), 0);
    await finish();
  });

  it('tell the operator why a payment was declined, and by whom', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    for (const [card, words] of [
      ['visa_chargeDeclinedInsufficientFunds', 'Declined: insufficient funds (issuer)'],
      ['chargeDeclinedExpiredCard', 'Declined: expired card (issuer)'],
      ['visa_chargeDeclined', 'Declined without details (issuer)'],
      ['radarBlock', 'Blocked as too risky'],
    ] as const) {
      const { id, payment_record } = await intent(daybook);
      await act(daybook, id, 'confirm', `payment_method=pm_card_${card}`);
      await open(`/test/payments/${payment_record}`);
      await page.getByText(words, { exact: true }).waitFor();
      const titles = await page.locator('.timeline-title').allInnerTexts();
      assert.equal(titles.filter((title) => /declined|blocked/i.test(title)).length, 1, titles.join());
    }
    await finish();
  });
});
