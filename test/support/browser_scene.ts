/** A Daybook and a browser that the tests of a suite share, and that end with it. */
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser } from './browser.js';
import { startDaybook, type TestDaybook } from './daybook.js';

/** Hands both over once they have started, to be filled; made for suites that are skipped where there is no browser. */
export function sharesBrowser(
  take: (started: { readonly daybook: TestDaybook; readonly browser: Browser }) => void,
): void {
  let daybook: TestDaybook | undefined;
  let browser: Browser | undefined;
  before(async () => {
    daybook = await startDaybook();
    browser = await startBrowser();
    await take({ daybook, browser });
  });
  after(async () => {
    await browser?.close();
    await daybook?.remove();
  });
}
