/** Tables for people. */
import type { Cell, EngineReport } from './against_bare.js';
import type { BodiesReport } from './bodies.js';
import type { ChainCell } from './chain.js';
import type { SizeCell, SizeReport } from './compare_sizes.js';
import type { DashboardReport, Frames } from './dashboard.js';
import type { DeliveryReport } from './deliveries.js';
import type { LongReadsReport, Waits } from './long_reads.js';

type Column<Row> = readonly [heading: string, width: number, value: (row: Row) => string];

/** The load process was this busy: what it drives may be faster than it shows. */
const BUSY_LOAD = 0.9;

const CELL_COLUMNS: readonly Column<Cell>[] = [
  ['engine', -8, (cell) => cell.engine],
  ['operation', -19, (cell) => cell.operation],
  ['conns', 5, (cell) => String(cell.connections)],
  ['req/s', 8, (cell) => whole(cell.daybook.requests_per_second) + busy(cell.daybook.load_share)],
  ['p50 ms', 7, (cell) => fixed(cell.daybook.p50_ms)],
  ['p99 ms', 7, (cell) => fixed(cell.daybook.p99_ms)],
  ['CPU s', 6, (cell) => fixed(cell.daybook.cpu_seconds)],
  ['req/CPU s', 9, (cell) => whole(cell.daybook.requests_per_cpu_second)],
  ['batch', 6, (cell) => (cell.daybook.batch === undefined ? '' : cell.daybook.batch.toFixed(1))],
  ['bare req/s', 11, (cell) => whole(cell.bare.requests_per_second) + busy(cell.bare.load_share)],
  ['bare /CPU s', 11, (cell) => whole(cell.bare.requests_per_cpu_second)],
  ['ratio', 6, (cell) => fixed(cell.ratio)],
  ['bytes', 6, (cell) => String(cell.answer_bytes)],
  ['errors', 6, (cell) => String(cell.daybook.errors + cell.bare.errors)],
];

const SIZE_COLUMNS: readonly Column<SizeCell>[] = [
  ['operation', -18, (cell) => cell.operation],
  ['conns', 5, (cell) => String(cell.connections)],
  ['small req/s', 11, (cell) => whole(cell.small.requests_per_second)],
  ['large req/s', 11, (cell) => whole(cell.large.requests_per_second)],
  ['small p99 ms', 12, (cell) => fixed(cell.small.p99_ms)],
  ['large p99 ms', 12, (cell) => fixed(cell.large.p99_ms)],
  ['slower /CPU s', 13, (cell) => fixed(cell.slower_per_cpu_second)],
  ['slower /s', 9, (cell) => fixed(cell.slower_per_second)],
  ['errors', 6, (cell) => String(cell.small.errors + cell.large.errors)],
];

export const cellHeading = (): string => heading(CELL_COLUMNS);
export const cellLine = (cell: Cell): string => line(CELL_COLUMNS, cell);
export const sizeHeading = (): string => heading(SIZE_COLUMNS);
export const sizeLine = (cell: SizeCell): string => line(SIZE_COLUMNS, cell);

export function engineSummary(report: EngineReport): string {
  const rate = whole(report.payments / report.seconds_to_load);
  return [
    `${report.engine}: ${report.payments} payments stored in ${fixed(report.seconds_to_load)} s (${rate}/s, in batches)`,
    `start ${whole(report.start_ms)} ms from the start of the process, ${whole(report.open_ms)} ms of it to open the store and listen`,
    `memory ${whole(report.rss_megabytes_before)} MB after the start, ${whole(report.rss_megabytes_after)} MB at the end`,
  ].join('\n  ');
}

export function sizeSummary({ engine, payments, start_ms }: SizeReport): string {
  const starts = payments.map((count, index) => `${whole(start_ms[index] ?? 0)} ms with ${count} payments`);
  return `${engine}: start ${starts.join(', ')}`;
}

export function dashboardSummary(report: DashboardReport): string {
  const { engine, payments, rows, first_rows_ms, filter_ms, search_ms, scrolling, jumping } = report;
  const framesLine = (what: string, { count, median_ms, p95_ms, p99_ms, longest_ms }: Frames) =>
    `${what}: ${count} frames, median ${fixed(median_ms)} ms, 95th percentile ${fixed(p95_ms)} ms, ` +
    `99th ${fixed(p99_ms)} ms, longest ${fixed(longest_ms)} ms`;
  return [
    `${engine}, ${payments} payments: first rows after ${whole(first_rows_ms)} ms, ` +
      `of a filter after ${whole(filter_ms)} ms, of a search after ${whole(search_ms)} ms`,
    framesLine(`scrolling to ${rows} rows`, scrolling),
    framesLine('jumping from end to end', jumping),
  ].join('\n  ');
}

export function bodiesSummary(report: BodiesReport): string {
  const { engine, bodies, seconds, longest_wait_ms, before_megabytes, most_megabytes } = report;
  return [
    `${engine}: ${bodies} bodies of 1 MB in ${fixed(seconds)} s`,
    `others waited ${whole(longest_wait_ms)} ms at most`,
    `memory ${whole(before_megabytes)} MB before, ${whole(most_megabytes)} MB at most`,
  ].join('; ');
}

export function chainLine({ what, body_bytes, entries, commit_us }: ChainCell): string {
  const each = entries === 1 ? '' : `, ${fixed(commit_us / entries)} an entry`;
  return `${what}, ${body_bytes} bytes, ${entries} in a commit: ${fixed(commit_us)} µs of CPU${each}`;
}

export function longReadsSummary(report: LongReadsReport): string {
  const { engine, payments, seconds, alone, beside, table_megabytes, scans, stream_megabytes, most_megabytes } = report;
  const waits = (found: Waits) =>
    Object.entries(found).map(
      ([what, { count, median_ms, p99_ms, longest_ms }]) =>
        `${what} ${fixed(median_ms)}, 99th percentile ${fixed(p99_ms)}, longest ${fixed(longest_ms)} ms of ${count}`,
    );
  return [
    `${engine}, ${payments} payments, ${seconds} s beside 8 tables, 4 scans and 200 streams: ${whole(table_megabytes)} MB of tables, ` +
      `${scans} scans, ${whole(stream_megabytes)} MB of events, memory ${whole(most_megabytes)} MB at most`,
    ...waits(alone).map((line) => `alone:  ${line}`),
    ...waits(beside).map((line) => `beside: ${line}`),
  ].join('\n  ');
}

export function deliverySummary(report: DeliveryReport): string {
  const { engine, endpoints, events, seconds, lost, doubles } = report;
  return [
    `${engine}: ${events} events to each of ${endpoints} endpoints in ${fixed(seconds)} s`,
    `${whole(report.deliveries_per_second)} deliveries/s, ${fixed(report.cpu_ms_per_delivery)} ms of CPU each`,
    `${lost} lost, ${doubles} twice`,
  ].join('; ');
}

function heading<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(([text, width]) => padded(text, width)).join('  ');
}

function line<Row>(columns: readonly Column<Row>[], row: Row): string {
  return columns.map(([, width, value]) => padded(value(row), width)).join('  ');
}

/** Words to the left, figures to the right. */
function padded(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function busy(load_share: number): string {
  return load_share > BUSY_LOAD ? '*' : '';
}
