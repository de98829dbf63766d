import { useEffect, useState } from 'react';
import type { List, PaymentAttemptRecord } from '../../api/types.js';
import { useGet } from '../../app/use_api.js';

const MOST = 100;
/** A row that is only scrolled past does not ask. */
const IN_SIGHT_MS = 300;

/** Records do not say how many attempts they have, so each row in sight asks. */
export function AttemptCount({ id }: { readonly id: string }) {
  const [is_in_sight, setInSight] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setInSight(true), IN_SIGHT_MS);
    return () => clearTimeout(timer);
  }, []);
  return is_in_sight ? <AskedCount id={id} /> : <NotKnownYet />;
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
