/** What Daybook offers and Stripe does not. Parameters say so at the start of their description. */
import type { Schema } from '../../wire/parameters.js';

const MARK = 'Extension: ';

export function isExtension(schema: Pick<Schema, 'description'>): boolean {
  return schema.description?.startsWith(MARK) ?? false;
}

/** The description without its mark, beginning as a sentence does. */
export function plainDescription({ description }: Pick<Schema, 'description'>): string | undefined {
  if (description === undefined || !description.startsWith(MARK)) return description;
  const rest = description.slice(MARK.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
