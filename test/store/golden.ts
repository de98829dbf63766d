/**
 * Schemas as they are, kept in git: a change of schema shows in review, and an upgrade must end where a new one does. Each
 * begins with the hashes of the steps that made it.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Migration, migrationHash } from '../../src/store/migration.js';

const STEP = '-- step ';

/** Compares with test/store/golden/schema.ENGINE.sql; UPDATE_GOLDEN=1 rewrites it. */
export function assertGolden(engine: string, schema: string): void {
  const golden = read(engine);
  if (process.env['UPDATE_GOLDEN'] === '1') write(engine, { ...golden, schema });
  assert.equal(schema, read(engine).schema, `the schema of ${engine} differs; UPDATE_GOLDEN=1 rewrites it`);
}

/** Steps that are there are never changed, since databases were made by them: UPDATE_GOLDEN=1 adds new ones only. */
export function assertShipped(engine: string, migrations: readonly Migration[]): void {
  const golden = read(engine);
  const steps = migrations.map((migration) => `${migration.number}: ${migrationHash(migration)}`);
  assert.deepEqual(steps.slice(0, golden.steps.length), golden.steps, `a step of ${engine} was shipped as another`);
  if (process.env['UPDATE_GOLDEN'] === '1') write(engine, { ...golden, steps });
  assert.deepEqual(steps, read(engine).steps, `${engine} has a new step; UPDATE_GOLDEN=1 adds it`);
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
