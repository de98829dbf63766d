/** Popovers end inside the window, and the toolbar stays where it is while filters are set. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { dashboardPage } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { reportPayment } from '../../test/support/reporting.js';

const SET =
  'state[]=failed&state[]=guaranteed&currency=usd&amount[gte]=100&happened[gte]=1730246400&happened[lt]=1730332800&processor=custom&method=visa&customer=cus_1&decline_reason=lost_card&metadata[order]=1';

describe('popovers', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  let record: string;
  sharesBrowser(async (started) => {
    ({ daybook, browser } = started);
    record = (await reportPayment(daybook))['id'];
  });

  for (const width of [1440, 1280, 1024]) {
    it(`end inside a window of ${width}`, async () => {
      const height = 700;
      const { page, open, finish } = await dashboardPage(browser, daybook, { viewport: { width, height } });
      for (const path of ['/test/payments', `/test/payments?${SET}`, `/test/payments/${record}`]) {
        await open(path);
        const buttons = page.locator('.popover-root > .button');
        const count = await buttons.count();
        assert.ok(count > 0, path);
        for (let index = 0; index < count; index += 1) {
          const button = buttons.nth(index);
          const name = `${await button.innerText()}, ${path}`;
          await button.click();
          const box = await page.locator('.popover').boundingBox();
          assert.ok(box, name);
          assert.ok(box.x >= 0 && box.x + box.width <= width, `${name}: ${JSON.stringify(box)}`);
          assert.ok(box.y >= 0 && box.y + box.height <= height, `${name}: ${JSON.stringify(box)}`);
          await page.keyboard.press('Escape');
        }
      }
      await finish();
    });
  }

  it('leave the toolbar where it is while filters are set', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments');
    const tools = [
      page.getByRole('searchbox'),
      page.getByRole('button', { name: 'Columns' }),
      page.locator('.filter-bar .popover-root > .button').first(),
    ];
    const places = async () =>
      Promise.all(
        tools.map(async (each) => {
          const box = await each.boundingBox();
          return [box?.x, box?.y];
        }),
      );
    const before_any = await places();
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Open' }).check();
    assert.deepEqual(await places(), before_any);
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Date/ }).click();
    await page.locator('.popover').getByLabel('Recorded').check();
    await page.locator('.popover').getByRole('button', { name: '90 days' }).click();
    await page.getByRole('button', { name: 'Clear the filter Date' }).waitFor();
    assert.deepEqual(await places(), before_any);
    await finish();
  });
});
