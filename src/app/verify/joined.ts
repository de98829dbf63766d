/** Rows of one table beside the rows of another that they name, both in the same order. */
import type { InspectedRow } from '../../store/port.js';
import { modeOf, type Verification } from './findings.js';
import type { RowsByColumn } from './stream.js';

/** Takes the rows that name the owner; `owners` is what an owner is called. */
export async function* belongingTo(
  owner: InspectedRow,
  rows: RowsByColumn,
  owners: string,
  verification: Verification,
): AsyncGenerator<InspectedRow> {
  await orphans(rows, owner, owners, verification);
  for (let row = await rows.peek(); row !== undefined; row = await rows.peek()) {
    if (row.scope !== owner.scope || rows.valueOf(row) !== owner.id) return;
    yield row;
    rows.take();
  }
}

/** Takes the rows that come before the owner, or all that are left: they name an owner that does not exist. */
export async function orphans(
  rows: RowsByColumn,
  owner: InspectedRow | undefined,
  owners: string,
  verification: Verification,
): Promise<void> {
  for (let row = await rows.peek(); row !== undefined; row = await rows.peek()) {
    const before =
      owner === undefined || row.scope < owner.scope || (row.scope === owner.scope && rows.valueOf(row) < owner.id);
    if (!before) return;
    about(row, `names ${owners} ${rows.valueOf(row)}, which does not exist`, verification);
    rows.take();
  }
}

export function about({ kind, id, scope }: InspectedRow, problem: string, verification: Verification): void {
  verification.findings.found(`${kind} ${id} (${modeOf(verification, scope)}): ${problem}`);
}
