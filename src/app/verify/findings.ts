/** What a verification finds: one line for each difference, of which the first hundred are kept. */
import type { Kind } from '../../core/kernel/kind.js';
import type { ScopeHead } from '../../store/port.js';

const MAXIMUM_KEPT = 100;

export class Findings {
  readonly lines: string[] = [];
  count = 0;

  found(line: string): void {
    this.count += 1;
    if (this.lines.length < MAXIMUM_KEPT) this.lines.push(line);
  }
}

export type StepName = 'journal' | 'objects' | 'payments' | 'engine';

/** A part of a verification: what keeps it from its end is a difference too, and should not hide what others find. */
export async function attempt<T>(what: string, findings: Findings, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    findings.found(`${what}: could not be verified to its end: ${reason}`);
    return undefined;
  }
}

/** The end of a scope's chain as somebody has kept it; of any scope where none is named. */
export interface PublishedHead {
  readonly scope?: number;
  readonly hash: string;
}

/** Told after every batch, so that somebody who waits can be shown something. */
export type OnProgress = (step: StepName, done: number, total: number) => void;

/** What every step of a verification works with. */
export interface Verification {
  readonly findings: Findings;
  readonly heads: ReadonlyMap<number, ScopeHead>;
  /** Ends of the journal that somebody has kept. */
  readonly published: readonly PublishedHead[];
  readonly onProgress: OnProgress;
}

/** `test` or `live`, to name what a difference is about. */
export function modeOf({ heads }: Verification, scope: number): string {
  const head = heads.get(scope);
  if (head === undefined) return `scope ${scope}`;
  return head.livemode ? 'live' : 'test';
}

/** A difference that is about one object. */
export function about(
  { kind, id, scope }: { readonly kind: Kind; readonly id: string; readonly scope: number },
  problem: string,
  verification: Verification,
): void {
  verification.findings.found(`${kind} ${id} (${modeOf(verification, scope)}): ${problem}`);
}
