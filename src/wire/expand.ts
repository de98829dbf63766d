/** `expand[]`: replacing ids by the objects they name, up to four levels deep. */
import { errors, type Refusal } from '../core/errors.js';
import type { Kind } from '../core/kinds.js';

const MAXIMUM_LEVELS = 4;

/** For each kind of object the paths of its members that hold an id, and the kind that the id names. */
export type Expandable = { readonly [kind in Kind]?: { readonly [path: string]: Kind } };

type Json = { [member: string]: unknown };

export type Load = (kind: Kind, id: string) => Promise<object | undefined>;

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
  load: Load,
): Promise<Refusal | undefined> {
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > MAXIMUM_LEVELS) return errors.expandTooDeep(path);
    if (is_list && steps.shift() !== 'data') return errors.notExpandable(path);
    const route = root === undefined ? undefined : routeOf(root, steps, expandable);
    if (route === undefined) return errors.notExpandable(path);
    const objects = is_list ? (answer as { data: Json[] }).data : [answer as Json];
    await Promise.all(objects.map((object) => follow(object, route, load)));
  }
  return undefined;
}

interface Hop {
  /** The members that lead to the id. */
  readonly members: readonly string[];
  readonly kind: Kind;
}

function routeOf(root: Kind, steps: readonly string[], expandable: Expandable): Hop[] | undefined {
  const route: Hop[] = [];
  let kind = root;
  let members: string[] = [];
  for (const step of steps) {
    members.push(step);
    const next = ownMember(expandable[kind], members.join('.'));
    if (next === undefined) continue;
    route.push({ members, kind: next });
    kind = next;
    members = [];
  }
  return members.length === 0 && route.length > 0 ? route : undefined;
}

/** The path is the client's: `constructor` must not lead to what every object has. */
function ownMember(paths: { readonly [path: string]: Kind } | undefined, path: string): Kind | undefined {
  return paths !== undefined && Object.hasOwn(paths, path) ? paths[path] : undefined;
}

async function follow(object: Json, [hop, ...rest]: readonly Hop[], load: Load): Promise<void> {
  if (hop === undefined) return;
  const last = hop.members.at(-1) as string;
  let holder: Json | undefined = object;
  for (const member of hop.members.slice(0, -1)) holder = holder?.[member] as Json | undefined;
  const value = holder?.[last];
  if (holder === undefined || value === null || value === undefined) return;
  const found = typeof value === 'string' ? await load(hop.kind, value) : (value as object);
  if (found === undefined) return;
  holder[last] = found;
  await follow(found as Json, rest, load);
}
