/** The table of payments in a real browser: long lists, filters, keyboard, views. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { dashboardPage, settled, until } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { reportPayment } from '../../test/support/reporting.js';

const COUNT = 350;
const AT_ONCE = 25;

describe('the table of payments in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser(async (started) => {
    ({ daybook, browser } = started);
    for (let first = 1; first <= COUNT; first += AT_ONCE) {
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => {
          const number = first + index;
          return reportPayment(daybook, {
            'amount_requested[value]': number * 100,
            'amount_requested[currency]': number % 10 === 0 ? 'eur' : 'usd',
            'processor_details[type]': 'custom',
            'processor_details[custom][payment_reference]': `ref_${number}`,
            'metadata[order]': `${number}`,
            ...(number % 7 === 0 ? { outcome: 'failed', 'failed[failed_at]': 1_730_253_460 } : {}),
          });
        }),
      );
    }
  });

  const ROWS = "document.querySelectorAll('.table-row').length";

  it('has only the rows in sight in the page, and reads on as it is scrolled', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await open('/test/payments');
    await page.getByText('100 rows').waitFor();
    const table = page.getByRole('grid', { name: 'Payments' });
    for (let turn = 0; turn < 60 && (await page.getByText(`${COUNT} rows`).count()) === 0; turn += 1) {
      await table.evaluate((element: { scrollTop: number; scrollHeight: number }) => {
        element.scrollTop = element.scrollHeight;
      });
      await page.waitForTimeout(50);
    }
    await page.getByText(`${COUNT} rows`).waitFor();
    const lists = asked.filter((path) => path === '/v1/payment_records');
    assert.equal(lists.length, Math.ceil(COUNT / 100), 'a page is asked for once, and says all that its rows show');
    assert.ok(!asked.includes('/v1/payment_attempt_records'), 'no row asks for its attempts');
    assert.equal(await table.getAttribute('aria-rowcount'), String(COUNT + 1));
    assert.ok((await page.evaluate<number>(ROWS)) < 60, 'only what is in sight is in the page');

    const last = table.getByRole('row').last();
    await last.click();
    await settled(page);
    await page.goBack();
    await page.getByText(`${COUNT} rows`).waitFor();
    const offset = await table.evaluate((element: { scrollTop: number }) => element.scrollTop);
    assert.ok(offset > 10_000, `the list is where it was left, not at ${offset}`);
    await finish();
  });

  it('is walked and opened with the keyboard alone', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate('document.activeElement.type'), 'search');
    await page.getByRole('row').nth(1).focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    assert.equal(await page.evaluate("document.activeElement.getAttribute('aria-rowindex')"), '4');
    await page.keyboard.press('End');
    await until(page, "document.activeElement.getAttribute('aria-rowindex') === '101'");
    await page.keyboard.press('Home');
    await until(page, "document.activeElement.getAttribute('aria-rowindex') === '2'");
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/payments\/pr_/);
    await finish();
  });

  it('combines filters, which the address holds', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments');
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await page.keyboard.press('Escape');
    await page.getByText('50 rows').waitFor();
    await page.getByRole('button', { name: 'Amount', exact: true }).click();
    await page.locator('.popover').getByLabel('From').fill('100');
    await page.locator('.popover').getByLabel('To').fill('150');
    await page.locator('.popover').getByRole('button', { name: 'Apply' }).click();
    // 105, 112, 119, 126, 133, 147 dollars; 140 is in euros.
    await page.getByText('6 rows').waitFor();
    assert.match(
      decodeURIComponent(page.url()),
      /state\[\]=failed&currency=usd&amount\[gte\]=10000&amount\[lte\]=15000/,
    );
    await page.reload();
    await page.getByText('6 rows').waitFor();
    await page.getByRole('button', { name: 'Metadata', exact: true }).click();
    await page.getByLabel('Key').fill('order');
    await page.getByLabel('Value').fill('112');
    await page.locator('.popover').getByRole('button', { name: 'Apply' }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.getByText('$112.00').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('100 rows').waitFor();
    await finish();
  });

  it('filters by when payments happened or were recorded, and marks references that others have', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    const march = 1_740_787_200;
    const told = (days: number, reference: string, value: number) =>
      reportPayment(daybook, {
        initiated_at: march + days * 86_400,
        'amount_requested[currency]': 'sek',
        'amount_requested[value]': value,
        'processor_details[type]': 'custom',
        'processor_details[custom][payment_reference]': reference,
      });
    await told(40, 'of April', 100);
    await told(20, 'told twice', 200);
    await told(20, ' told twice\u00a0', 200);
    await told(3, 'split', 300);
    await told(3, 'split', 400);
    await open('/test/payments?currency=sek');
    await page.getByRole('button', { name: 'Date', exact: true }).click();
    await page.locator('.popover').getByLabel('From').fill('2025-03-01');
    await page.locator('.popover').getByLabel('To').fill('2025-03-31');
    await page.locator('.popover').getByRole('button', { name: 'Apply' }).click();
    await page.getByText('4 rows').waitFor();
    assert.match(decodeURIComponent(page.url()), /happened\[gte\]=1740787200&happened\[lt\]=1743465600/);
    await page.getByText('Double?').nth(1).waitFor();
    await page.getByText('+1', { exact: true }).nth(1).waitFor();
    assert.equal(await page.getByText('Double?').count(), 2);
    assert.equal(await page.getByText('+1', { exact: true }).count(), 2);
    await page.getByRole('gridcell', { name: /2\.00/ }).first().click();
    await page.getByText('Possible double.').waitFor();
    const others = page.getByRole('region', { name: 'The same reference.' });
    assert.equal(await others.getByRole('link').count(), 1);
    await page.goBack();
    await page.getByText('4 rows').waitFor();
    await page.getByRole('button', { name: /^Date/ }).first().click();
    await page.locator('.popover').getByLabel('Recorded').check();
    await page.locator('.popover').getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('heading', { name: 'No payment matches' }).waitFor();
    assert.match(decodeURIComponent(page.url()), /created\[gte\]=1740787200&created\[lt\]=1743465600/);
    await finish();
  });

  it('finds a payment by its reference, and says where nothing matches', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments');
    const search = page.getByRole('searchbox');
    await search.fill('ref_123');
    await search.press('Enter');
    await page.getByText('$123.00').waitFor();
    await page.getByText('1 row', { exact: true }).waitFor();
    await search.fill('ref_nothing');
    await search.press('Enter');
    await page.getByRole('heading', { name: 'No payment matches' }).waitFor();
    await finish();
  });

  it('keeps views and columns in the browser', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments?currency=eur');
    await page.getByText('35 rows').waitFor();
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name of the view').fill('Euros');
    await page.locator('.popover').getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'ID' }).check();
    await page.keyboard.press('Escape');
    await open('/test/payments');
    await page.getByRole('columnheader', { name: 'ID' }).waitFor();
    await page.getByRole('button', { name: 'Euros', exact: true }).click();
    await page.getByText('35 rows').waitFor();
    await page.getByRole('button', { name: 'Remove the view Euros' }).click();
    assert.equal(await page.getByRole('button', { name: 'Euros', exact: true }).count(), 0);
    await finish();
  });
});
