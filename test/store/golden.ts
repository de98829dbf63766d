/**
 * Schemas as they are, kept in git: a change of schema shows in review, and an upgrade must end where a new one does. Each
 * begins with the hashes of the steps that made it.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Migration, migrationHash } from '../../src/store/migration.js';

const STEP = '-- step ';

/** Compares with test/store/golden/schema.ENGINE.sql; UPDATE_GOLDEN=1 rewrites the schema, and adds new steps. */
export function assertGolden(engine: string, schema: string, migrations: readonly Migration[]): void {
  assertShipped(engine, migrations);
  const now = { steps: migrations.map(stepOf), schema };
  if (process.env['UPDATE_GOLDEN'] === '1') write(engine, now);
  assert.deepEqual(now, read(engine), `the schema of ${engine} differs; UPDATE_GOLDEN=1 writes it`);
}

/** Steps that are there are never changed, since databases were made by them. */
export function assertShipped(engine: string, migrations: readonly Migration[]): void {
  const { steps } = read(engine);
  const now = migrations.slice(0, steps.length).map(stepOf);
  assert.deepEqual(now, steps, `a step of ${engine} was shipped as another`);
}

function stepOf(migration: Migration): string {
  return `${migration.number}: ${migrationHash(migration)}`;
}

interface Golden {
  readonly steps: readonly string[];
  readonly schema: string;
}

function read(engine: string): Golden {
  const lines = readFileSync(fileOf(engine), 'utf8').split('\n');
  const steps = lines.filter((line) => line.startsWith(STEP)).map((line) => line.slice(STEP.length));
  return { steps, schema: lines.slice(steps.length + 1).join('\n') };
}

function write(engine: string, { steps, schema }: Golden): void {
  writeFileSync(fileOf(engine), `${steps.map((step) => `${STEP}${step}\n`).join('')}\n${schema}`);
}

function fileOf(engine: string): string {
  return fileURLToPath(new URL(`../../../test/store/golden/schema.${engine}.sql`, import.meta.url));
}
