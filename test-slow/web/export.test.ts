/** Months of the demo, exported in a browser, add up to the overview to the cent. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { machineClock } from '../../src/app/clock.js';
import { fillWithDemo } from '../../src/app/demo/fill.js';
import { openInline } from '../../src/app/ledger.js';
import { skipBrowser, startBrowser } from '../../test/support/browser.js';
import { assertAccessible, dashboardPage, until } from '../../test/support/dashboard_browser.js';
import { startDaybook, type TestDaybook } from '../../test/support/daybook.js';
import { type Engine, engines, type TestDatabase } from '../../test/support/engines.js';

const HOUR_MS = 3_600_000;
const READ = "document.querySelector('dialog progress') === null";

type Cells = Readonly<Record<string, string>>;

describe('exports', { skip: skipBrowser }, () => {
  let database: TestDatabase;
  let daybook: TestDaybook;
  let browser: Browser;
  before(async () => {
    const [engine] = engines() as readonly [Engine];
    database = await engine.make();
    const ledger = await openInline(database.location, machineClock);
    const end_ms = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    await fillWithDemo(ledger.store, { payments: 500, days: 90, seed: 1, end_ms, api_version: '2026-07-29.dahlia' });
    await ledger.close();
    daybook = await startDaybook(database.location);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await daybook?.remove();
    await database?.remove();
  });

  async function saved(page: Page): Promise<{ readonly name: string; readonly rows: readonly Cells[] }> {
    await until(page, READ);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const file = await download;
    const [header = '', ...lines] = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    const names = header.split(',');
    const rows = lines.map((line) => {
      const cells = (line.match(/("[^"]*")+|[^,]+|(?<=,)(?=,|$)|^(?=,)/g) ?? []) as string[];
      return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
    });
    return { name: file.suggestedFilename(), rows };
  }
  const total = (rows: readonly Cells[], column: string) =>
    rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0) / 100;
  const dollars = (value: number) =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(value);

  it('of a month say what is in them, and add up to the overview of that month', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook, { timezoneId: 'America/New_York' });
    const overview = '/test/overview?range=365&currency=usd';
    await open(overview);
    await page.getByText('As a table').click();
    const table = page.getByRole('region', { name: 'Volume' }).getByRole('table');
    const months = (await table.getByRole('row').allInnerTexts())
      .map((text, index) => ({ index, cells: text.split('\t') }))
      .filter(({ index, cells }) => index > 0 && cells[1] !== '0');
    assert.ok(months.length >= 3, `${months.length} months`);
    let refunds = 0;
    for (const { index, cells } of months) {
      await open(overview);
      await page.getByText('As a table').click();
      await table.getByRole('row').nth(index).getByRole('link').click();
      await page.getByRole('button', { name: 'Export' }).click();
      const dialog = page.getByRole('dialog');
      assert.ok(await dialog.getByRole('radio', { name: 'What moved in this time' }).isChecked());
      await dialog.getByText('(America/New_York)').waitFor();
      const { name, rows } = await saved(page);
      const [month = '', , , , received, refunded] = cells;
      assert.equal(dollars(total(rows, 'captured')), received, month);
      assert.equal(dollars(total(rows, 'refunded')), refunded, month);
      const net = total(rows, 'captured') - total(rows, 'refunded') - total(rows, 'fee');
      assert.equal(dollars(total(rows, 'net')), dollars(net), month);
      const sums = await dialog.getByRole('row').nth(1).innerText();
      const fee = dollars(total(rows, 'fee'));
      assert.equal(sums.replaceAll('\t', ' '), `USD ${received} ${refunded} ${fee} ${dollars(net)}`);
      const lines = rows.filter(({ line }) => line === 'refund').length;
      refunds += lines;
      const payments = rows.length - lines;
      await dialog.getByText(`${payments} payment${payments === 1 ? '' : 's'}, ${lines} refund`).waitFor();
      assert.match(name, /^payments-test-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv$/);
    }
    assert.ok(refunds > 5, `${refunds} refunds`);
    await finish();
  });

  it('of the list have its payments as they are, and say what is in them before anything is saved', async () => {
    const { page, open, finish } = await dashboardPage(browser, daybook);
    await open('/test/payments?currency=usd&state[]=partially_refunded&state[]=refunded');
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.getByRole('radio', { name: 'The payments of the list' }).isChecked());
    await dialog.getByText('All of it (UTC)').waitFor();
    await until(page, READ);
    await assertAccessible(page, 'the dialog');
    const { name, rows } = await saved(page);
    assert.match(name, /^payments-test-until-\d{4}-\d\d-\d\dT\d{4}\.csv$/);
    await dialog.getByText(`${rows.length} payments, saved`).waitFor();
    assert.ok(total(rows, 'refunded') > 0);
    await dialog
      .getByRole('row')
      .nth(1)
      .getByText(dollars(total(rows, 'refunded')))
      .waitFor();
    await dialog.getByRole('radio', { name: 'What moved in this time' }).check();
    const moved = await saved(page);
    assert.equal(total(moved.rows, 'refunded'), total(rows, 'refunded'), 'in all time the same money moved');
    assert.ok(moved.rows.length > rows.length);
    await finish();
  });
});
