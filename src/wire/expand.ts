/** `expand[]`: objects in place of the ids that name them, and lists that are left out otherwise, up to four levels deep. */
import { errors, type Refusal } from '../core/errors.js';
import type { Kind } from '../core/kinds.js';

const MAXIMUM_LEVELS = 4;

/** A list that an object holds only where it is asked for; null for a list of what has no ids to expand. */
export interface IncludedList {
  readonly list_of: Kind | null;
}

/** For each kind of object the paths of its members that can be expanded: ids with the kind they name, and lists. */
export type Expandable = { readonly [kind in Kind]?: { readonly [path: string]: Kind | IncludedList } };

type Json = { [member: string]: unknown };

/** Where what is put in comes from; undefined for what does not exist. */
export interface ExpansionSource {
  readonly load: (kind: Kind, id: string) => Promise<object | undefined>;
  /** The list at a path of an object, of which the answer holds the rest. */
  readonly include: (kind: Kind, path: string, object: object) => Promise<object | undefined>;
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
 * Checks the paths against what can be expanded, then loads and puts in the objects. `root` is the kind of the
 * answer; on a list every path begins with `data`.
 */
export async function expand(
  answer: object,
  root: Kind | undefined,
  is_list: boolean,
  paths: readonly string[],
  expandable: Expandable,
  source: ExpansionSource,
): Promise<Refusal | undefined> {
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > MAXIMUM_LEVELS) return errors.expandTooDeep(path);
    if (is_list && steps.shift() !== 'data') return errors.notExpandable(path);
    const route = root === undefined ? undefined : routeOf(root, steps, expandable);
    if (route === undefined) return errors.notExpandable(path);
    for (const { kind, target } of route) {
      const unreadable = source.unreadable(typeof target === 'string' ? target : (target.list_of ?? kind));
      if (unreadable !== undefined) return unreadable;
    }
    const objects = is_list ? (answer as { data: Json[] }).data : [answer as Json];
    await Promise.all(objects.map((object) => follow(object, route, source)));
  }
  return undefined;
}

interface Hop {
  /** The kind that has the members, which lead to the id or to the list. */
  readonly kind: Kind;
  readonly members: readonly string[];
  readonly target: Kind | IncludedList;
}

function routeOf(root: Kind, steps: readonly string[], expandable: Expandable): Hop[] | undefined {
  const route: Hop[] = [];
  const rest = [...steps];
  let kind: Kind | null = root;
  let members: string[] = [];
  for (let step = rest.shift(); step !== undefined; step = rest.shift()) {
    if (kind === null) return undefined;
    members.push(step);
    const target: Kind | IncludedList | undefined = ownMember(expandable[kind], members.join('.'));
    if (target === undefined) continue;
    route.push({ kind, members, target });
    kind = typeof target === 'string' ? target : target.list_of;
    members = [];
    // What is in a list is reached through `data`.
    if (typeof target !== 'string' && rest.length > 0 && (rest.shift() !== 'data' || rest.length === 0))
      return undefined;
  }
  return members.length === 0 && route.length > 0 ? route : undefined;
}

/** The path is the client's: `constructor` must not lead to what every object has. */
function ownMember<T>(paths: { readonly [path: string]: T } | undefined, path: string): T | undefined {
  return paths !== undefined && Object.hasOwn(paths, path) ? paths[path] : undefined;
}

async function follow(object: Json, [hop, ...rest]: readonly Hop[], source: ExpansionSource): Promise<void> {
  if (hop === undefined) return;
  const last = hop.members.at(-1) as string;
  let holder: Json | undefined = object;
  for (const member of hop.members.slice(0, -1)) holder = holder?.[member] as Json | undefined;
  if (holder === undefined) return;
  const found = await reached(holder[last], hop, object, source);
  if (found === undefined) return;
  holder[last] = found;
  const next = typeof hop.target === 'string' ? [found as Json] : (found as { data: Json[] }).data;
  await Promise.all(next.map((each) => follow(each, rest, source)));
}

/** What stands or is to stand at the end of a hop; undefined where there is nothing. */
async function reached(
  value: unknown,
  { kind, members, target }: Hop,
  object: Json,
  { load, include }: ExpansionSource,
): Promise<object | undefined> {
  // Another path has come here before.
  if (typeof value === 'object' && value !== null) return value;
  if (typeof target !== 'string') return include(kind, members.join('.'), object);
  return typeof value === 'string' ? load(target, value) : undefined;
}
