/** Disputes in a real browser: from the list over the evidence to their end, and what the payment says about them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { dashboardPage, settled } from '../../test/support/dashboard_browser.js';
import { startDaybook, type TestDaybook } from '../../test/support/daybook.js';
import { putDocuments } from '../../test/support/documents.js';
import { reportPayment } from '../../test/support/reporting.js';
import { LIVE, NEWEST, succeeds } from '../../test/support/scenario.js';

describe('disputes in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  /** A payment with one of the cards that bring trouble. */
  async function pay(card: string, amount: number, more = ''): Promise<{ intent: string; record: string }> {
    const form = `amount=${amount}&currency=usd&confirm=true&payment_method=pm_card_${card}${more}`;
    const { id, payment_record } = await succeeds(daybook, 'POST', '/v1/payment_intents', form, NEWEST);
    return { intent: id, record: payment_record };
  }

  async function disputed(card: string, amount: number, more = '') {
    const payment = await pay(card, amount, more);
    const { data } = await succeeds(daybook, 'GET', '/v1/disputes', `payment_intent=${payment.intent}`);
    return { ...payment, dispute: data[0].id as string };
  }

  it('come by themselves, are won with evidence and lost where they are accepted', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/disputes');
    await page.getByText('-d payment_method=pm_card_createDispute').waitFor();
    await page.getByText('Live updates').waitFor();
    const customer = await succeeds(daybook, 'POST', '/v1/customers', 'name=Ada%20Lovelace');
    const won = await disputed('createDispute', 4_600, `&customer=${customer.id}`);
    const won_row = page.getByRole('row').filter({ hasText: '$46.00' });
    await won_row.getByText('Needs response').waitFor();
    await won_row.getByText('Ada Lovelace').waitFor();
    await won_row.getByText('in 8 days').waitFor();
    assert.equal(
      await won_row.getByRole('link', { name: 'Visa •••• 0259' }).getAttribute('href'),
      `/dashboard/test/payments/${won.intent}`,
    );

    await won_row.getByRole('link').first().click();
    await page.getByText('The bank took $46.00 and a fee of $15.00.').waitFor();
    await page.getByRole('button', { name: 'Give evidence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What was sold').fill('Three notebooks.\nOf paper.');
    await dialog.getByLabel('Keep as a draft').check();
    await dialog.getByRole('button', { name: 'Save draft' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Draft, not submitted').waitFor();
    await page.getByText('Evidence kept as a draft').waitFor();
    const draft = await succeeds(daybook, 'GET', `/v1/disputes/${won.dispute}`);
    assert.deepEqual(
      [draft.status, draft.evidence.product_description],
      ['needs_response', 'Three notebooks.\nOf paper.'],
    );

    await page.getByRole('button', { name: 'Give evidence' }).click();
    assert.equal(await dialog.getByLabel('What was sold').inputValue(), 'Three notebooks.\nOf paper.');
    await dialog.getByLabel('Anything else').fill('winning_evidence');
    await dialog.getByText('As a curl command').click();
    const command = await dialog.getByLabel('As a curl command').innerText();
    assert.match(command, /-d 'evidence\[uncategorized_text\]=winning_evidence'/);
    assert.match(command, /-d submit=true/);
    assert.match(command, /Idempotency-Key: dash_/);
    assert.doesNotMatch(command, /product_description/, 'what has not changed is not sent');
    await dialog.getByRole('button', { name: 'Submit evidence' }).click();
    await page.getByText('You won: $46.00 is back on your balance.').waitFor();
    await page.getByText('Dispute won').waitFor();
    await page.getByText('Given back by the bank').waitFor();
    await page.getByRole('button', { name: 'Give evidence' }).waitFor({ state: 'detached' });
    await page.goBack();
    await won_row.getByText('Won', { exact: true }).waitFor();

    const lost = await disputed('createDisputeProductNotReceived', 7_700);
    const lost_row = page.getByRole('row').filter({ hasText: '$77.00' });
    await lost_row.getByText('Product not received').waitFor();
    await lost_row.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Accept dispute' }).click();
    await dialog.getByText('$77.00 stays with them, and the fee of $15.00 is not returned.').waitFor();
    await dialog.getByRole('button', { name: 'Accept dispute' }).click();
    await page.getByText('The dispute is lost').waitFor();
    await page.getByText('Dispute accepted').waitFor();
    assert.equal((await succeeds(daybook, 'GET', `/v1/disputes/${lost.dispute}`)).status, 'lost');

    await page.getByRole('link', { name: 'Disputes' }).first().click();
    await lost_row.getByText('Lost', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Won', exact: true }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
    await won_row.waitFor();
    await page.getByRole('link', { name: 'Needs response' }).click();
    await page.getByText('No dispute with this status').waitFor();
    await finish();
  });

  it('that change elsewhere change in the list', async () => {
    const { dispute } = await disputed('createDisputeInquiry', 2_500);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/disputes');
    const row = page.getByRole('row').filter({ hasText: '$25.00' });
    await row.getByText('Inquiry needs response').waitFor();
    await page.getByText('Live updates').waitFor();
    await succeeds(
      daybook,
      'POST',
      `/v1/disputes/${dispute}`,
      'evidence[uncategorized_text]=escalate_inquiry_evidence',
    );
    await row.getByText('Needs response', { exact: true }).waitFor();
    await row.getByText('Visa •••• 1976').waitFor();
    await row.getByRole('link').first().click();
    await page.getByText('Inquiry became a dispute').waitFor();
    await finish();
  });

  it('of compliance are answered once the fee is acknowledged', async () => {
    const { dispute } = await disputed('createComplianceDispute', 4_200);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/disputes/${dispute}`);
    await page.getByRole('button', { name: 'Give evidence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why no refund is due').fill('It was used.');
    await dialog.getByRole('button', { name: 'Submit evidence' }).click();
    await dialog.getByText('must be acknowledged before evidence can be submitted').waitFor();
    await dialog.getByLabel('Acknowledge the fee').check();
    await dialog.getByRole('button', { name: 'Submit evidence' }).click();
    await page.getByText('Your evidence is with the bank').waitFor();
    await page.getByText('Submitted', { exact: true }).waitFor();
    await finish();
  });

  it('stand on the page of their payment: money, timeline, and no refund of what the bank has taken', async () => {
    const { record, dispute } = await disputed('createDispute', 3_100);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${record}`);
    await page.getByText('The payer disputes this payment.').waitFor();
    await page.getByRole('img', { name: 'Disputed, with the bank: $31.00' }).waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('taken by the bank $31.00').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Refund' }).count(), 0);
    await succeeds(daybook, 'POST', `/v1/disputes/${dispute}`, 'evidence[uncategorized_text]=winning_evidence');
    await timeline.getByText('Dispute won').waitFor();
    await page.getByRole('img', { name: 'Received: $31.00' }).waitFor();
    await page.getByRole('button', { name: 'Refund' }).waitFor();
    await page.getByRole('region', { name: 'Disputes' }).getByRole('link', { name: dispute }).click();
    await page.getByText('You won').waitFor();
    await finish();
  });

  it('are avoided where an early fraud warning is seen to', async () => {
    const { record, intent } = await pay('createIssuerFraudRecord', 5_500);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open(`/test/payments/${record}`);
    await page.getByText('A full refund now avoids a dispute and its fee.').waitFor();
    await succeeds(daybook, 'POST', '/v1/refunds', `payment_intent=${intent}`);
    await page.getByText('Nothing is left to be done about it.').waitFor();
    await finish();
  });

  it('that wait for an answer are counted in the overview', async () => {
    await disputed('createDispute', 1_900);
    const { data } = await succeeds(
      daybook,
      'GET',
      '/v1/disputes',
      'limit=100&status[]=needs_response&status[]=warning_needs_response',
    );
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/overview');
    await page.getByRole('link', { name: `${data.length} disputes need a response` }).click();
    await page.getByText(`${data.length} rows`, { exact: true }).waitFor();
    await page.getByRole('row').filter({ hasText: '$19.00' }).waitFor();
    await finish();
  });

  it('whose time is over are told apart from those that wait', async () => {
    const late = await startDaybook();
    try {
      const now = Math.floor(Date.now() / 1000);
      const dispute = (id: string, status: 'needs_response' | 'warning_needs_response', evidence_due_by: number) => ({
        id,
        created: now,
        amount: 4_100,
        currency: 'usd',
        status,
        reason: 'fraudulent' as const,
        charge: 'ch_1',
        payment_intent: 'pi_1',
        card_brand: 'visa' as const,
        evidence_due_by,
      });
      await putDocuments(late, 'dispute', [
        dispute('du_1', 'needs_response', now + 86_400),
        dispute('du_2', 'warning_needs_response', now - 60),
        dispute('du_3', 'warning_needs_response', now - 60),
      ]);
      await reportPayment(late, { initiated_at: now - 60 });
      const { page, open, finish } = await dashboardPage(browser, late);
      await open('/test/overview');
      await page.getByRole('link', { name: '1 dispute needs a response' }).waitFor();
      await page.getByRole('link', { name: '2 disputes are overdue' }).click();
      await page.getByText('2 rows', { exact: true }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'Overdue' }).getAttribute('aria-current'), 'page');
      await page.getByRole('link', { name: 'Needs response' }).click();
      await page.getByText('1 row', { exact: true }).waitFor();
      await finish();
    } finally {
      await late.remove();
    }
  });

  it('are shown to a key that reads nothing else, and cannot be answered with it', async () => {
    const { intent } = await disputed('createDispute', 2_300);
    const { key } = await succeeds(
      daybook,
      'POST',
      '/v1/daybook/api_keys',
      'type=restricted&permissions[disputes]=read',
    );
    const { page, open, finish } = await dashboardPage(browser, daybook, { key });
    await open('/test/disputes');
    const row = page.getByRole('row').filter({ hasText: '$23.00' });
    await row.getByText(intent).waitFor();
    assert.equal(await row.getByRole('link', { name: intent }).count(), 0, 'it leads nowhere for this key');
    await row.getByRole('link').first().click();
    await settled(page);
    await page.getByText('Dispute opened').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Give evidence' }).count(), 0);
    await finish();
  });

  it('do not happen in live mode, where no test card is taught', async () => {
    assert.deepEqual((await succeeds(daybook, 'GET', '/v1/disputes', '', LIVE)).data, []);
    const { page, open, finish } = await dashboardPage(browser, daybook, { key: LIVE.Authorization.slice(7) });
    await open('/live/disputes');
    await page.getByText('No disputes').waitFor();
    assert.equal(await page.getByText('pm_card').count(), 0);
    await finish();
  });
});
