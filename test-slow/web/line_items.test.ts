/** An order in a real browser: what is captured of it is ticked, and what is left is told. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { assertAccessible, dashboardPage } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { INTENTS, MULTICAPTURE } from '../../test/support/intents.js';
import type { Wire } from '../../test/support/reporting.js';
import { NEWEST, succeeds } from '../../test/support/scenario.js';

const item = (index: number, name: string, quantity: number, unit_cost: number, more = '') => {
  const at = `amount_details[line_items][${index}]`;
  return `${at}[product_name]=${name}&${at}[quantity]=${quantity}&${at}[unit_cost]=${unit_cost}${more && `&${at}${more}`}`;
};
const ORDER = [
  item(0, 'Notebook', 3, 1_000, '[product_code]=NB'),
  item(1, 'Pen', 2, 250),
  'amount_details[shipping][amount]=400',
  'amount_details[tax][total_tax_amount]=300',
  'amount_details[discount_amount]=200',
].join('&');

describe('line items in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  const held = (): Promise<Wire> =>
    succeeds(daybook, 'POST', INTENTS, `amount=4000&currency=usd&confirm=true&${MULTICAPTURE}&${ORDER}`, NEWEST);
  const rowsOf = async (page: Page, label: string) =>
    (
      await page
        .locator('.capture, .section')
        .filter({ has: page.getByRole('heading', { name: label, exact: true }) })
        .last()
        .getByRole('row')
        .allInnerTexts()
    ).map((text) => text.replaceAll('\t', ' '));

  it('are captured by ticking, in parts, until nothing is left', async () => {
    const { id, payment_record } = await held();
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${payment_record}`);
    await page.getByRole('heading', { name: 'Line items' }).waitFor();
    assert.deepEqual(
      (await rowsOf(page, 'Line items')).slice(1),
      [
        'Notebook NB 3 $10.00 $30.00',
        'Pen 2 $2.50 $5.00',
        'Shipping $4.00',
        'Tax $3.00',
        'Discount -$2.00',
        'Total $40.00',
      ].map((line) => line.replace(/(\$10.00|\$2.50) /, '$1   ')),
    );

    await page.getByRole('button', { name: 'Capture', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Capture $40.00' }).waitFor();
    await dialog.getByRole('checkbox', { name: 'Notebook' }).uncheck();
    await dialog.getByRole('button', { name: 'Capture $10.00' }).waitFor();
    await dialog.getByRole('checkbox', { name: 'Tax' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Discount' }).uncheck();
    assert.equal(await dialog.getByLabel('Amount (USD)').inputValue(), '9.00');
    await dialog.getByLabel('Keep the rest authorized').check();
    await assertAccessible(page, 'the dialog');
    await dialog.getByRole('button', { name: 'Capture $9.00' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Capture 1 · $9.00' }).waitFor();
    await page.getByRole('heading', { name: 'Order', exact: true }).waitFor();
    const [head, ...order] = await rowsOf(page, 'Order');
    assert.equal(head, 'Product Ordered Captured Left Unit price Discount Tax Total');
    assert.deepEqual(
      order.map((line) => line.replaceAll(/ +/g, ' ')),
      [
        'Notebook NB 3 0 3 $10.00 $30.00',
        'Pen 2 2 0 $2.50 $5.00',
        'Shipping $4.00',
        'Tax $3.00',
        'Discount -$2.00',
        'Total $40.00',
      ],
    );
    await assertAccessible(page, 'the page');

    await page.getByRole('button', { name: 'Capture', exact: true }).click();
    assert.equal(await dialog.getByRole('checkbox', { name: 'Pen' }).count(), 0, 'it is captured already');
    await dialog.getByRole('button', { name: 'Capture $31.00' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Capture 2 · $31.00' }).waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Order', exact: true }).count(), 0, 'nothing is left of it');
    const intent = await succeeds(daybook, 'GET', `${INTENTS}/${id}`, 'expand[]=amount_details.line_items', NEWEST);
    assert.deepEqual([intent.status, intent.amount_received], ['succeeded', 4_000]);
    assert.deepEqual(
      intent.amount_details.line_items.data.map(({ product_name, quantity }: Wire) => [product_name, quantity]),
      [
        ['Pen', 2],
        ['Notebook', 3],
      ],
    );
    await finish();
  });
});
