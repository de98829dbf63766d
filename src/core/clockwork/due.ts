/**
 * What happens to an object when its time has come. That it is due is a property of the object itself (its column
 * `due_at`), so nothing else has to be kept, and nothing can be lost.
 */
import { COMMANDS, type CommandInput, type CommandName } from '../commands.js';
import type { Document, Kind } from '../kernel/kind.js';
import { KIND_NAMES, kindOf } from '../kinds.js';

/** Commands that need nothing but the object's id. */
type DueCommandName = { [N in CommandName]: { id: string } extends CommandInput<N> ? N : never }[CommandName];

export type DueCommands = { readonly [K in Kind]?: DueCommandName };

/**
 * The command that an object of a kind is given once it is due: that called `<kind>.due`, of every kind with a column
 * `due_at`. It looks at the object again, since it can come twice or late, and answers with it; afterwards the object is
 * due at another time, or not at all.
 */
export const DUE_COMMANDS: DueCommands = Object.fromEntries(
  KIND_NAMES.filter((kind) => 'due_at' in kindOf(kind).columns).map((kind) => [kind, dueCommand(kind)]),
);

function dueCommand(kind: Kind): string {
  const name = `${kind}.due`;
  if (!(name in COMMANDS)) throw new Error(`${kind} has a column due_at, and there is no command ${name}`);
  return name;
}

/** When the object falls due (Unix seconds); undefined if it does not. */
export function dueAt(kind: Kind, document: Document<Kind>): number | undefined {
  const due_at = kindOf(kind).columns['due_at']?.(document);
  return typeof due_at === 'number' ? due_at : undefined;
}
