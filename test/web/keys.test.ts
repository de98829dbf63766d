/** Keys in the dashboard: made, rolled, revoked; and what a restricted one is shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { RESOURCES } from '../../src/api/kernel/access.js';
import { skipBrowser } from '../support/browser.js';
import { sharesBrowser } from '../support/browser_scene.js';
import { assertAccessible, dashboardPage } from '../support/dashboard_browser.js';
import { startDaybook, TEST_KEY, type TestDaybook } from '../support/daybook.js';
import { reportPayment } from '../support/reporting.js';
import { succeeds } from '../support/scenario.js';

describe('keys in the dashboard', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  it('makes a restricted key that is shown once, and revokes it', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/keys');
    await assertAccessible(page, 'keys');
    await page.getByRole('button', { name: 'Create key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('warehouse');
    for (const resource of RESOURCES)
      assert.equal(await dialog.getByLabel(resource, { exact: true }).count(), 1, resource);
    await dialog.getByLabel('payment_records').selectOption('read');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    const made = await page.getByLabel('Your new key').last().innerText();
    assert.match(made, /^rk_test_\w{20,}$/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const headers = { Authorization: `Bearer ${made}` };
    await succeeds(daybook, 'GET', '/v1/payment_records', '', headers);
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: 'warehouse' });
    await row.getByText('payment_records: read').waitFor();
    assert.equal((await page.content()).includes(made), false, 'it is shown only once');
    await row.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await row.getByText('Revoked').waitFor();
    const refused = await fetch(`${daybook.address}/v1/payment_records`, { headers });
    assert.equal(refused.status, 401);
    await finish();
  });

  it('shows a key that replaced the own one, although the session ends with the old', async () => {
    const own = await startDaybook();
    const { page, open, finish } = await dashboardPage(browser, own);
    await open('/test/keys');
    const row = page.getByRole('row').filter({ hasText: '(you)' });
    await row.getByRole('button', { name: 'Roll' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The old one works').selectOption('no longer');
    await dialog.getByRole('button', { name: 'Roll' }).click();
    const made = await page.getByLabel('Your new key').last().innerText();
    assert.match(made, /^sk_test_\w{20,}$/);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByLabel('API key').fill(made);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('(you)').waitFor();
    await finish();
    await own.remove();
  });

  it('shows with a restricted key only what it may see, and no button for what it may not do', async () => {
    const record = await reportPayment(daybook);
    const { key } = await succeeds(
      daybook,
      'POST',
      '/v1/daybook/api_keys',
      'type=restricted&permissions[payment_records]=read&permissions[customers]=read',
      { Authorization: `Bearer ${TEST_KEY}` },
    );
    const { page, open, finish } = await dashboardPage(browser, daybook, { key });
    await open(`/test/payments/${record['id']}`);
    const names = await page.getByRole('navigation', { name: 'Main' }).getByRole('listitem').allInnerTexts();
    assert.deepEqual(names, ['Overview', 'Payments', 'Customers']);
    await page.getByRole('img', { name: 'Open: $10.00' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Report/ }).count(), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
    await finish();
  });
});
