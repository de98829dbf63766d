/** How far a long walk has come: every second on a terminal, every tenth of a step elsewhere. Short walks show nothing. */
import type { WriteStream } from 'node:tty';

const QUIET_FOR_MS = 1_000;
const EVERY_MS = 1_000;

export class Progress {
  readonly #stream: WriteStream;
  readonly #started_ms = performance.now();
  #shown_ms = 0;
  #shown_tenth = '';
  #line_is_open = false;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** `doing` says what is counted, such as `Verifying: journal`. */
  update(doing: string, done: number, total: number): void {
    const now = performance.now();
    if (now - this.#started_ms < QUIET_FOR_MS) return;
    // Rows that are counted and then read within one snapshot cannot come to more, but nobody should read 101 %.
    const share = Math.min(1, total === 0 ? 1 : done / total);
    const text = `${doing}, ${done} of ${total} (${Math.floor(share * 100)} %)`;
    if (this.#stream.isTTY) {
      if (now - this.#shown_ms < EVERY_MS) return;
      this.#shown_ms = now;
      this.#line_is_open = true;
      this.#stream.write(`\r${text}\u001b[K`);
      return;
    }
    const tenth = `${doing} ${Math.floor(share * 10)}`;
    if (tenth === this.#shown_tenth) return;
    this.#shown_tenth = tenth;
    this.#stream.write(`${text}\n`);
  }

  /** Leaves an empty line for what follows. */
  end(): void {
    if (this.#line_is_open) this.#stream.write('\r\u001b[K');
  }
}
