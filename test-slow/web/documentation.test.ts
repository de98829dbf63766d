/** What is served at / and /docs, for everybody, and no wider than the screen. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NARROW, skipBrowser, WIDE } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { assertAccessible } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';

const PATHS = [
  '/',
  '/docs',
  '/docs/api/payment_intents',
  '/docs/api/objects',
  '/docs/events',
  '/docs/error-codes',
  '/docs/guides/multicapture',
  '/docs/operate',
  '/docs/compatibility',
  '/docs/compatibility/charges',
  '/docs/adr/0011-repair',
  '/docs/search?q=refund',
];

const CONDITIONS = [
  { viewport: WIDE, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'dark' },
] as const;

describe('the documentation in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  for (const condition of CONDITIONS) {
    it(`is accessible, ${condition.colorScheme}, ${condition.viewport.width} pixels wide`, async () => {
      const page = await browser.newPage(condition);
      for (const path of PATHS) {
        await page.goto(`${daybook.address}${path}`);
        await assertAccessible(page, path);
      }
      await page.close();
    });
  }

  it('is searched by its field, without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${daybook.address}/docs/operate`);
    await page.getByRole('searchbox').fill('report_refund');
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('link', { name: 'POST /v1/payment_records/:id/report_refund' }).first().click();
    assert.match(page.url(), /\/docs\/api\/payment_records#post-payment-records-id-report-refund$/);
    await context.close();
  });
});
