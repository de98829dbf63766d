/** What every part of the port speaks of: whose data it is, and a part of a list. */

/** One account in one mode, as a small number. */
export type Scope = number;

export interface Page<T> {
  readonly items: readonly T[];
  readonly has_more: boolean;
}
