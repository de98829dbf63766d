/** After an end that was none, such as a crash: SQLite looks through its file while it is served. */
import { Worker } from 'node:worker_threads';
import { DamageError } from '../store/start_error.js';
import type { ThreadData } from './sqlite_thread.js';

export class QuickCheck {
  /** Resolves if the file is damaged; never otherwise. */
  readonly damaged: Promise<DamageError>;
  readonly #thread: Worker | undefined;

  constructor(file: string, is_needed: boolean) {
    if (is_needed) {
      this.#thread = new Worker(new URL('./quick_check_thread.js', import.meta.url), {
        workerData: { file } satisfies ThreadData,
      });
    }
    this.damaged = new Promise((resolve) => {
      this.#thread?.on('message', (findings: readonly string[]) => {
        if (findings.length > 0) resolve(damage(file, findings));
      });
      this.#thread?.on('error', () => {});
    });
  }

  /** Not waited for: it only reads. */
  async stop(): Promise<void> {
    await this.#thread?.terminate();
  }
}

function damage(file: string, findings: readonly string[]): DamageError {
  return new DamageError(
    `The database ${file} is damaged (${findings[0]}): restore a backup with "daybook restore FILE". "daybook verify" tells what is left of it.`,
  );
}
