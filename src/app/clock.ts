/**
 * Time as this process has it: everything here that asks what time it is, or waits for a time to come, is handed one, so
 * that a test can let time pass as it likes. Nothing else in this folder asks the machine, which `npm run lint` holds.
 */

export interface Clock {
  /** Unix milliseconds as people set them. */
  wallMs(): number;
  /** Milliseconds since any moment, by a clock that nobody sets. */
  steadyMs(): number;
  /** Acts once, after so many milliseconds. That alone does not keep the process running. */
  after(wait_ms: number, action: () => void): Timer;
  /** Acts again and again. That alone does not keep the process running. */
  every(interval_ms: number, action: () => void): Timer;
  /** Resolves after so many milliseconds; the process keeps running until then. */
  pause(wait_ms: number): Promise<void>;
  /** Acts when what has come in from outside by now has been dealt with. */
  afterTurn(action: () => void): void;
}

export interface Timer {
  cancel(): void;
}

export const machineClock: Clock = {
  wallMs: () => Date.now(),
  steadyMs: () => performance.now(),
  after(wait_ms, action) {
    const timer = setTimeout(action, wait_ms).unref();
    return { cancel: () => clearTimeout(timer) };
  },
  every(interval_ms, action) {
    const timer = setInterval(action, interval_ms).unref();
    return { cancel: () => clearInterval(timer) };
  },
  pause: (wait_ms) => new Promise((resolve) => void setTimeout(resolve, wait_ms)),
  afterTurn: (action) => void setImmediate(action),
};

export async function turnOver(clock: Clock): Promise<void> {
  await new Promise<void>((resolve) => clock.afterTurn(resolve));
}
