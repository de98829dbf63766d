/** Entries of the indexes beside the tables that nothing stands for: looked for only where there are too many. */

import type { Kind } from '../../core/kernel/kind.js';
import { documentOf } from '../../core/kernel/stored_document.js';
import { isKind } from '../../core/kinds.js';
import type { IndexEntry, InspectedEntry } from '../../store/port.js';
import type { Repairer } from '../../store/repair_port.js';
import { journalIndexEntries, metadataEntries } from '../verify/index_entries.js';
import { idsByScope } from '../verify/stream.js';
import type { Repair } from './repairs.js';

const BATCH = 500;

type Index = IndexEntry['index'];

/** `expected` says how many entries an index should hold, none of which is missing any more; undefined: nobody knows. */
export async function removeStrays(repair: Repair, index: Index, expected: number | undefined): Promise<void> {
  const { repairer, repairs, onProgress } = repair;
  const { indexes } = await repairer.counts();
  if (indexes[index] === expected) return;
  let after: IndexEntry | undefined;
  for (let done = 0; ; ) {
    const entries = await repairer.indexed(index, after, BATCH);
    const removed = await straysOf(repairer, index, entries);
    if (removed.length > 0) await repairer.changeIndexes({ removed });
    repairs.done(index, 'removed', removed.length);
    after = entries.at(-1);
    done += entries.length;
    if (after === undefined) return;
    onProgress(`Repairing: ${index}`, done, indexes[index]);
  }
}

async function straysOf(repairer: Repairer, index: Index, entries: readonly IndexEntry[]): Promise<IndexEntry[]> {
  const rightful = new Set((await STANDING_FOR[index](repairer, entries)).map(keyOf));
  return entries.filter((entry) => !rightful.has(keyOf(entry)));
}

/** What the index holds rightly, of the objects and events that some of its entries are about. */
const STANDING_FOR: {
  readonly [I in Index]: (repairer: Repairer, entries: readonly IndexEntry[]) => Promise<readonly IndexEntry[]>;
} = {
  async journal_objects(repairer, entries) {
    const positions = entries.flatMap((entry) => (entry.index === 'journal_objects' ? [entry.position] : []));
    return indexEntriesOf(await repairer.entriesAt(positions));
  },

  async event_types(repairer, entries) {
    const numbers = new Map<number, number[]>();
    for (const entry of entries) {
      if (entry.index !== 'event_types') continue;
      numbers.set(entry.scope, [...(numbers.get(entry.scope) ?? []), entry.number]);
    }
    const found = [];
    for (const [scope, some] of numbers) found.push(...(await repairer.entriesOfEvents(scope, some)));
    return indexEntriesOf(found);
  },

  async metadata_index(repairer, entries) {
    const of_metadata = entries.filter((entry) => entry.index === 'metadata_index');
    const rightful: IndexEntry[] = [];
    for (const kind of new Set(of_metadata.map((entry) => entry.kind))) {
      if (!isKind(kind)) continue;
      const of_kind = of_metadata.filter((entry) => entry.kind === kind);
      for (const [scope, ids] of idsByScope(of_kind)) {
        for (const row of await repairer.rowsWithIds(kind, scope, ids)) {
          const held = of_kind.filter((entry) => entry.scope === scope && entry.id === row.id);
          rightful.push(...metadataHeld(row, held));
        }
      }
    }
    return rightful;
  },
};

function indexEntriesOf(entries: readonly InspectedEntry[]): readonly IndexEntry[] {
  return entries.flatMap(journalIndexEntries);
}

/** All that is held where the document cannot say. */
function metadataHeld(
  row: { readonly scope: number; readonly kind: Kind; readonly id: string; readonly document: string },
  held: readonly IndexEntry[],
): readonly IndexEntry[] {
  try {
    return metadataEntries(row, documentOf(row));
  } catch {
    return held;
  }
}

function keyOf(entry: IndexEntry): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}
