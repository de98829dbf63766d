/** Every page of the dashboard: for everybody, and no wider than the screen. */
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NARROW, skipBrowser, startBrowser, WIDE } from './browser.js';
import { assertAccessible, type DashboardPage, dashboardPage } from './dashboard_browser.js';
import { DASHBOARD_PAGES } from './dashboard_pages.js';
import { makeScene, type Scene } from './dashboard_scene.js';
import { startDaybook, type TestDaybook } from './daybook.js';

interface Condition {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'dark' | 'light';
}

export const TELEPHONE_DARK: Condition = { name: 'a telephone, dark', viewport: NARROW, colorScheme: 'dark' };
export const DESK_LIGHT: Condition = { name: 'a desk, light', viewport: WIDE, colorScheme: 'light' };

/** A test for each page, and for what opens on them. */
export function everyPageIsAccessible({ name, viewport, colorScheme }: Condition): void {
  describe(`accessibility of the dashboard on ${name}`, { skip: skipBrowser }, () => {
    let daybook: TestDaybook;
    let browser: Browser;
    let scene: Scene;
    let signed_in: DashboardPage;
    let signed_out: DashboardPage;

    before(async () => {
      daybook = await startDaybook();
      browser = await startBrowser();
      scene = await makeScene(daybook);
      signed_in = await dashboardPage(browser, daybook, { viewport, colorScheme });
      signed_out = await dashboardPage(browser, daybook, { viewport, colorScheme, key: null });
    });
    after(async () => {
      await signed_in?.finish();
      await signed_out?.finish();
      await browser?.close();
      await daybook?.remove();
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
      // What a private address answered is not shown.
      await page
        .getByText(/\d ms$/)
        .first()
        .waitFor();
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
