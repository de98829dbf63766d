/** Processes of the benchmark: started on a core of their own where the system can do that, and asked over IPC. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Servers share one core, so that they are compared on the same; the load comes from another. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

const has_taskset = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** What the reader should know about where the processes run, if anything. */
export function pinningNote(): string | undefined {
  return has_taskset ? undefined : 'Processes are not pinned to cores (no taskset, or one core): expect more noise.';
}

/** What a server says of itself. */
export interface Usage {
  /** User and system time of all threads since the process began. */
  readonly cpu_seconds: number;
  readonly rss_megabytes: number;
  /** Commands and batches handed to the writer so far; absent where there is no writer. */
  readonly commands?: number;
  readonly batches?: number;
}

/** One process that answers every message with one message. */
export class Child {
  readonly #process: ChildProcess;
  readonly #name: string;

  private constructor(process: ChildProcess, name: string) {
    this.#process = process;
    this.#name = name;
  }

  /** Starts `processes/<name>.js`. Its standard output is ours, unless it should be silent. */
  static start(name: string, core: number | undefined, node_flags: readonly string[] = []): Child {
    const script = fileURLToPath(new URL(`./processes/${name}.js`, import.meta.url));
    const command = [process.execPath, ...node_flags, script];
    const pinned = has_taskset && core !== undefined ? ['taskset', '-c', String(core), ...command] : command;
    const [program = process.execPath, ...rest] = pinned;
    return new Child(spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }), name);
  }

  /** Sends a message and resolves with the answer; rejects if the process fails or ends instead. */
  ask<Answer>(message: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        this.#process.off('message', onMessage);
        this.#process.off('exit', onExit);
        act();
      };
      const onMessage = (answer: { failure?: string }): void =>
        settle(() =>
          answer.failure === undefined
            ? resolve(answer as Answer)
            : reject(new Error(`${this.#name}: ${answer.failure}`)),
        );
      const onExit = (code: number | null): void =>
        settle(() => reject(new Error(`${this.#name} ended with ${code ?? 'a signal'}`)));
      this.#process.on('message', onMessage);
      this.#process.on('exit', onExit);
      this.#process.send(message);
    });
  }

  /** Lets the process end by itself, so that it can write what it has to write. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.send({ stop: true });
    await exited;
  }
}
