/** How what a processor was asked for says whom. */

/** An attempt, or the record that shows its latest one. */
interface Asked {
  readonly processor?: string;
}

/** The name in the registry. What was asked for before it was kept was asked of the sandbox: there was nobody else. */
export function namedProcessor({ processor = 'sandbox' }: Asked): string {
  return processor;
}
