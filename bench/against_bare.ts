/** Daybook beside a bare node:http server: every operation at every number of connections. */
import { randomBytes } from 'node:crypto';
import { Child, LOAD_CORE, SERVER_CORE, type Usage } from './children.js';
import { drive, type Figures, measureInTurns, type Server } from './measure.js';
import type { OperationName } from './operations.js';
import type { EngineName, Options } from './options.js';
import type { Started } from './processes/daybook.js';
import type { PreloadedStore } from './stores.js';

export interface Cell {
  readonly engine: EngineName;
  readonly operation: OperationName;
  readonly connections: number;
  readonly answer_bytes: number;
  readonly daybook: Figures;
  readonly bare: Figures;
  /** Requests per CPU-second, Daybook's against the bare server's. */
  readonly ratio: number;
}

export interface EngineReport {
  readonly engine: EngineName;
  readonly payments: number;
  readonly seconds_to_load: number;
  readonly start_ms: number;
  readonly open_ms: number;
  readonly rss_megabytes_before: number;
  readonly rss_megabytes_after: number;
  readonly cells: readonly Cell[];
}

const WARM_UP_CONNECTIONS = 32;
const WARM_UP_SECONDS = 1;

export async function measureEngine(
  engine: EngineName,
  store: PreloadedStore,
  options: Options,
  onCell: (cell: Cell) => void,
): Promise<EngineReport> {
  const daybook = Child.start('daybook', SERVER_CORE, profileFlags(options));
  const bare = Child.start('bare', SERVER_CORE);
  const load = Child.start('load', LOAD_CORE);
  try {
    const { port, start_ms, open_ms } = await daybook.ask<Started>({ start: store.location });
    const before = await daybook.ask<Usage>({ usage: true });
    const server: Server = { child: daybook, port };
    const cells: Cell[] = [];
    for (const operation of options.operations) {
      const run = randomBytes(5).toString('hex');
      await load.ask({ operation, manifest_file: store.manifest_file, run });
      const { body } = await load.ask<{ body: string }>({ sample_port: port });
      const yardstick: Server = { child: bare, port: (await bare.ask<{ port: number }>({ answer: body })).port };
      // Once before anything counts: code is compiled, files are in memory.
      for (const each of [server, yardstick]) await drive(load, each, WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
      for (const connections of options.connections) {
        const servers = [server, yardstick].map((each) => ({ server: each, prepare: async () => undefined }));
        const [figures, reference] = await measureInTurns(load, servers, { ...options, connections });
        if (figures === undefined || reference === undefined) throw new Error('nothing was measured');
        const ratio = figures.requests_per_cpu_second / reference.requests_per_cpu_second;
        const cell = { engine, operation, connections, answer_bytes: Buffer.byteLength(body), ratio };
        cells.push({ ...cell, daybook: figures, bare: reference });
        onCell({ ...cell, daybook: figures, bare: reference });
      }
    }
    const after = await daybook.ask<Usage>({ usage: true });
    return {
      engine,
      payments: store.manifest.payments,
      seconds_to_load: store.manifest.seconds_to_load,
      start_ms,
      open_ms,
      rss_megabytes_before: before.rss_megabytes,
      rss_megabytes_after: after.rss_megabytes,
      cells,
    };
  } finally {
    await Promise.all([daybook, bare, load].map((child) => child.stop()));
  }
}

function profileFlags({ profile }: Options): string[] {
  return profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--cpu-prof-interval=500'];
}
