/** The overview. */
export const OVERVIEW_TEXTS = {} as const;
