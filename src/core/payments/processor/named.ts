/** What processors are called. */

/** An attempt, or the record that shows its latest one. */
interface Asked {
  readonly processor?: string;
}

/** The name in the registry. What was asked for before it was kept was asked of the sandbox: there was nobody else. */
export function namedProcessor({ processor = 'sandbox' }: Asked): string {
  return processor;
}

/** In characters. */
const LONGEST_NAME = 40;

/** Whether a report can call a processor so: the sandbox takes no money, and a hash has a `type` already. */
export function isProcessorName(text: string): boolean {
  return text.length <= LONGEST_NAME && /^[a-z][a-z0-9_]*$/.test(text) && !TAKEN.includes(text);
}

const TAKEN: readonly string[] = ['custom', 'refused', 'sandbox', 'type'];
