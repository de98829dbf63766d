/** After an end that was none, such as a crash: SQLite looks through its file while it is served. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DamageError } from '../store/start_error.js';

/** There for as long as a file was not looked through to its end, however often it is started and stopped meanwhile. */
export function uncheckedFile(file: string): string {
  return `${file}-unchecked`;
}

export class QuickCheck {
  /** Resolves if the file is damaged; never otherwise. */
  readonly damaged: Promise<DamageError>;
  /** No thread: what SQLite does there cannot be interrupted, and a process can be stopped at once. */
  readonly #process: ChildProcess | undefined;

  constructor(file: string, is_needed: boolean) {
    const unchecked = uncheckedFile(file);
    if (is_needed || existsSync(unchecked)) {
      writeFileSync(unchecked, '', { mode: 0o600 });
      const module = fileURLToPath(new URL('./quick_check_process.js', import.meta.url));
      this.#process = fork(module, [file], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    }
    this.damaged = new Promise((resolve) => {
      this.#process?.on('message', (findings: readonly string[]) => {
        if (findings.length > 0) resolve(damage(file, findings));
        else rmSync(unchecked, { force: true });
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
