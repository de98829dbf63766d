/** The headers of every answer that depend on nothing; Stripe sends the same. */
export const STANDARD_HEADERS = {
  'cache-control': 'no-cache, no-store',
  'content-type': 'application/json',
} as const;
