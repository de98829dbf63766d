/** What a preloaded store holds, as far as requests need to know: written beside it by the process that filled it. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Manifest {
  readonly payments: number;
  readonly seconds_to_load: number;
  /** Ids, spread evenly over everything that is stored, at most SAMPLE_SIZE each. */
  readonly customers: readonly string[];
  readonly records: readonly string[];
  /** Records that a refund of one minor unit can be reported on, often. */
  readonly guaranteed: readonly string[];
}

/** More ids than a cache could make look good, few enough to hold as ready-made requests. */
export const SAMPLE_SIZE = 10_000;

export function writeManifest(file: string, manifest: Manifest): void {
  writeFileSync(file, JSON.stringify(manifest));
}

export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}
