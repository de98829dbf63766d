/** Documents as they are kept: as JSON text beside the kind that says what it holds. */
import type { Document, Kind } from './kind.js';

/** The text is what a rule has written, so its type is known by the kind. */
export function documentOf<K extends Kind>(stored: { readonly kind: K; readonly document: string }): Document<K> {
  return JSON.parse(stored.document) as Document<K>;
}

/** The same where only the caller knows of which kind it is; that it is, is checked. */
export function documentAs<K extends Kind>(
  kind: K,
  stored: { readonly kind: Kind; readonly document: string },
): Document<K> {
  if (stored.kind !== kind) throw new Error(`a ${stored.kind} was taken for a ${kind}`);
  return JSON.parse(stored.document) as Document<K>;
}
