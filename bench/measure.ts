/** One cell of the table: servers driven in turns, A B A B, so that a slow moment of the machine hits both. */
import type { Child, Usage } from './children.js';
import type { LoadResult } from './processes/load.js';
import { median } from './statistics.js';

export interface Server {
  readonly child: Child;
  readonly port: number;
}

export interface Figures {
  readonly requests_per_second: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Of the server's process, all threads, over all rounds. */
  readonly cpu_seconds: number;
  readonly requests_per_cpu_second: number;
  readonly requests: number;
  readonly errors: number;
  readonly first_error: string | undefined;
  /** Of one core; near 1 the load, not the server, is what was measured. */
  readonly load_share: number;
  /** Commands in one batch, on average; absent where nothing was written. */
  readonly batch: number | undefined;
}

interface Round extends LoadResult {
  readonly cpu_seconds: number;
  readonly commands: number;
  readonly batches: number;
}

/** Drives a server once, with requests that the load process was given before. */
export async function drive(load: Child, server: Server, connections: number, seconds: number): Promise<Round> {
  await load.ask({ connect: connections, port: server.port });
  const before = await server.child.ask<Usage>({ usage: true });
  const result = await load.ask<LoadResult>({ drive_seconds: seconds });
  const after = await server.child.ask<Usage>({ usage: true });
  return {
    ...result,
    cpu_seconds: after.cpu_seconds - before.cpu_seconds,
    commands: (after.commands ?? 0) - (before.commands ?? 0),
    batches: (after.batches ?? 0) - (before.batches ?? 0),
  };
}

/** Drives all servers in turns; the figures are in the order of the servers. */
export async function measureInTurns(
  load: Child,
  servers: readonly { readonly server: Server; readonly prepare: () => Promise<unknown> }[],
  { connections, seconds, rounds }: { readonly connections: number; readonly seconds: number; readonly rounds: number },
): Promise<Figures[]> {
  const measured: Round[][] = servers.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { server, prepare }] of servers.entries()) {
      await prepare();
      measured[index]?.push(await drive(load, server, connections, seconds));
    }
  }
  return measured.map(figuresOf);
}

function figuresOf(rounds: readonly Round[]): Figures {
  const middle = (value: (round: Round) => number): number => median(rounds.map(value));
  const sum = (value: (round: Round) => number): number => rounds.reduce((total, round) => total + value(round), 0);
  const batches = sum((round) => round.batches);
  return {
    requests_per_second: middle((round) => round.requests / round.seconds),
    p50_ms: middle((round) => round.p50_ms),
    p99_ms: middle((round) => round.p99_ms),
    cpu_seconds: sum((round) => round.cpu_seconds),
    requests_per_cpu_second: middle((round) => round.requests / round.cpu_seconds),
    requests: sum((round) => round.requests),
    errors: sum((round) => round.errors),
    first_error: rounds.find((round) => round.first_error !== undefined)?.first_error,
    load_share: Math.max(...rounds.map((round) => round.load_share)),
    batch: batches === 0 ? undefined : sum((round) => round.commands) / batches,
  };
}
