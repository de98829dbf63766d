// Takes a picture of every page of the dashboard, on a desk and on a telephone, light and dark, into docs/images.
// The installation is `daybook demo` with a few payments more; its clock and the browser's are set, so that pictures
// show the same days whenever they are taken.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NARROW, skipBrowser, startBrowser, WIDE } from '../dist/test/support/browser.js';
import { daybook, serve, temporaryFolder } from '../dist/test/support/cli.js';
import { dashboardPage, until } from '../dist/test/support/dashboard_browser.js';
import { DASHBOARD_PAGES } from '../dist/test/support/dashboard_pages.js';
import { makeScene } from '../dist/test/support/dashboard_scene.js';
import { TEST_KEY } from '../dist/test/support/daybook.js';
import { succeeds } from '../dist/test/support/scenario.js';

const IMAGES = fileURLToPath(new URL('../docs/images', import.meta.url));
const NOW_MS = Date.UTC(2026, 10, 19, 15, 30);

if (skipBrowser !== false) throw new Error(`There are no pictures: ${skipBrowser}`);
const environment = {
  // Before anything else, on every thread: the clock goes on from the time that was set.
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    `const ahead_ms = ${NOW_MS - Date.now()}; const now = Date.now; Date.now = () => now() + ahead_ms;`,
  )}`,
  DAYBOOK_TEST_SECRET_KEY: TEST_KEY,
  // What failed is not sent again before the last picture.
  DAYBOOK_WEBHOOK_RETRY_SECONDS: '3600,7200',
};
const data_folder = temporaryFolder();
const { code, stderr } = await daybook(['demo', '--data', data_folder], environment);
if (code !== 0) throw new Error(`daybook demo failed: ${stderr}`);
const server = await serve(data_folder, environment);
const browser = await startBrowser();
try {
  const scene = { ...(await makeScene(server)), ...(await demoPayments()) };
  rmSync(IMAGES, { recursive: true, force: true });
  mkdirSync(IMAGES);
  for (const viewport of [WIDE, NARROW]) {
    for (const colorScheme of ['light', 'dark']) {
      for (const { name, path, is_signed_out = false, has_no_picture = false } of DASHBOARD_PAGES) {
        if (has_no_picture) continue;
        const options = { viewport, colorScheme, ...(is_signed_out ? { key: null } : {}) };
        const { page, open, finish } = await dashboardPage(browser, server, options);
        await page.clock.setFixedTime(NOW_MS);
        await open(path(scene));
        // Numbers that rows ask for one by one.
        await until(page, "document.querySelector('.skeleton-word') === null");
        await page.screenshot({ path: join(IMAGES, `${name}-${viewport.width}-${colorScheme}.png`) });
        await finish();
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

/** Payments with a past of days, where those of the scene are minutes old. */
async function demoPayments() {
  const { data } = await succeeds(
    server,
    'GET',
    '/v1/payment_records',
    'state[]=partially_refunded&processor=sandbox&limit=1',
  );
  return { processed: data[0].id };
}
