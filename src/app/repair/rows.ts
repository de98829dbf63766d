/** Every stored row: whether there should be one, its columns, and what the index of metadata lacks of it. */

import type { Kind } from '../../core/kernel/kind.js';
import { documentOf } from '../../core/kernel/stored_document.js';
import { KIND_NAMES } from '../../core/kinds.js';
import type { IndexEntry, InspectedRow } from '../../store/port.js';
import { metadataEntries } from '../verify/index_entries.js';
import { idsByScope, rowBatches } from '../verify/stream.js';
import type { Repair } from './repairs.js';
import { settle } from './settle.js';

/** Tells how many entries the index of metadata should have; undefined where a document cannot say. */
export async function repairRows(repair: Repair): Promise<number | undefined> {
  const { repairer, onProgress } = repair;
  const { rows: total } = await repairer.counts();
  let done = 0;
  let metadata: number | undefined = 0;
  for (const kind of KIND_NAMES) {
    for await (const batch of rowBatches(repairer, kind)) {
      const entries = await repairBatch(repair, kind, batch);
      metadata = entries === undefined || metadata === undefined ? undefined : metadata + entries;
      done += batch.length;
      onProgress('Repairing: columns and metadata', done, total);
    }
  }
  return metadata;
}

async function repairBatch(repair: Repair, kind: Kind, batch: readonly InspectedRow[]): Promise<number | undefined> {
  const { repairer, repairs, journal_is_whole } = repair;
  let rows = batch;
  // With a journal that cannot be trusted, what is stored is all that is known.
  if (journal_is_whole) rows = await withoutStrays(repair, kind, batch);
  else await settle(repair, batch);
  const entries = rows.map(metadataOf);
  const expected = entries.flatMap((some) => some ?? []);
  const added = await repairer.missingFromIndexes(expected);
  if (added.length > 0) await repairer.changeIndexes({ added });
  repairs.done('metadata_index', 'added', added.length);
  return entries.includes(undefined) ? undefined : expected.length;
}

/** Removes rows of which there is no version in the journal. */
async function withoutStrays(
  { repairer, repairs }: Repair,
  kind: Kind,
  rows: readonly InspectedRow[],
): Promise<readonly InspectedRow[]> {
  const strays = new Set(rows);
  for (const [scope, ids] of idsByScope(rows)) {
    const known = new Set((await repairer.histories(scope, ids)).map(({ id }) => id));
    for (const row of rows) if (row.scope === scope && known.has(row.id)) strays.delete(row);
  }
  for (const [scope, ids] of idsByScope(strays)) await repairer.removeRows(kind, scope, ids);
  repairs.done(kind, 'removed that the journal knows nothing of', strays.size);
  return rows.filter((row) => !strays.has(row));
}

function metadataOf(row: InspectedRow): readonly IndexEntry[] | undefined {
  try {
    return metadataEntries(row, documentOf(row));
  } catch {
    return undefined;
  }
}
