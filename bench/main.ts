/** `npm run bench`: how fast Daybook is, beside a bare server on the same machine at the same time. */
import { type EngineReport, measureEngine } from './against_bare.js';
import { type BodiesReport, measureBodies } from './bodies.js';
import { measureChain } from './chain.js';
import { pinningNote } from './children.js';
import { compareSizes, type SizeReport } from './compare_sizes.js';
import { type DashboardReport, measureDashboard } from './dashboard.js';
import { type DeliveryReport, measureDeliveries } from './deliveries.js';
import { type LongReadsReport, measureLongReads } from './long_reads.js';
import type { Figures } from './measure.js';
import { type EngineName, type Options, readOptions } from './options.js';
import { profileSummaries } from './profile.js';
import {
  bodiesSummary,
  cellHeading,
  cellLine,
  chainLine,
  dashboardSummary,
  deliverySummary,
  engineSummary,
  longReadsSummary,
  sizeHeading,
  sizeLine,
  sizeSummary,
} from './report.js';
import { type PreloadedStore, preloadedStore } from './stores.js';

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exit(2);
}
const problems = await run(options);
for (const problem of problems) console.error(`\nSomething went wrong:\n${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function run(wanted: Options): Promise<string[]> {
  if (wanted.webhooks !== undefined) return deliveries(wanted, wanted.webhooks);
  if (wanted.bodies !== undefined) return bodies(wanted, wanted.bodies);
  if (wanted.chain) return chain(wanted);
  if (wanted.long_reads !== undefined) return longReads(wanted, wanted.long_reads);
  if (wanted.dashboard !== undefined) return dashboard(wanted, wanted.dashboard);
  return wanted.compare === undefined ? besideBare(wanted) : sizes(wanted, wanted.compare);
}

async function besideBare(wanted: Options): Promise<string[]> {
  const print = printer(wanted);
  const reports: EngineReport[] = [];
  print(pinningNote());
  print(cellHeading());
  for (const engine of wanted.engines) {
    await withStores(engine, [wanted.payments], wanted, async ([store]) => {
      reports.push(await measureEngine(engine, store as PreloadedStore, wanted, (cell) => print(cellLine(cell))));
    });
  }
  for (const report of reports) print(`\n${engineSummary(report)}`);
  if (wanted.profile !== undefined) print(`\n${profileSummaries(wanted.profile)}`);
  if (wanted.json) console.log(JSON.stringify(reports, null, 2));
  return reports.flatMap(({ cells }) => cells.flatMap(({ daybook, bare }) => problemsOf([daybook, bare])));
}

async function sizes(wanted: Options, payments: readonly [number, number]): Promise<string[]> {
  const print = printer(wanted);
  const reports: SizeReport[] = [];
  print(pinningNote());
  for (const engine of wanted.engines) {
    await withStores(engine, payments, wanted, async (stores) => {
      print(sizeHeading());
      const pair = stores as unknown as readonly [PreloadedStore, PreloadedStore];
      reports.push(await compareSizes(engine, pair, wanted, (cell) => print(sizeLine(cell))));
    });
  }
  for (const report of reports) print(`\n${sizeSummary(report)}`);
  if (wanted.json) console.log(JSON.stringify(reports, null, 2));
  return reports.flatMap(({ cells }) => cells.flatMap(({ small, large }) => problemsOf([small, large])));
}

async function deliveries(wanted: Options, [endpoints, events]: readonly [number, number]): Promise<string[]> {
  const print = printer(wanted);
  const reports: DeliveryReport[] = [];
  print(pinningNote());
  for (const engine of wanted.engines) {
    await withStores(engine, [wanted.payments], wanted, async ([store]) => {
      const report = await measureDeliveries(engine, store as PreloadedStore, endpoints, events);
      reports.push(report);
      print(deliverySummary(report));
    });
  }
  if (wanted.json) console.log(JSON.stringify(reports, null, 2));
  return reports.flatMap(({ engine, lost }) => (lost > 0 ? [`${engine}: ${lost} deliveries are missing`] : []));
}

async function bodies(wanted: Options, count: number): Promise<string[]> {
  const print = printer(wanted);
  const reports: BodiesReport[] = [];
  print(pinningNote());
  for (const engine of wanted.engines) {
    await withStores(engine, [wanted.payments], wanted, async ([store]) => {
      const report = await measureBodies(engine, store as PreloadedStore, count);
      reports.push(report);
      print(bodiesSummary(report));
    });
  }
  if (wanted.json) console.log(JSON.stringify(reports, null, 2));
  return [];
}

async function chain(wanted: Options): Promise<string[]> {
  const cells = await measureChain();
  for (const cell of cells) printer(wanted)(chainLine(cell));
  if (wanted.json) console.log(JSON.stringify(cells, null, 2));
  return [];
}

async function longReads(wanted: Options, seconds: number): Promise<string[]> {
  const print = printer(wanted);
  const reports: LongReadsReport[] = [];
  for (const engine of wanted.engines) {
    await withStores(engine, [wanted.payments], wanted, async ([store]) => {
      const report = await measureLongReads(engine, store as PreloadedStore, seconds);
      reports.push(report);
      print(longReadsSummary(report));
    });
  }
  if (wanted.json) console.log(JSON.stringify(reports, null, 2));
  return [];
}

async function dashboard(wanted: Options, rows: number): Promise<string[]> {
  const print = printer(wanted);
  const reports: DashboardReport[] = [];
  for (const engine of wanted.engines) {
    await withStores(engine, [wanted.payments], wanted, async ([store]) => {
      const report = await measureDashboard(engine, store as PreloadedStore, rows);
      reports.push(report);
      print(dashboardSummary(report));
    });
  }
  if (wanted.json) console.log(JSON.stringify(reports, null, 2));
  return [];
}

/** Makes the stores, runs, and removes what should not stay, whatever happens. */
async function withStores(
  engine: EngineName,
  payments: readonly number[],
  wanted: Options,
  run: (stores: readonly PreloadedStore[]) => Promise<void>,
): Promise<void> {
  const stores: PreloadedStore[] = [];
  try {
    for (const count of payments) {
      const store = await preloadedStore(engine, count, wanted.data);
      if (typeof store === 'string') {
        console.error(`${engine} is skipped: ${store}`);
        return;
      }
      stores.push(store);
    }
    await run(stores);
  } finally {
    for (const store of stores) await store.remove();
  }
}

function problemsOf(figures: readonly Figures[]): string[] {
  return figures.flatMap(({ errors, first_error }) => (errors > 0 ? [first_error ?? 'an unknown error'] : []));
}

function printer({ json }: Options): (text: string | undefined) => void {
  return (text) => {
    if (!json && text !== undefined) console.log(text);
  };
}
