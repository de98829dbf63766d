/**
 * Every stored object, kind by kind in the order of ids: its columns and its metadata index are derived from its
 * document again, its versions are counted, and the objects it names must exist.
 */

import type { Kind } from '../../core/kernel/kind.js';
import { documentOf } from '../../core/kernel/stored_document.js';
import { columnsOf, KIND_NAMES, kindOf } from '../../core/kinds.js';
import type { IndexEntry, InspectedRow, Inspector } from '../../store/port.js';
import { about, attempt, modeOf, type Verification } from './findings.js';
import { metadataEntries } from './index_entries.js';
import { findNamed, type Parsed } from './references.js';
import { idsByScope, rowBatches } from './stream.js';

export async function verifyObjects(
  inspector: Inspector,
  verification: Verification,
  total: number,
): Promise<{ readonly objects: ReadonlyMap<Kind, number>; readonly metadata: number | undefined }> {
  const objects = new Map<Kind, number>();
  let metadata: number | undefined = 0;
  for (const kind of KIND_NAMES) {
    const found = await attempt(kindOf(kind).table, verification.findings, async () => {
      let entries = 0;
      for await (const rows of rowBatches(inspector, kind)) {
        entries += await verifyRows(inspector, rows, verification);
        objects.set(kind, (objects.get(kind) ?? 0) + rows.length);
        const done = [...objects.values()].reduce((sum, count) => sum + count, 0);
        verification.onProgress('objects', done, total);
      }
      return entries;
    });
    metadata = found === undefined || metadata === undefined ? undefined : metadata + found;
  }
  return { objects, metadata };
}

/** Tells how many entries the index of metadata should have of them. */
async function verifyRows(
  inspector: Inspector,
  rows: readonly InspectedRow[],
  verification: Verification,
): Promise<number> {
  const parsed = rows.map((row) => parse(row, verification)).filter((row) => row !== undefined);
  for (const one of parsed) compareColumns(one, verification);
  const expected = parsed.flatMap((one) => expectedMetadata(one, verification));
  for (const missing of await inspector.missingFromIndexes(expected)) reportMissing(missing, verification);
  await compareHistories(inspector, rows, verification);
  await findNamed(inspector, parsed, verification);
  return expected.length;
}

function parse(row: InspectedRow, verification: Verification): Parsed | undefined {
  try {
    const document = documentOf(row);
    if (document.id !== row.id) about(row, `its document is that of ${document.id}`, verification);
    return { row, document };
  } catch {
    about(row, 'its document is not JSON', verification);
    return undefined;
  }
}

function compareColumns({ row, document }: Parsed, verification: Verification): void {
  let derived: ReturnType<typeof columnsOf>;
  try {
    derived = columnsOf(row.kind, document);
  } catch {
    about(row, 'its document lacks what its columns are derived from', verification);
    return;
  }
  for (const [name, value] of Object.entries(derived)) {
    const stored = row.columns[name] ?? null;
    if (stored === value) continue;
    about(row, `column ${name} is ${shown(stored)}, but its document says ${shown(value)}`, verification);
  }
}

function shown(value: string | number | null): string {
  return JSON.stringify(value);
}

function expectedMetadata({ row, document }: Parsed, verification: Verification): IndexEntry[] {
  try {
    return metadataEntries(row, document);
  } catch {
    about(row, 'its document lacks what its metadata is derived from', verification);
    return [];
  }
}

function reportMissing(entry: IndexEntry, verification: Verification): void {
  if (entry.index !== 'metadata_index') return;
  const { scope, kind, id, key, value } = entry;
  const mode = modeOf(verification, scope);
  verification.findings.found(
    `metadata_index (${mode}): lacks ${JSON.stringify(key)} = ${JSON.stringify(value)} of ${kind} ${id}`,
  );
}

/** Versions count 1, 2, 3, … to that of the row; each stands in the journal at or after the one before it. */
async function compareHistories(
  inspector: Inspector,
  rows: readonly InspectedRow[],
  verification: Verification,
): Promise<void> {
  for (const [scope, ids] of idsByScope(rows)) {
    const histories = new Map((await inspector.histories(scope, ids)).map((history) => [history.id, history]));
    for (const row of rows) {
      if (row.scope !== scope) continue;
      const history = histories.get(row.id);
      if (history === undefined) {
        about(row, 'the journal knows nothing of it', verification);
        continue;
      }
      const { versions, last_version, misplaced, lost } = history;
      if (versions !== row.version || last_version !== row.version) {
        about(
          row,
          `is stored at version ${row.version}, but the journal has ${versions} versions, the last of them ${last_version}`,
          verification,
        );
      }
      if (lost > 0) about(row, `the journal has lost ${lost} of its versions`, verification);
      if (misplaced > 0) about(row, `${misplaced} of its versions stand before their predecessors`, verification);
    }
  }
}
