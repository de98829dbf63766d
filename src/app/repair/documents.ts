/** Every object as the journal has it last: made again where it is not stored, put back where it is stored otherwise. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import { isKind } from '../../core/kinds.js';
import { lacksTimes } from '../../core/payments/payment_record/added_times.js';
import type { PaymentRecord } from '../../core/payments/payment_record/types.js';
import type { InspectedEntry } from '../../store/port.js';
import { idsByScope, journalBatches } from '../verify/stream.js';
import { withAddedTimes } from './added_times.js';
import type { Repair } from './repairs.js';
import { settle, type Version } from './settle.js';

export async function repairDocuments(repair: Repair, entries: number): Promise<void> {
  // Records from before their times were kept get them from their attempts, which must be right by then.
  let is_left = false;
  const isEarlier = (version: Version): boolean => {
    const is_earlier = version.kind === 'payment_record' && lacksTimes(documentOf(version) as PaymentRecord);
    is_left ||= is_earlier;
    return is_earlier;
  };
  await walk(repair, entries, async (versions) => versions.filter((version) => !isEarlier(version)));
  if (!is_left) return;
  await walk(repair, entries, (versions) => withAddedTimes(repair.repairer, versions.filter(isEarlier)));
}

/** `prepare` says what should be stored of the last versions in the journal. */
async function walk(
  repair: Repair,
  total: number,
  prepare: (versions: readonly Version[]) => Promise<readonly Version[]>,
): Promise<void> {
  let entries = 0;
  for await (const batch of journalBatches(repair.repairer)) {
    await settle(repair, await prepare(await lastVersions(repair, batch)));
    entries += batch.length;
    repair.onProgress('Repairing: objects', entries, total);
  }
}

async function lastVersions({ repairer }: Repair, entries: readonly InspectedEntry[]): Promise<readonly Version[]> {
  const changes = entries.flatMap(({ scope, changes }) => changes.map((change) => ({ ...change, scope })));
  const last = new Map<string, number>();
  for (const [scope, ids] of idsByScope(changes)) {
    for (const { id, last_version } of await repairer.histories(scope, ids)) last.set(`${scope}/${id}`, last_version);
  }
  return changes.filter(({ scope, kind, id, version }) => isKind(kind) && last.get(`${scope}/${id}`) === version);
}

function documentOf({ document }: Version): Document<Kind> {
  return JSON.parse(document) as Document<Kind>;
}
