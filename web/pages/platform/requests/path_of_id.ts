/** The page of an object, by the prefix of its id; undefined where it has none. */
export function pathOfId(id: string): string | undefined {
  if (id.startsWith('pr_') || id.startsWith('pi_')) return `/payments/${id}`;
  if (id.startsWith('du_')) return `/disputes/${id}`;
  if (id.startsWith('cus_')) return `/customers/${id}`;
  if (id.startsWith('evt_')) return `/events/${id}`;
  if (id.startsWith('we_')) return `/webhooks/${id}`;
  return undefined;
}
