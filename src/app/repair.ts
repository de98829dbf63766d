/**
 * Repair: everything that is derived is derived again from the journal, or from the documents where the journal cannot be
 * trusted, and written where it differs. The journal is never changed.
 *
 * It goes through everything in portions, each of which is a transaction. Nothing is kept of how far it has come: what is
 * right is left as it is, so that it can end at any moment and be run again. The order matters: later steps read what
 * earlier ones have made right.
 */
import type { OnProgress } from '../store/progress.js';
import type { Repairer } from '../store/repair_port.js';
import { repairDocuments } from './repair/documents.js';
import { checkJournal, repairJournalIndexes } from './repair/journal.js';
import { type Repair, Repairs } from './repair/repairs.js';
import { repairRows } from './repair/rows.js';
import { removeStrays } from './repair/strays.js';
import type { PublishedHead } from './verify/findings.js';

export interface RepairOptions {
  readonly onProgress?: OnProgress;
  /** Heads of the journal that somebody has kept, which must be in it. */
  readonly published?: readonly PublishedHead[];
}

export interface Repaired {
  /** What was repaired, one line for each kind of object and each index. */
  readonly lines: readonly string[];
  /** How many differences the journal itself has: with any, no object was made from it. */
  readonly journal_differences: number;
}

export async function repair(repairer: Repairer, options: RepairOptions = {}): Promise<Repaired> {
  const { onProgress = () => {}, published = [] } = options;
  const repairs = new Repairs();
  onProgress("Repairing: the database's own indexes", 0, 1);
  repairs.done("the database's own indexes", 'built anew', (await repairer.rebuildIndexes()).length);
  const journal = await checkJournal(repairer, repairs, published, onProgress);
  const state: Repair = { repairer, repairs, onProgress, journal_is_whole: journal.differences === 0 };
  if (!journal.is_indexed) await repairJournalIndexes(state, journal.entries);
  if (state.journal_is_whole) {
    await removeStrays(state, 'journal_objects', journal.expected.journal_objects);
    await removeStrays(state, 'event_types', journal.expected.event_types);
    await repairDocuments(state, journal.entries);
  }
  await removeStrays(state, 'metadata_index', await repairRows(state));
  return { lines: repairs.lines(), journal_differences: journal.differences };
}
