/** An object as an answer shows it. */
export type Shown = { [member: string]: unknown };
