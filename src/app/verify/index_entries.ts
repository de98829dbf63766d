/** What the indexes beside the tables should hold: of an entry of the journal, and of an object. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import { searchableMetadata } from '../../core/kinds.js';
import type { IndexEntry, InspectedEntry, InspectedRow } from '../../store/port.js';

export function journalIndexEntries({ scope, position, first_event, changes, events }: InspectedEntry): IndexEntry[] {
  return [
    ...changes.map(({ id, version }): IndexEntry => ({ index: 'journal_objects', scope, id, version, position })),
    ...events.map(
      ({ type }, index): IndexEntry => ({ index: 'event_types', scope, type, number: first_event + index }),
    ),
  ];
}

/** Throws where the document lacks what its metadata is derived from. */
export function metadataEntries(
  { scope, kind, id }: Pick<InspectedRow, 'scope' | 'kind' | 'id'>,
  document: Document<Kind>,
): IndexEntry[] {
  const pairs = Object.entries(searchableMetadata(kind, document) ?? {});
  return pairs.map(([key, value]) => ({ index: 'metadata_index', scope, kind, key, value, id }));
}
