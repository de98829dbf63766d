/** Rows made what they should be: document, version and columns, the columns derived as for every commit. */
import type { Kind } from '../../core/kernel/kind.js';
import type { InspectedRow, RowWrite, StoredRow } from '../../store/port.js';
import { idsByScope } from '../verify/stream.js';
import { derivedColumns } from './derived_columns.js';
import { objectKey, type Repair, type Way } from './repairs.js';
import { writeRows } from './write_rows.js';

/** A version of an object with the scope that it is in. */
export interface Version extends StoredRow {
  readonly scope: number;
}

/** Compares what is stored with what should be, and writes what differs. */
export async function settle(repair: Repair, versions: readonly Version[]): Promise<void> {
  for (const kind of new Set(versions.map((version) => version.kind))) {
    await settleKind(
      repair,
      kind,
      versions.filter((version) => version.kind === kind),
    );
  }
}

async function settleKind(repair: Repair, kind: Kind, versions: readonly Version[]): Promise<void> {
  const { repairer, repairs } = repair;
  const stored = new Map<string, InspectedRow>();
  for (const [scope, ids] of idsByScope(versions)) {
    for (const row of await repairer.rowsWithIds(kind, scope, ids)) stored.set(objectKey(scope, kind, row.id), row);
  }
  const wrong: { readonly row: RowWrite; readonly way: Way }[] = [];
  for (const version of versions) {
    const columns = derivedColumns(version);
    if (columns === undefined) continue;
    const before = stored.get(objectKey(version.scope, kind, version.id));
    const way = wayOf(version, columns, before);
    if (way === undefined) continue;
    const { scope, id, document } = version;
    const expected_version = before?.version ?? 0;
    // With 0, a row would be taken for one that is not there.
    if (before?.version === 0) {
      if (!repair.journal_is_whole) continue;
      await repairer.removeRows(kind, scope, [id]);
    }
    wrong.push({
      row: { kind, scope, id, version: version.version, document, columns, expected_version, metadata: undefined },
      way,
    });
  }
  const rows = wrong.map(({ row }) => row);
  const written = new Set(await writeRows(repair, rows));
  for (const { row, way } of wrong) if (written.has(row)) repairs.done(kind, way, 1);
}

function wayOf(version: Version, columns: RowWrite['columns'], before: InspectedRow | undefined): Way | undefined {
  if (before === undefined) return 'made again from the journal';
  if (before.version !== version.version || before.document !== version.document) {
    return 'put back to what the journal says';
  }
  const is_right = Object.entries(columns).every(([name, value]) => (before.columns[name] ?? null) === value);
  return is_right ? undefined : 'with wrong columns';
}
