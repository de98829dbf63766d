/** The course of one payment: its commands one after another, each at its time, given what the one before brought. */
import type { CommandInput, CommandName } from '../../core/commands.js';
import type { Kind } from '../../core/kernel/kind.js';
import type { StoredRow } from '../../store/port.js';

export interface Step {
  readonly at_ms: number;
  readonly name: CommandName;
  readonly input: unknown;
}

/** What a step came to. */
export interface Done {
  /** Of the object that the command answers with; empty where it was declined. */
  readonly id: string;
  readonly is_declined: boolean;
  /** Everything that it wrote. */
  readonly written: readonly StoredRow[];
}

export type Steps<T> = Generator<Step, T, Done>;

export function step<N extends CommandName>(at_ms: number, name: N, input: CommandInput<N>): Step {
  return { at_ms, name, input };
}

/** The object of a kind that a step wrote. */
export function writtenId({ written }: Done, kind: Kind): string {
  const row = written.find((candidate) => candidate.kind === kind);
  if (row === undefined) throw new Error(`the step wrote no ${kind}`);
  return row.id;
}
