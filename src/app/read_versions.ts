/**
 * Several reads of a batch as if they were one. A rule follows references from object to object, and another process may
 * write in between: then it would see a payment as it was and its charge as it is. What is written is checked when it is
 * written; everything else that was read before the last read is read again.
 */
import type { Reference } from '../core/kernel/decision.js';
import type { Scope } from '../store/page.js';
import { ConflictError, type Prefetch, type Prefetched, type StoredRow, type Writer } from '../store/port.js';

interface Read {
  readonly scope: Scope;
  readonly reference: Reference;
  readonly versions: string;
}

export class ReadVersions {
  readonly #earlier: Read[] = [];
  #last: readonly Read[] = [];

  /** Notes what one read of the store has found. */
  note({ references }: Prefetch, { rows }: Prefetched): void {
    this.#earlier.push(...this.#last);
    this.#last = references.map((reference, index) => ({ ...reference, versions: versionsOf(rows[index]) }));
  }

  /** Throws ConflictError where something had changed before the last read, unless the batch writes and so checks it. */
  async confirm(writer: Writer, isWritten: (scope: Scope, id: string) => boolean): Promise<void> {
    const doubtful = this.#earlier.filter(
      ({ scope, reference }) => !('id' in reference && isWritten(scope, reference.id)),
    );
    if (doubtful.length === 0) return;
    const references = doubtful.map(({ scope, reference }) => ({ scope, reference }));
    const { rows } = await writer.prefetch({ references, reply_keys: [] });
    if (doubtful.some(({ versions }, index) => versions !== versionsOf(rows[index]))) {
      throw new ConflictError('what the batch was decided on was read at different moments');
    }
  }
}

function versionsOf(rows: readonly StoredRow[] = []): string {
  return rows.map(({ id, version }) => `${id} ${version}`).join();
}
