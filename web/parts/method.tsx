import type { MethodShown } from '../model/method.js';

/** How it was paid: the brand of a card with its last digits, or the name of another method. */
export function Method({ method }: { readonly method: MethodShown | null }) {
  if (method === null) return null;
  return (
    <span className="method">
      {method.name}
      {method.last4 !== null && <span className="last4"> •••• {method.last4}</span>}
    </span>
  );
}
