/** Every page, on a telephone in the dark and on a desk in the light: for everybody, and no wider than the screen. */
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NARROW, skipBrowser, startBrowser, WIDE } from '../support/browser.js';
import { assertAccessible, type DashboardPage, dashboardPage, settled } from '../support/dashboard_browser.js';
import { DASHBOARD_PAGES } from '../support/dashboard_pages.js';
import { makeScene, type Scene } from '../support/dashboard_scene.js';
import { startDaybook, type TestDaybook } from '../support/daybook.js';

const CONDITIONS = [
  { name: 'a telephone, dark', viewport: NARROW, colorScheme: 'dark' },
  { name: 'a desk, light', viewport: WIDE, colorScheme: 'light' },
] as const;

describe('accessibility of the dashboard', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  let scene: Scene;

  before(async () => {
    daybook = await startDaybook();
    browser = await startBrowser();
    scene = await makeScene(daybook);
  });
  after(async () => {
    await browser?.close();
    await daybook?.remove();
  });

  for (const { name, viewport, colorScheme } of CONDITIONS) {
    describe(`on ${name}`, () => {
      let signed_in: DashboardPage;
      let signed_out: DashboardPage;
      before(async () => {
        signed_in = await dashboardPage(browser, daybook, { viewport, colorScheme });
        signed_out = await dashboardPage(browser, daybook, { viewport, colorScheme, key: null });
      });
      after(async () => {
        await signed_in?.finish();
        await signed_out?.finish();
      });

      for (const { name: what, path, is_signed_out = false } of DASHBOARD_PAGES) {
        it(what, async () => {
          const { page, open } = is_signed_out ? signed_out : signed_in;
          await open(path(scene));
          await assertAccessible(page, what);
        });
      }

      it('filters and the dialogs of payments', async () => {
        const { page, open } = signed_in;
        await open('/test/payments');
        await page.getByRole('button', { name: 'State', exact: true }).click();
        await assertAccessible(page, 'a filter');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Report payment' }).click();
        await page.getByRole('dialog').getByText('As a curl command').click();
        await assertAccessible(page, 'reporting');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await open(`/test/payments/${scene.processed}`);
        await page.getByRole('button', { name: 'Capture', exact: true }).click();
        await page.getByRole('button', { name: 'Add an item' }).click();
        await assertAccessible(page, 'capturing');
        await open(`/test/disputes/${scene.dispute}`);
        await page.getByRole('button', { name: 'Give evidence' }).click();
        await assertAccessible(page, 'giving evidence');
      });

      it('the dialogs of webhooks, and a delivery', async () => {
        const { page, open } = signed_in;
        await open('/test/webhooks');
        await page.getByRole('button', { name: 'Add endpoint' }).click();
        await page.getByRole('dialog').waitFor();
        await assertAccessible(page, 'adding an endpoint');
        await open(`/test/webhooks/${scene.endpoint}`);
        await page.getByText('1 try').first().click();
        await page.getByLabel('Answer').first().waitFor();
        await assertAccessible(page, 'a delivery');
        for (const button of ['Edit', 'Send a range again', 'Roll secret', 'Delete', 'Send again']) {
          await page.getByRole('button', { name: button, exact: true }).first().click();
          await page.getByRole('dialog').waitFor();
          await assertAccessible(page, button);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
      });
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
