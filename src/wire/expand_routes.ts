/** Where the paths of `expand[]` lead: what is put in on the way, and what Stripe knows though nothing is there. */
import type { Kind } from '../core/kernel/kind.js';

/** A list that an object holds only where it is asked for; null for a list of what has no ids to expand. */
export interface IncludedList {
  readonly list_of: Kind | null;
}

/** Objects that are there anyhow, one or an array of them, and have ids to expand. */
interface HeldPart {
  readonly part_of: Kind;
}

/** What is put in at a path: the object in place of an id of this kind or of one of these, or a list. */
export type Target = Kind | readonly Kind[] | IncludedList | HeldPart;

/** For each kind of object the paths of its members at which something is put in. */
export type Filled = { readonly [kind in Kind]?: { readonly [path: string]: Target } };

/**
 * For each type of object the paths that Stripe declares expandable, with the types of what would be there. Types that
 * are served have the names of their kinds.
 */
export type Declared = {
  readonly [type: string]: { readonly [path: string]: readonly string[] | { readonly list_of: readonly string[] } };
};

export interface Expandable {
  readonly filled: Filled;
  /** What is not among the filled stays as it is: it is there anyhow, or nothing can be. */
  readonly declared: Declared;
}

export interface Hop {
  /** The kind that has the members, which lead to the id or to the list. */
  readonly kind: Kind;
  readonly members: readonly string[];
  readonly target: Target;
  /** How it goes on from what is there, by its kind; empty where the path ends. */
  readonly next: ReadonlyMap<Kind, Hop>;
}

/** A path that is taken, though nothing is put in. */
export const NOWHERE = 'nowhere';

const END: ReadonlyMap<Kind, Hop> = new Map();

/** How far there is something to put in along a path; undefined for one that cannot be expanded. */
export function routeOf(
  type: string,
  steps: readonly string[],
  expandable: Expandable,
): Hop | typeof NOWHERE | undefined {
  const paths = ownMember(expandable.filled, type);
  for (let length = 1; length <= steps.length; length++) {
    const members = steps.slice(0, length);
    const target = ownMember(paths, members.join('.'));
    if (target === undefined) continue;
    const hop = { kind: type as Kind, members, target, next: END };
    const rest = restOf(target, steps.slice(length));
    if (rest === undefined) return undefined;
    if (rest.length === 0) return hop;
    const routes = kindsOf(target).map((kind) => [kind, routeOf(kind, rest, expandable)] as const);
    const next = routes.filter((each): each is [Kind, Hop] => typeof each[1] === 'object');
    if (next.length > 0) return { ...hop, next: new Map(next) };
    const is_known = routes.some(([, route]) => route === NOWHERE) || isDeclared(type, steps, expandable.declared);
    return is_known ? hop : undefined;
  }
  return isDeclared(type, steps, expandable.declared) ? NOWHERE : undefined;
}

function isDeclared(type: string, steps: readonly string[], declared: Declared): boolean {
  const paths = ownMember(declared, type);
  for (let length = 1; length <= steps.length; length++) {
    const there = ownMember(paths, steps.slice(0, length).join('.'));
    const rest = there && restOf(there, steps.slice(length));
    if (there === undefined || rest === undefined) continue;
    const types = 'list_of' in there ? there.list_of : there;
    if (rest.length === 0 || types.some((each) => isDeclared(each, rest, declared))) return true;
  }
  return false;
}

/** What is in a list is reached through `data`. Undefined where a path does not go that way. */
function restOf(target: object | string, [first, ...rest]: readonly string[]): readonly string[] | undefined {
  if (first === undefined) return [];
  if (typeof target === 'string' || !('list_of' in target)) return [first, ...rest];
  return first === 'data' && rest.length > 0 ? rest : undefined;
}

export function isList(target: Target): target is IncludedList {
  return typeof target === 'object' && 'list_of' in target;
}

function isPart(target: Target): target is HeldPart {
  return typeof target === 'object' && 'part_of' in target;
}

/** The kinds that can be at the end of a hop. */
export function kindsOf(target: Target): readonly Kind[] {
  if (typeof target === 'string') return [target];
  if (isPart(target)) return [target.part_of];
  if (isList(target)) return target.list_of === null ? [] : [target.list_of];
  return target;
}

/** The path is the client's: `constructor` must not lead to what every object has. */
function ownMember<T>(paths: { readonly [path: string]: T } | undefined, path: string): T | undefined {
  return paths !== undefined && Object.hasOwn(paths, path) ? paths[path] : undefined;
}
