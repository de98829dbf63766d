/** `expand[]`: objects in place of the ids that name them, and lists that are left out otherwise, up to four levels deep. */
import { errors, type Refusal } from '../core/kernel/errors.js';
import { isIdOf } from '../core/kernel/ids.js';
import type { Kind } from '../core/kernel/kind.js';
import { kindOf } from '../core/kinds.js';
import { type Expandable, type Hop, isList, kindsOf, NOWHERE, routeOf } from './expand_routes.js';

const MAXIMUM_LEVELS = 4;

type Json = { [member: string]: unknown };

/** Where what is put in comes from; undefined for what does not exist. */
export interface ExpansionSource {
  readonly load: (kind: Kind, id: string) => Promise<object | undefined>;
  /** The list at a path of an object, of which the answer holds the rest; null where it has none. */
  readonly include: (kind: Kind, path: string, object: object) => Promise<object | null | undefined>;
  /** Why the caller may not see objects of a kind. */
  readonly unreadable: (kind: Kind) => Refusal | undefined;
}

/** Of a request that has not been run yet: only the paths are checked. */
export const NOTHING: ExpansionSource = {
  load: async () => undefined,
  include: async () => undefined,
  unreadable: () => undefined,
};

/**
 * Checks the paths against what can be expanded, then loads and puts in the objects. `root` is the type of the
 * answer; on a list every path begins with `data`.
 */
export async function expand(
  answer: object,
  root: string | undefined,
  is_list: boolean,
  paths: readonly string[],
  expandable: Expandable,
  source: ExpansionSource,
): Promise<Refusal | undefined> {
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > MAXIMUM_LEVELS) return errors.expandTooDeep(path);
    const [first = ''] = steps;
    if (is_list && steps.shift() !== 'data') return errors.notExpandable(first, `data.${first}`);
    // The objects of a list are there anyhow.
    if (is_list && steps.length === 0) continue;
    const route = root === undefined ? undefined : routeOf(root, steps, expandable);
    if (route === undefined) return errors.notExpandable(path);
    if (route === NOWHERE) continue;
    const unreadable = hidden(route, source);
    if (unreadable !== undefined) return unreadable;
    const objects = is_list ? (answer as { data: Json[] }).data : [answer as Json];
    await Promise.all(objects.map((object) => follow(object, route, source)));
  }
  return undefined;
}

/** Why the caller may not see something on the way. A list of what is no object of its own belongs to what holds it. */
function hidden({ kind, target, next }: Hop, source: ExpansionSource): Refusal | undefined {
  const kinds = kindsOf(target);
  for (const each of kinds.length === 0 ? [kind] : kinds) {
    const hop = next.get(each);
    const unreadable = source.unreadable(each) ?? (hop && hidden(hop, source));
    if (unreadable !== undefined) return unreadable;
  }
  return undefined;
}

async function follow(object: Json, hop: Hop, source: ExpansionSource): Promise<void> {
  const last = hop.members.at(-1) as string;
  let holder: Json | null | undefined = object;
  for (const member of hop.members.slice(0, -1)) holder = holder?.[member] as Json | null | undefined;
  if (holder === undefined || holder === null) return;
  const value = holder[last];
  // The kind of what is there is known by its id, also where another path has put it in before.
  const id = typeof value === 'string' ? value : (value as { id?: unknown } | null | undefined)?.id;
  const kind = kindsOf(hop.target).find((each, _index, { length }) => length === 1 || isOfKind(each, id));
  const found = await reached(value, kind, hop, object, source);
  if (found === undefined) return;
  holder[last] = found;
  const next = kind === undefined ? undefined : hop.next.get(kind);
  if (next === undefined || found === null) return;
  const objects = isList(hop.target) ? (found as { data: Json[] }).data : [found].flat();
  await Promise.all(objects.map((each) => follow(each as Json, next, source)));
}

function isOfKind(kind: Kind, id: unknown): boolean {
  return typeof id === 'string' && isIdOf(kindOf(kind).prefix, id);
}

/** What stands or is to stand at the end of a hop; undefined where there is nothing. */
async function reached(
  value: unknown,
  kind: Kind | undefined,
  hop: Hop,
  object: Json,
  { load, include }: ExpansionSource,
): Promise<object | null | undefined> {
  // Another path has come here before.
  if (typeof value === 'object' && value !== null) return value;
  if (isList(hop.target)) return include(hop.kind, hop.members.join('.'), object);
  return typeof value === 'string' && kind !== undefined ? load(kind, value) : undefined;
}
