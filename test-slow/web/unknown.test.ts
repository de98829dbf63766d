/** A page of something that cannot be shown says what to do: search, try again, or ask with the id of the request. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { assertAccessible, dashboardPage, settled } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { confirmed } from '../../test/support/intents.js';
import type { Wire } from '../../test/support/reporting.js';
import { succeeds } from '../../test/support/scenario.js';

describe('what cannot be shown, in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  let paid: Wire;
  sharesBrowser(async (started) => {
    ({ daybook, browser } = started);
    paid = await confirmed(daybook, 'payment_method=pm_card_visa');
  });

  it('is searched for where its id is unknown', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/disputes/${paid['latest_charge']}`);
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
    await page.getByText('No such dispute').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0, 'it is not there the second time');
    await assertAccessible(page, 'an unknown id');
    const search = page.getByRole('searchbox');
    assert.equal(await search.inputValue(), paid['latest_charge']);
    await page.getByRole('button', { name: 'Search payments' }).click();
    await settled(page);
    await page.getByRole('row').filter({ hasText: '$10.00' }).waitFor();
    assert.match(page.url(), new RegExp(`/test/payments\\?query=${paid['latest_charge']}$`));
    await finish();
  });

  it('is not searched for with a key that finds nothing', async () => {
    const form = 'type=restricted&permissions[disputes]=read';
    const { key } = await succeeds(daybook, 'POST', '/v1/daybook/api_keys', form);
    const { page, open, finish } = await dashboardPage(browser, daybook, { key });
    await open('/test/disputes/du_none');
    await page.getByText('No such dispute').waitFor();
    assert.equal(await page.getByRole('searchbox').count(), 0);
    await finish();
  });

  it('is tried again after a fault of the server, which has an id to ask with', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    const path = `${daybook.address}/v1/payment_records/${paid['payment_record']}?*`;
    await page.route(path, (route) =>
      route.fulfill({
        status: 500,
        headers: { 'Request-Id': 'req_fault' },
        json: { error: { type: 'api_error', message: 'An unknown error occurred.' } },
      }),
    );
    await open(`/test/payments/${paid['payment_record']}`);
    const alert = page.getByRole('alert');
    await alert.getByText('An unknown error occurred.').waitFor();
    await alert.getByText('req_fault').waitFor();
    await alert.getByText('This is a fault of the server.').waitFor();
    await assertAccessible(page, 'a fault');
    await page.unroute(path);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: '$10.00' }).waitFor();
    await finish();
  });
});
