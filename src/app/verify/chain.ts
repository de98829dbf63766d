/**
 * The chain of the journal, made again from what the entries say: an entry that was changed, put in or taken out breaks
 * it. Somebody who makes the whole chain anew leaves nothing to see here, but no head that was published before is in it.
 */
import { createHash, type Hash } from 'node:crypto';
import { linkHash } from '../../store/chain.js';
import type { InspectedEntry } from '../../store/port.js';
import { modeOf, type PublishedHead, type Verification } from './findings.js';

/** The entries of a scope since the last one that ended a commit. */
interface OpenCommit {
  previous: string;
  digest: Hash;
  times: number[];
  first: number;
  last: number;
}

export class ChainCheck {
  readonly #verification: Verification;
  readonly #commits = new Map<number, OpenCommit>();
  /** What is left to be found of the heads that were published. */
  readonly #wanted: PublishedHead[];

  constructor(verification: Verification) {
    this.#verification = verification;
    this.#wanted = [...verification.published];
  }

  entry({ scope, position, at_ms, hash, hashed_text }: InspectedEntry): void {
    const commit = this.#commits.get(scope) ?? opened('');
    this.#commits.set(scope, commit);
    if (commit.times.length === 0) commit.first = position;
    commit.last = position;
    commit.times.push(at_ms);
    commit.digest.update(hashed_text);
    if (hash === '') return;
    const derived = linkHash(commit.previous, scope, commit.digest.digest('hex'), commit.times);
    if (derived !== hash)
      this.#found(scope, commit, 'the hash does not fit: something was changed, put in or taken out');
    this.#seen(scope, derived);
    // Goes on from what is stored: one change should be told once, not again with every commit that follows.
    this.#commits.set(scope, opened(hash));
  }

  end(): void {
    for (const [scope, head] of this.#verification.heads) {
      const commit = this.#commits.get(scope) ?? opened('');
      if (commit.times.length > 0) this.#found(scope, commit, 'in no commit: no hash follows');
      if (head.head_hash !== commit.previous) {
        this.#verification.findings.found(
          `scope ${scope} (${modeOf(this.#verification, scope)}): its head is ${shown(head.head_hash)} at entry ${head.head_position}, but the chain of the journal ends with ${shown(commit.previous)}`,
        );
      }
    }
    for (const { hash, scope } of this.#wanted) {
      const mode = scope === undefined ? '' : ` (${modeOf(this.#verification, scope)})`;
      this.#verification.findings.found(
        `head ${hash}${mode}: is not in the journal: what was stored when it was published has been changed, or is not there`,
      );
    }
  }

  #seen(scope: number, hash: string): void {
    const index = this.#wanted.findIndex((head) => head.hash === hash && (head.scope ?? scope) === scope);
    if (index >= 0) this.#wanted.splice(index, 1);
  }

  #found(scope: number, { first, last }: OpenCommit, problem: string): void {
    const entries = first === last ? `journal entry ${first}` : `journal entries ${first} to ${last}`;
    this.#verification.findings.found(`${entries} (${modeOf(this.#verification, scope)}): ${problem}`);
  }
}

function opened(previous: string): OpenCommit {
  return { previous, digest: createHash('sha256'), times: [], first: 0, last: 0 };
}

function shown(hash: string): string {
  return hash === '' ? 'none' : `${hash.slice(0, 16)}…`;
}
