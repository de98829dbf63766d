import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NARROW, skipBrowser } from '../support/browser.js';
import { sharesBrowser } from '../support/browser_scene.js';
import { assertAccessible, dashboardPage, settled } from '../support/dashboard_browser.js';
import type { TestDaybook } from '../support/daybook.js';

// Every page, on a telephone and on a desk: test-slow.
describe('the menu of a telephone', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  it('opens, leads on and closes', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook, { viewport: NARROW });
    await open('/test/payments');
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.click();
    await assertAccessible(page, 'the menu');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Customers' }).waitFor({ state: 'hidden' });
    await menu.click();
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
    await settled(page);
    await page.getByRole('link', { name: 'Events' }).waitFor({ state: 'hidden' });
    await finish();
  });
});
