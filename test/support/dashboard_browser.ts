/** The dashboard in a browser: signed in, and watched for what it must not do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { WIDE } from './browser.js';
import { TEST_KEY } from './daybook.js';

export interface DashboardPage {
  readonly page: Page;
  /** Opens a path of the dashboard, such as `/test/payments`, and waits until nothing is loading. */
  open(path: string): Promise<void>;
  /** Fails where the page has complained, or asked anybody but its own server. Closes it. */
  finish(): Promise<void>;
}

interface Options extends BrowserContextOptions {
  /** Without one nobody is signed in. */
  readonly key?: string | null;
}

export async function dashboardPage(
  browser: Browser,
  daybook: { readonly address: string },
  { key = TEST_KEY, ...options }: Options = {},
): Promise<DashboardPage> {
  const context = await browser.newContext({ viewport: WIDE, locale: 'en-US', timezoneId: 'UTC', ...options });
  if (key !== null) {
    const response = await context.request.post(`${daybook.address}/v1/daybook/sessions`, {
      headers: { 'Daybook-Dashboard': '1', 'Content-Type': 'application/json' },
      data: { key },
    });
    assert.equal(response.status(), 204, await response.text());
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Refusals are part of the product; the page shows them.
    const is_refusal = message.text().startsWith('Failed to load resource');
    if (!is_refusal && (message.type() === 'error' || message.type() === 'warning')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(daybook.address) && !/^(data|blob):/.test(url)) complaints.push(`asked ${url}`);
  });
  return {
    page,
    async open(path) {
      await page.goto(`${daybook.address}/dashboard${path}`);
      await settled(page);
    },
    async finish() {
      await context.close();
      assert.deepEqual(complaints, []);
    },
  };
}

/** Until the heading of the page is there and nothing is loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await until(page, "document.querySelector('.skeleton, .skeleton-title, [aria-busy=true]') === null");
}

/** Playwright's own waiting evaluates the text in the page, which the content policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  const end_ms = Date.now() + 10_000;
  while ((await page.evaluate(expression)) !== true) {
    assert.ok(Date.now() < end_ms, `it never became true that ${expression}`);
    await page.waitForTimeout(20);
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Nothing serious is wrong for people who use a keyboard, a reader or little contrast; nothing is wider than the screen. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Violation[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`);
  assert.deepEqual(serious, [], what);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(overflow, 0, `${what} is wider than the screen`);
}
