/** How long a dispute takes. Unix seconds. */
const DAY_SECONDS = 24 * 60 * 60;

/** Evidence is asked for until the end of the eighth day after, in UTC. */
export function evidenceDueBy(now: number): number {
  return (Math.floor(now / DAY_SECONDS) + 9) * DAY_SECONDS - 1;
}

/** How long an issuer looks at evidence. */
export const REVIEW_SECONDS = 75 * DAY_SECONDS;

/** An inquiry that did not become a dispute by then never will. */
export const INQUIRY_SECONDS = 120 * DAY_SECONDS;
