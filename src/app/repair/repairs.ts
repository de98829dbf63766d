/** What a repair works with, and what it has done. */
import type { Kind } from '../../core/kernel/kind.js';
import type { OnProgress } from '../../store/progress.js';
import type { Repairer } from '../../store/repair_port.js';

/** How something was repaired, as people read it behind a number. */
export type Way =
  | 'made again from the journal'
  | 'put back to what the journal says'
  | 'with wrong columns'
  | 'removed that the journal knows nothing of'
  | 'added'
  | 'removed'
  | 'built anew'
  | 'set to the end of the journal';

/** How much was repaired, by what it is and how, in the order in which it was. */
export class Repairs {
  readonly #counts = new Map<string, Map<Way, number>>();

  done(what: string, way: Way, count: number): void {
    if (count === 0) return;
    const ways = this.#counts.get(what) ?? new Map<Way, number>();
    this.#counts.set(what, ways.set(way, (ways.get(way) ?? 0) + count));
  }

  lines(): readonly string[] {
    return [...this.#counts].map(
      ([what, ways]) => `Repaired ${what}: ${[...ways].map(([way, count]) => `${count} ${way}`).join(', ')}.`,
    );
  }
}

export interface Repair {
  readonly repairer: Repairer;
  readonly repairs: Repairs;
  /** Whether all of the journal is there and unchanged: only then objects are made from it, and removed for its sake. */
  readonly journal_is_whole: boolean;
  readonly onProgress: OnProgress;
}

/** An object of a scope, as a key. */
export function objectKey(scope: number, kind: Kind, id: string): string {
  return `${scope}/${kind}/${id}`;
}
