/** The overview in a real browser: what it says, and the payments behind it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { skipBrowser } from '../../test/support/browser.js';
import { sharesBrowser } from '../../test/support/browser_scene.js';
import { assertAccessible, dashboardPage, settled } from '../../test/support/dashboard_browser.js';
import type { TestDaybook } from '../../test/support/daybook.js';
import { act, DECLINES, intent } from '../../test/support/intents.js';
import { refundFields, report, reportPayment } from '../../test/support/reporting.js';

describe('the overview in a browser', { skip: skipBrowser }, () => {
  let daybook: TestDaybook;
  let browser: Browser;
  sharesBrowser((started) => {
    ({ daybook, browser } = started);
  });

  it('counts what failed without a reason, and leads to it', async () => {
    const at = Math.floor(Date.now() / 1000) - 60;
    const failed = { initiated_at: at, outcome: 'failed', 'failed[failed_at]': at };
    for (const value of [4_100, 4_200]) await reportPayment(daybook, { 'amount_requested[value]': value, ...failed });
    await act(daybook, (await intent(daybook))['id'], 'confirm', DECLINES);
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/overview?range=7');
    const reasons = page.locator('section').filter({ hasText: 'Why payments failed' });
    assert.deepEqual(await reasons.getByRole('listitem').allInnerTexts(), [
      'No reason given\n2',
      'Declined without details\n1',
    ]);
    await reasons.getByRole('link', { name: 'No reason given' }).click();
    await settled(page);
    await page.getByText('$41.00').first().waitFor();
    await page.getByText('$42.00').first().waitFor();
    assert.equal(await page.getByText('$10.00').count(), 0);
    await page.getByRole('button', { name: /Decline reason.*No reason given/ }).waitFor();
    await finish();
  });

  it('compares with the same hours, shows what is not over as such, and refunds on their day', async () => {
    const now = Math.floor(Date.now() / 1000);
    const paid = (value: number, days: number) =>
      reportPayment(daybook, {
        'amount_requested[currency]': 'nok',
        'amount_requested[value]': value,
        initiated_at: now - days * 86_400,
        outcome: 'guaranteed',
        'guaranteed[guaranteed_at]': now - days * 86_400,
      });
    await paid(60_000, 10);
    const { id } = await paid(90_000, 4);
    await report(daybook, id, 'refund', {
      ...refundFields('late', 30_000),
      'amount[currency]': 'nok',
      'refunded[refunded_at]': now,
    });
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/overview?range=7&currency=nok');
    const span = page.getByText(/^vs \w+ \d+ – \w+ \d+( until \d+:\d+ [AP]M)?$/);
    await span.waitFor();
    await page.getByText('50% more').first().waitFor();
    const of = (bars: string) => page.locator(`.chart-${bars}`);
    const [zero, received, refunded] = await Promise.all(
      ['zero', 'kept', 'refunded'].map((bars) => of(bars).boundingBox()),
    );
    assert.ok(zero !== null && received !== null && refunded !== null);
    assert.ok(received !== undefined && refunded !== undefined && zero !== undefined);
    assert.ok(received.y + received.height <= zero.y + 1 && refunded.y >= zero.y - 1, 'refunds are below the axis');
    assert.ok(refunded.x > received.x + received.width, 'on a day of their own');
    assert.match((await of('refunded').getAttribute('class')) ?? '', /chart-running/);
    assert.doesNotMatch((await of('kept').getAttribute('class')) ?? '', /chart-running/);
    await page.getByText('Not over yet').waitFor();
    await page.getByText('As a table').click();
    await page
      .getByRole('row')
      .filter({ hasText: /, so far/ })
      .getByText('NOK 300.00')
      .waitFor();
    await assertAccessible(page, 'the overview');
    await finish();
  });
});
