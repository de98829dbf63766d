/** What there is: kinds of objects and types of events. Each noun names its own in its `kind.ts`. */

/** The documents of all kinds, by the kind's name: each `kind.ts` adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by those who declare kinds
export interface Documents {}

export type Kind = keyof Documents;
export type Document<K extends Kind> = Documents[K];
/**
 * The types of events that tell of objects: each `kind.ts` adds its own.
 * @public
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by those who declare kinds
export interface EventTypes {}

/** As the journal has them. */
export type EventType = keyof EventTypes;
