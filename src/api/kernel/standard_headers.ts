/** The headers of every answer that depend on nothing. Stripe sends the first two. */
export const STANDARD_HEADERS = {
  'cache-control': 'no-cache, no-store',
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
} as const;
