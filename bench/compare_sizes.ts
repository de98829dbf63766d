/** A small store beside a large one: what stays equally fast, however much is stored. */
import { randomBytes } from 'node:crypto';
import { Child, LOAD_CORE, SERVER_CORE } from './children.js';
import { drive, type Figures, measureInTurns } from './measure.js';
import type { OperationName } from './operations.js';
import type { EngineName, Options } from './options.js';
import type { Started } from './processes/daybook.js';
import type { PreloadedStore } from './stores.js';

export interface SizeCell {
  readonly operation: OperationName;
  readonly connections: number;
  readonly small: Figures;
  readonly large: Figures;
  /** How many times slower the large store is, in requests per CPU-second and per second. */
  readonly slower_per_cpu_second: number;
  readonly slower_per_second: number;
}

export interface SizeReport {
  readonly engine: EngineName;
  readonly payments: readonly [small: number, large: number];
  readonly start_ms: readonly [small: number, large: number];
  readonly cells: readonly SizeCell[];
}

const COMPARED: readonly OperationName[] = ['retrieve_any', 'list_by_customer', 'report_payment'];
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 1;

export async function compareSizes(
  engine: EngineName,
  stores: readonly [PreloadedStore, PreloadedStore],
  options: Options,
  onCell: (cell: SizeCell) => void,
): Promise<SizeReport> {
  const children = stores.map(() => Child.start('daybook', SERVER_CORE));
  const load = Child.start('load', LOAD_CORE);
  try {
    const started: Started[] = [];
    for (const [index, child] of children.entries()) {
      started.push(await child.ask<Started>({ start: stores[index]?.location }));
    }
    const cells: SizeCell[] = [];
    for (const operation of COMPARED) {
      const servers = children.map((child, index) => ({
        server: { child, port: started[index]?.port ?? 0 },
        prepare: () =>
          load.ask({ operation, manifest_file: stores[index]?.manifest_file, run: randomBytes(5).toString('hex') }),
      }));
      for (const { server, prepare } of servers) {
        await prepare();
        await drive(load, server, CONNECTIONS, WARM_UP_SECONDS);
      }
      const [small, large] = await measureInTurns(load, servers, { ...options, connections: CONNECTIONS });
      if (small === undefined || large === undefined) throw new Error('nothing was measured');
      const cell = {
        operation,
        connections: CONNECTIONS,
        small,
        large,
        slower_per_cpu_second: small.requests_per_cpu_second / large.requests_per_cpu_second,
        slower_per_second: small.requests_per_second / large.requests_per_second,
      };
      cells.push(cell);
      onCell(cell);
    }
    return {
      engine,
      payments: [stores[0].manifest.payments, stores[1].manifest.payments],
      start_ms: [started[0]?.start_ms ?? 0, started[1]?.start_ms ?? 0],
      cells,
    };
  } finally {
    await Promise.all([...children, load].map((child) => child.stop()));
  }
}
