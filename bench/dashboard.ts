/** How it feels to look through a long list of payments: the dashboard in Chromium, frame by frame. */
import type { Page } from 'playwright-core';
import { startBrowser } from '../test/support/browser.js';
import { dashboardPage } from '../test/support/dashboard_browser.js';
import { Child } from './children.js';
import { BENCH_KEY } from './operations.js';
import type { EngineName } from './options.js';
import type { Started } from './processes/daybook.js';
import { median, percentile } from './statistics.js';
import type { PreloadedStore } from './stores.js';

export interface DashboardReport {
  readonly engine: EngineName;
  readonly payments: number;
  readonly rows: number;
  /** From asking for the page until its first row is there. */
  readonly first_rows_ms: number;
  readonly filter_ms: number;
  readonly search_ms: number;
  readonly scrolling: Frames;
  /** Between the first and the last loaded row, there and back. */
  readonly jumping: Frames;
}

/** Times from one frame to the next. */
export interface Frames {
  readonly count: number;
  readonly median_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly longest_ms: number;
}

const OPENINGS = 5;
const JUMPS = 20;
const BETWEEN_JUMPS_MS = 100;
/** A fast finger: some nine rows a frame, more than five hundred a second. */
const SCROLL_PX = 400;
const ROW_PX = 44;

export async function measureDashboard(
  engine: EngineName,
  { location, manifest }: PreloadedStore,
  rows: number,
): Promise<DashboardReport> {
  // Not pinned: a browser on the same machine is what people who try it out have.
  const daybook = Child.start('daybook', undefined);
  const browser = await startBrowser();
  try {
    const { port } = await daybook.ask<Started>({ start: location });
    const address = `http://127.0.0.1:${port}`;
    const { page, open, finish } = await dashboardPage(browser, { address }, { key: BENCH_KEY });
    const openings: number[] = [];
    for (let turn = 0; turn < OPENINGS; turn += 1) openings.push(await firstRows(page, address));
    const filter_ms = await untilOtherRows(page, () =>
      page.getByRole('button', { name: 'Failed', exact: true }).click(),
    );
    const search = page.getByRole('searchbox');
    await search.fill('4242');
    const search_ms = await untilOtherRows(page, () => search.press('Enter'));
    await open('/test/payments');
    const scrolling = await page.evaluate<number[]>(scrollUntil(rows));
    const jumping = await framesDuring(page, async () => {
      await page.locator('.table-row').first().focus();
      for (let jump = 0; jump < JUMPS; jump += 1) {
        await page.keyboard.press(jump % 2 === 0 ? 'Home' : 'End');
        await page.evaluate(`new Promise((resolve) => setTimeout(resolve, ${BETWEEN_JUMPS_MS}))`);
      }
    });
    await finish();
    return {
      engine,
      payments: manifest.payments,
      rows,
      first_rows_ms: median(openings),
      filter_ms,
      search_ms,
      scrolling: framesOf(scrolling),
      jumping: framesOf(jumping),
    };
  } finally {
    await browser.close();
    await daybook.stop();
  }
}

async function firstRows(page: Page, address: string): Promise<number> {
  const began_ms = performance.now();
  await page.goto(`${address}/dashboard/test/payments`, { waitUntil: 'commit' });
  await page.locator('.table-row').first().waitFor();
  return performance.now() - began_ms;
}

/** From the click or the key until the rows of the new question are there. */
async function untilOtherRows(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`
    window.other_rows = new Promise((resolve) => {
      const before = document.querySelector('.table-row');
      const begin = ({ timeStamp }) => {
        const look = () => {
          const now = document.querySelector('.table-row, .empty');
          if (now !== null && now !== before) resolve(performance.now() - timeStamp);
          else requestAnimationFrame(look);
        };
        look();
      };
      for (const type of ['click', 'keydown']) window.addEventListener(type, begin, { once: true, capture: true });
    });
    // The answer is not waited for yet.
    undefined;`);
  await act();
  return page.evaluate<number>('window.other_rows');
}

/** Scrolls a bit with every frame, as far as there are rows, until enough are loaded; answers with the frames. */
function scrollUntil(rows: number): string {
  return `new Promise((resolve) => {
    const box = document.querySelector('.table');
    const frames = [];
    let last = performance.now();
    const frame = (now) => {
      frames.push(now - last);
      last = now;
      if (box.scrollHeight >= ${rows * ROW_PX} && box.scrollTop + box.clientHeight >= ${rows * ROW_PX}) return resolve(frames);
      box.scrollTop += ${SCROLL_PX};
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`;
}

async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`
    window.frames_seen = [];
    window.is_watching = true;
    requestAnimationFrame(function frame(now) {
      frames_seen.push(now);
      if (is_watching) requestAnimationFrame(frame);
    });`);
  await act();
  const times = await page.evaluate<number[]>('is_watching = false; frames_seen');
  return times.slice(1).map((time, index) => time - (times[index] as number));
}

function framesOf(frames: readonly number[]): Frames {
  const sorted = Float64Array.from(frames).sort();
  return {
    count: sorted.length,
    median_ms: median(frames),
    p95_ms: percentile(sorted, 0.95),
    p99_ms: percentile(sorted, 0.99),
    longest_ms: sorted.at(-1) ?? Number.NaN,
  };
}
