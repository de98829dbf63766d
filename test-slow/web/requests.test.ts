/** The request log in a real browser: from a refusal to its request, and from a payment to the requests about it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { dashboardPage, settled } from '../../test/support/dashboard_browser.js';
import { request, type TestDaybook } from '../../test/support/daybook.js';
import { report, reportPayment } from '../../test/support/reporting.js';
import { succeeds } from '../../test/support/scenario.js';

describe('the request log in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  it('shows what was asked and why it was refused, and leads to the payment', async () => {
    const record = await reportPayment(daybook);
    const path = `/v1/payment_records/${record['id']}/report_payment_attempt_failed`;
    const refused = await request(daybook, 'POST', path, 'failed_at=never');
    assert.equal(refused.status, 400);
    const id = refused.headers.get('request-id') ?? '';
    // It is in the log about a second after its answer.
    while ((await succeeds(daybook, 'GET', '/v1/daybook/request_logs', `path=${path}`)).data.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/requests');
    await page.getByRole('radio', { name: '4xx' }).check();
    await page.getByRole('row').filter({ hasText: id }).click();
    await settled(page);
    await page.getByText(refused.body.error.message).waitFor();
    await page.getByText('"failed_at": "never"').waitFor();
    await page.getByRole('link', { name: record['id'] }).click();
    await page.getByRole('img', { name: 'Open: $10.00' }).waitFor();
    const about = page.getByRole('region', { name: 'API requests' });
    await about.getByText('400').waitFor();
    await about.getByRole('link', { name: 'POST /v1/payment_records/report_payment' }).waitFor();
    await about.getByRole('link', { name: `POST ${path}` }).click();
    await page.getByText(refused.body.error.message).waitFor();
    await open('/test/requests');
    await page.getByRole('searchbox').fill(record['id']);
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('2 rows').waitFor();
    await finish();
  });

  it('counts in the overview what the payments behind each number are', async () => {
    const now = Math.floor(Date.now() / 1000);
    const told = (value: number, initiated_at: number, outcome: string, ended_at: number) =>
      reportPayment(daybook, {
        'amount_requested[currency]': 'nok',
        'amount_requested[value]': value,
        initiated_at,
        outcome,
        [`${outcome}[${outcome}_at]`]: ended_at,
      });
    await told(1_000, now - 60, 'guaranteed', now - 50);
    // Begun long ago, and paid now.
    await told(2_500, now - 9 * 86_400, 'guaranteed', now - 40);
    await told(3_000, now - 60, 'failed', now - 30);
    const long_ago = await told(4_000, now - 9 * 86_400, 'guaranteed', now - 9 * 86_400);
    await report(daybook, long_ago['id'], 'refund', {
      outcome: 'refunded',
      'processor_details[type]': 'custom',
      'processor_details[custom][refund_reference]': 'today',
      'amount[currency]': 'nok',
      'amount[value]': 150,
      'refunded[refunded_at]': now - 20,
    });
    const all = await succeeds(daybook, 'GET', '/v1/payment_records', 'currency=nok');
    assert.equal(all.data.length, 4);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/overview?range=7&currency=nok');
    await page.getByText('66.7%').first().waitFor();
    await page.getByRole('link', { name: /^Payments 2$/ }).waitFor();
    await page
      .getByText(/^NOK.1\.50$/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: /^Received NOK.35\.00/ }).click();
    await page.getByText('2 rows', { exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'custom: Cheque' }).click();
    await page.getByText('2 rows', { exact: true }).waitFor();
    await page.goBack();
    await page.getByLabel('Counted by').selectOption('recorded');
    await page.getByRole('link', { name: /^Received NOK.75\.00/ }).click();
    await page.getByText('3 rows', { exact: true }).waitFor();
    assert.match(decodeURIComponent(page.url()), /created\[gte\]/);
    await finish();
  });

  it('leads from each reason to the payments that were declined for it', async () => {
    for (const payment_method of ['InsufficientFunds', 'InsufficientFunds', 'LostCard']) {
      const form = `amount=1000&currency=dkk&confirm=true&payment_method=pm_card_visa_chargeDeclined${payment_method}`;
      assert.equal((await request(daybook, 'POST', '/v1/payment_intents', form)).status, 402);
    }
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/overview?range=7&currency=dkk');
    await page.getByRole('link', { name: 'Card reported lost' }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Insufficient funds' }).click();
    await page.getByText('2 rows', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Decline reason Insufficient funds' }).click();
    await page.getByRole('textbox', { name: 'Decline reason' }).fill('lost_card');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Decline reason Card reported lost' }).waitFor();
    await page.getByText('1 row', { exact: true }).waitFor();
    assert.match(page.url(), /decline_reason=lost_card/);
    await page.getByRole('button', { name: 'Clear the filter Decline reason' }).click();
    await page.getByText('3 rows', { exact: true }).waitFor();
    await finish();
  });
});
