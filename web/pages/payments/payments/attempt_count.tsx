import type { List, PaymentAttemptRecord } from '../../../api/types.js';
import { useGet } from '../../../app/use_api.js';
import { useInSight } from '../../../app/use_in_sight.js';

const MOST = 100;

/** Records do not say how many attempts they have, so each row in sight asks. */
export function AttemptCount({ id }: { readonly id: string }) {
  return useInSight() ? <AskedCount id={id} /> : <NotKnownYet />;
}

function AskedCount({ id }: { readonly id: string }) {
  const { data } = useGet<List<PaymentAttemptRecord>>(
    '/v1/payment_attempt_records',
    { payment_record: id, limit: MOST },
    { stale_ms: 60_000 },
  );
  if (data === undefined) return <NotKnownYet />;
  return <>{data.has_more ? `${MOST}+` : data.data.length}</>;
}

function NotKnownYet() {
  return <span className="skeleton-word" aria-hidden="true" />;
}
