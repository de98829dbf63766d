/** The ids of parts that are ticked, as a draft holds them. */
export function tickedIn(draft: string | undefined): ReadonlySet<string> {
  return new Set((draft ?? '').split(' ').filter((id) => id !== ''));
}
