/**
 * What happens to an object when its time has come. That it is due is a property of the object itself (its column
 * `due_at`), so nothing else has to be kept, and nothing can be lost.
 */
import type { CommandInput, CommandName } from '../commands.js';
import { type Document, type Kind, kindOf } from '../kinds.js';

/** Commands that need nothing but the object's id. */
type DueCommandName = { [N in CommandName]: { id: string } extends CommandInput<N> ? N : never }[CommandName];

export type DueCommands = { readonly [K in Kind]?: DueCommandName };

/**
 * The command that an object of a kind is given once it is due. It looks at the object again, since it can come twice
 * or late, and answers with it; afterwards the object is due at another time, or not at all.
 */
export const DUE_COMMANDS: DueCommands = {
  dispute: 'dispute.due',
  payment_intent: 'payment_intent.due',
  refund: 'refund.due',
  test_clock: 'test_clock.due',
};

/** When the object falls due (Unix seconds); undefined if it does not. */
export function dueAt(kind: Kind, document: Document<Kind>): number | undefined {
  const due_at = kindOf(kind).columns['due_at']?.(document);
  return typeof due_at === 'number' ? due_at : undefined;
}
