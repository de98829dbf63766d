/**
 * After a crash, or where somebody else has changed the file since it was left: SQLite looks through it while it is served.
 * As long as that has not come to its end, it is done again at the next start.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SqliteStore } from '../store/sqlite/store.js';
import { DamageError } from '../store/start_error.js';

export class QuickCheck {
  /** Resolves if the file is damaged; never otherwise. */
  readonly damaged: Promise<DamageError>;
  /** No thread: what SQLite does there cannot be interrupted, and a process can be stopped at once. */
  readonly #process: ChildProcess | undefined;

  constructor(file: string, store: Pick<SqliteStore, 'isWhole' | 'setWhole'>) {
    if (!store.isWhole()) {
      const module = fileURLToPath(new URL('./quick_check_process.js', import.meta.url));
      this.#process = fork(module, [file], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    }
    this.damaged = new Promise((resolve) => {
      this.#process?.on('message', (findings: readonly string[]) => {
        if (findings.length > 0) resolve(damage(file, findings));
        else store.setWhole(true);
      });
      // What cannot be started leaves the file unchecked.
      this.#process?.on('error', () => {});
    });
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

function damage(file: string, [finding = '']: readonly string[]): DamageError {
  // A line that only names the database comes before what was found in it.
  const found = finding.split('\n').at(-1);
  return new DamageError(
    `The database ${file} is damaged (${found}): restore a backup with "daybook restore FILE". "daybook verify" tells what is left of it.`,
  );
}
