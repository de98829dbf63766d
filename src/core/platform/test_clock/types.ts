/** How long a clock is kept, by the machine's time. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/**
 * A time of its own for a few customers, in test mode, which stands still until it is advanced. A deleted clock keeps the
 * time at which it stopped: what was made under it still lives by that.
 */
export interface TestClock {
  readonly id: string;
  /** By the machine's time, as everything here but `frozen_time` and `advancing_to`. Unix seconds. */
  readonly created: number;
  readonly deleted?: true;
  readonly frozen_time: number;
  /** Where it is being advanced to; it is ready otherwise. */
  readonly advancing_to?: number;
  /** How many customers were made under it: two that are made at once must see each other. */
  readonly customers?: number;
  /** When Daybook has to look after it: at once while it is being advanced, otherwise when its days are over. */
  readonly due_at?: number;
  readonly name?: string;
}

/** When the clock is deleted by itself. */
export function deletesAfter({ created }: TestClock): number {
  return created + KEPT_SECONDS;
}
