/** Preloaded stores: made for this run and removed after it, or kept in the folder that --data names. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerLocation } from '../src/app/ledger.js';
import { Child } from './children.js';
import { type Manifest, readManifest } from './manifest.js';
import type { EngineName } from './options.js';
import { benchDatabase } from './postgres.js';

export interface PreloadedStore {
  readonly location: LedgerLocation;
  readonly manifest_file: string;
  readonly manifest: Manifest;
  readonly remove: () => Promise<void>;
}

/** The store, or why this engine is skipped. */
export async function preloadedStore(
  engine: EngineName,
  payments: number,
  kept_in: string | undefined,
): Promise<PreloadedStore | string> {
  return engine === 'sqlite' ? sqliteStore(payments, kept_in) : postgresStore(payments);
}

async function sqliteStore(payments: number, kept_in: string | undefined): Promise<PreloadedStore> {
  const folder =
    kept_in === undefined ? mkdtempSync(join(tmpdir(), 'daybook-bench-')) : join(kept_in, `sqlite-${payments}`);
  mkdirSync(folder, { recursive: true });
  const remove = async (): Promise<void> => {
    if (kept_in === undefined) rmSync(folder, { recursive: true, force: true });
  };
  // Written last: a folder without it is one that was never filled to the end.
  const manifest_file = join(folder, 'manifest.json');
  const location = { data_folder: folder, database_url: undefined };
  if (!existsSync(manifest_file)) {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    await load(location, payments, manifest_file);
  }
  return { location, manifest_file, manifest: readManifest(manifest_file), remove };
}

async function postgresStore(payments: number): Promise<PreloadedStore | string> {
  const database = await benchDatabase();
  if (typeof database === 'string') return database;
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  const manifest_file = join(folder, 'manifest.json');
  const location = { data_folder: folder, database_url: database.url };
  const remove = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  };
  try {
    await load(location, payments, manifest_file);
  } catch (error) {
    await remove();
    throw error;
  }
  return { location, manifest_file, manifest: readManifest(manifest_file), remove };
}

async function load(location: LedgerLocation, payments: number, manifest_file: string): Promise<void> {
  const loader = Child.start('preload', undefined);
  await loader.ask({ location, payments, manifest_file });
  await loader.stop();
}
