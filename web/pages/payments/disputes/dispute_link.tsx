import { Link } from 'wouter';
import { usePlace } from '../../../app/session_context.js';

/** The id of a dispute, leading to its page for who may see it. */
export function DisputeLink({ id }: { readonly id: string }) {
  const { can } = usePlace();
  return can('disputes', 'read') ? <Link href={`/disputes/${id}`}>{id}</Link> : <code>{id}</code>;
}
