/** The dashboard in a real browser against a real Daybook: what people do with it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../support/browser.js';
import { sharesBrowser } from '../support/browser_scene.js';
import { dashboardPage, settled } from '../support/dashboard_browser.js';
import { LIVE_KEY, startDaybook, TEST_KEY, type TestDaybook } from '../support/daybook.js';
import { report, reportPayment } from '../support/reporting.js';
import { NEWEST, succeeds } from '../support/scenario.js';

describe('the dashboard in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  it('is signed in to with a key, which stays out of the reach of scripts, and out of', async () => {
    const { page, finish } = await dashboardPage(browser, daybook, { key: null });
    await page.goto(`${daybook.address}/dashboard`);
    await page.getByLabel('API key').fill('sk_test_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    assert.match(await page.getByRole('alert').innerText(), /Invalid API Key provided/);
    await page.getByLabel('API key').fill(TEST_KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Payments', exact: true }).waitFor();
    assert.match(page.url(), /\/dashboard\/test\/payments$/);
    await page.getByText('Test data: no money moves').waitFor();
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    assert.doesNotMatch(String(kept), /sk_test|daybook_session/);
    const [cookie] = await page.context().cookies();
    assert.equal(cookie?.name, 'daybook_session');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.context().addCookies([cookie]);
    await page.goto(`${daybook.address}/dashboard`);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.context().addCookies([cookie]);
    await page.goto(`${daybook.address}/dashboard`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await finish();
  });

  it('teaches with a command where there is nothing, reports a payment, and refunds a part of it', async () => {
    const empty = await startDaybook();
    const { page, open, finish } = await dashboardPage(browser, empty);
    await open('/test/payments');
    await page.getByRole('heading', { name: 'No payments yet' }).waitFor();
    const command = await page.getByLabel('As a curl command').innerText();
    assert.ok(command.startsWith(`curl ${empty.address}/v1/payment_records/report_payment`), command);

    await page.getByRole('button', { name: 'Report payment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount (USD)').fill('12.5x');
    await dialog.getByRole('button', { name: 'Report payment' }).click();
    await dialog.getByText('This is not an amount in this currency.').waitFor();
    await dialog.getByLabel('Amount (USD)').fill('12.50');
    await dialog.getByLabel('Name of the method').fill('Bank transfer');
    await dialog.getByLabel('Reference').fill('ref_1');
    await dialog.getByRole('button', { name: 'Report $12.50' }).click();
    await page.getByRole('heading', { name: '$12.50' }).waitFor();
    await page.getByRole('img', { name: 'Received: $12.50' }).waitFor();

    await page.getByRole('button', { name: 'Report refund' }).click();
    await dialog.getByLabel('Amount (USD)').fill('20');
    await dialog.getByLabel('Reference of the refund').fill('refund_1');
    await dialog.getByRole('button', { name: 'Report refund' }).click();
    await dialog.getByText('At most $12.50.').waitFor();
    await dialog.getByLabel('Amount (USD)').fill('2.50');
    await dialog.getByText('As a curl command').click();
    assert.match(
      await dialog.getByLabel('As a curl command').innerText(),
      /-d amount\[value\]=250|'amount\[value\]=250'/,
    );
    await dialog.getByRole('button', { name: 'Report refund of $2.50' }).click();
    await page.getByRole('img', { name: 'Received: $10.00, Refunded: $2.50' }).waitFor();
    await page.getByText('Partly refunded').first().waitFor();

    const [record] = (await succeeds(empty, 'GET', '/v1/payment_records')).data;
    assert.equal(record.amount_refunded.value, 250);
    const history = (await succeeds(empty, 'GET', `/v1/payment_records/${record.id}/history`)).data;
    assert.equal(history.length, 2);
    for (const { via } of history) assert.equal(via, 'dashboard');
    for (const { request } of history) assert.match(request.idempotency_key, /^dash_[0-9a-f]{32}$/);
    await finish();
    await empty.remove();
  });

  it('shows a refusal with the id of the request, and leaves the form as it was', async () => {
    const record = await reportPayment(daybook, { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1_730_253_460 });
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${record['id']}`);
    await report(daybook, record['id'], 'refund', {
      outcome: 'refunded',
      'processor_details[type]': 'custom',
      'processor_details[custom][refund_reference]': 'taken',
      'amount[currency]': 'usd',
      'amount[value]': 100,
    });
    await page.getByRole('button', { name: 'Report refund' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount (USD)').fill('1');
    await dialog.getByLabel('Reference of the refund').fill('taken');
    await dialog.getByRole('button', { name: 'Report refund of $1.00' }).click();
    const alert = dialog.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /taken/);
    assert.match(await alert.innerText(), /req_[0-9A-Za-z]+/);
    assert.equal(await dialog.getByLabel('Reference of the refund').inputValue(), 'taken');
    await finish();
  });

  it('shows a payment as it was at an earlier time', async () => {
    const record = await reportPayment(daybook);
    const wait_until = (record['created'] + 2) * 1000;
    await new Promise((resolve) => setTimeout(resolve, wait_until - Date.now()));
    await report(daybook, record['id'], 'payment_attempt_failed', { failed_at: 1_730_253_500 });
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${record['id']}`);
    await page.getByRole('img', { name: 'Failed: $10.00' }).waitFor();
    await page.getByRole('button', { name: 'State then' }).last().click();
    await page.getByRole('img', { name: 'Open: $10.00' }).waitFor();
    assert.match(page.url(), new RegExp(`as_of=${record['created']}$`));
    assert.equal(await page.getByRole('button', { name: 'Report retry' }).count(), 0, 'the past cannot be changed');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('img', { name: 'Failed: $10.00' }).waitFor();
    await finish();
  });

  it('captures a part with line items, keeps the rest, refunds, and ends with the last capture', async () => {
    const intent = await succeeds(
      daybook,
      'POST',
      '/v1/payment_intents',
      'amount=4600&currency=usd&confirm=true&capture_method=manual&payment_method=pm_card_visa' +
        '&payment_method_options[card][request_multicapture]=if_available',
      NEWEST,
    );
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${intent.payment_record}`);
    await page.getByRole('img', { name: 'Authorized, not captured: $46.00' }).waitFor();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Capture', exact: true }).click();
    await dialog.getByLabel('Amount (USD)').fill('20');
    await dialog.getByLabel('Keep the rest authorized').check();
    await dialog.getByRole('button', { name: 'Add an item' }).click();
    await dialog.getByLabel('Product').fill('Notebook');
    await dialog.getByLabel('Quantity').fill('2');
    await dialog.getByLabel('Unit price').fill('10');
    await dialog.getByText('Total $20.00').waitFor();
    await dialog.getByRole('button', { name: 'Capture $20.00' }).click();
    await page.getByRole('img', { name: 'Received: $20.00, Authorized, not captured: $26.00' }).waitFor();
    await page.getByRole('heading', { name: /Capture 1 · \$20\.00/ }).waitFor();
    await page.getByRole('cell', { name: 'Notebook' }).waitFor();

    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await dialog.getByLabel('Amount (USD)').fill('5');
    await dialog.getByRole('button', { name: 'Refund $5.00' }).click();
    await page
      .getByRole('img', { name: 'Received: $15.00, Refunded: $5.00, Authorized, not captured: $26.00' })
      .waitFor();
    const now = await succeeds(daybook, 'GET', `/v1/payment_intents/${intent.id}`);
    assert.deepEqual([now.status, now.amount_received, now.amount_capturable], ['requires_capture', 2000, 2600]);
    await finish();
  });

  it('cancels a payment that is on hold', async () => {
    const intent = await succeeds(
      daybook,
      'POST',
      '/v1/payment_intents',
      'amount=900&currency=eur&confirm=true&capture_method=manual&payment_method=pm_card_visa',
      NEWEST,
    );
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${intent.payment_record}`);
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').selectOption('abandoned');
    await dialog.getByRole('button', { name: 'Cancel payment' }).click();
    await page.getByRole('img', { name: 'Canceled: €9.00' }).waitFor();
    const now = await succeeds(daybook, 'GET', `/v1/payment_intents/${intent.id}`);
    assert.deepEqual([now.status, now.cancellation_reason], ['canceled', 'abandoned']);
    await finish();
  });

  it('speaks German, and writes amounts and dates the German way', async () => {
    const record = await reportPayment(daybook, {
      'amount_requested[currency]': 'eur',
      'amount_requested[value]': 123_450,
    });
    const { page, open, finish } = await dashboardPage(browser, daybook, { locale: 'de-DE' });
    await open(`/test/payments/${record['id']}`);
    assert.equal(await page.evaluate('document.documentElement.lang'), 'de');
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^1\.234,50\s€$/);
    await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
    await page.getByRole('radio', { name: 'English' }).check();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await finish();
  });

  it('keeps the modes apart: each asks for a key of its own', async () => {
    const live = await reportPayment(daybook, { 'amount_requested[value]': 777_700 }, LIVE_KEY);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments');
    assert.equal(await page.getByText('$7,777.00').count(), 0);
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in for live data' }).waitFor();
    await page.getByLabel('API key').fill(LIVE_KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Live data: real money').waitFor();
    await page.getByText('$7,777.00').first().click();
    assert.match(page.url(), new RegExp(`/dashboard/live/payments/${live['id']}$`));
    await settled(page);
    await page.getByRole('button', { name: 'Report failed' }).click();
    await page.getByRole('dialog').getByText('This changes live data.').waitFor();
    await finish();
  });

  it('shows a theme that was chosen, also after the next load', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook, { colorScheme: 'light' });
    await open('/test/payments');
    const background = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    assert.equal(await background(), 'rgb(246, 247, 249)');
    await page.getByRole('radio', { name: 'Dark' }).check();
    assert.equal(await background(), 'rgb(14, 17, 22)');
    await page.reload();
    await settled(page);
    assert.equal(await background(), 'rgb(14, 17, 22)');
    await finish();
  });

  it('exports what is shown, by the filters that are shown', async () => {
    await reportPayment(daybook, { 'amount_requested[currency]': 'chf', 'amount_requested[value]': 4_200 });
    const failed = { outcome: 'failed', 'failed[failed_at]': 1_730_253_460 };
    const { id } = await reportPayment(daybook, {
      'amount_requested[currency]': 'chf',
      'amount_requested[value]': 4_300,
      ...failed,
    });
    await report(daybook, id, 'payment_attempt', {
      initiated_at: 1_730_253_461,
      'payment_method_details[type]': 'custom',
      'payment_method_details[custom][display_name]': 'Bank transfer',
    });
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments?currency=chf');
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const name of ['Method', 'Customer', 'Reference', 'Recorded']) {
      await page.getByRole('checkbox', { name }).uncheck();
    }
    await page.keyboard.press('Escape');
    const newest = page.getByRole('grid', { name: 'Payments' }).getByRole('row').nth(1);
    await newest.getByRole('gridcell', { name: '2', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const file = await (await download).path();
    assert.equal(
      readFileSync(file, 'utf8'),
      [
        'amount,currency,state,attempts,happened,outcome_happened,captured,refunded,fee,net',
        '43.00,chf,initiated,2,2024-10-30T01:57:33Z,,0.00,0.00,,0.00',
        '42.00,chf,initiated,1,2024-10-30T01:57:33Z,,0.00,0.00,,0.00',
        '',
      ].join('\r\n'),
    );
    await page.getByText('2 payments, saved').waitFor();
    await finish();
  });
});
