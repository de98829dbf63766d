import { useEffect, useState } from 'react';

/** A row that is only scrolled past does not ask. */
const IN_SIGHT_MS = 300;

/** Whether what uses it has been in the page for a moment. */
export function useInSight(): boolean {
  const [is_in_sight, setInSight] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setInSight(true), IN_SIGHT_MS);
    return () => clearTimeout(timer);
  }, []);
  return is_in_sight;
}
