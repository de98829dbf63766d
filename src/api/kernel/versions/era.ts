/** The versions between two of Stripe's changes: they are all answered alike. */
import type { Kind } from '../../../core/kernel/kind.js';
import type { ApiVersion } from '../../../wire/api_version.js';
import type { Expandable } from '../../../wire/expand_routes.js';
import { CHANGES, type Change, type Defaults } from './changes.js';
import type { Shown } from './shown.js';

/** A list that objects hold without being asked. */
export interface HeldList {
  readonly member: string;
  readonly list_of: Kind;
}

export class Era {
  /** How many changes are turned back, 0 for the newest versions: what a text depends on beside the object. */
  readonly number: number;
  /** Whether a hold that ended shows a refund. */
  readonly refunds_holds: boolean;
  readonly #changes: readonly Change[];
  readonly #steps = new Map<Kind, NonNullable<Change['turnBack']>[]>();
  readonly #lists = new Map<Kind, HeldList[]>();
  readonly #expandable = new WeakMap<Expandable, Expandable>();

  constructor(changes: readonly Change[]) {
    this.number = changes.length;
    this.refunds_holds = changes.some(({ refunds_holds }) => refunds_holds === true);
    this.#changes = changes;
    for (const { of, turnBack, lists } of changes) {
      if (turnBack !== undefined) this.#steps.set(of, [...(this.#steps.get(of) ?? []), turnBack]);
      const held = Object.entries(lists ?? {}).map(([member, list_of]) => ({ member, list_of }));
      if (held.length > 0) this.#lists.set(of, [...(this.#lists.get(of) ?? []), ...held]);
    }
  }

  /** An object that was just rendered in the newest shape, as these versions have it; the same object, changed. */
  turnBack(kind: Kind, shown: object, document: unknown): object {
    for (const step of this.#steps.get(kind) ?? NONE) step(shown as Shown, document);
    return shown;
  }

  /** The lists that objects of a kind hold without being asked. */
  listsOf(kind: Kind): readonly HeldList[] {
    return this.#lists.get(kind) ?? NONE;
  }

  /** What can be expanded in these versions, of what can be in the newest. */
  expandable(newest: Expandable): Expandable {
    if (this.number === 0) return newest;
    const known = this.#expandable.get(newest) ?? expandableBefore(this.#changes, newest);
    this.#expandable.set(newest, known);
    return known;
  }

  /** What parameters mean that are left out, where that differs from the newest versions. */
  defaultsOf(kind: Kind): Defaults {
    return Object.assign({}, ...this.#changes.map(({ of, defaults }) => (of === kind ? defaults : undefined)));
  }

  /** Whether a parameter is taken that the newest versions refuse. */
  takes(kind: Kind, parameter: string): boolean {
    return this.#changes.some(({ of, takes }) => of === kind && takes === parameter);
  }
}

const NONE: readonly never[] = [];

function expandableBefore(changes: readonly Change[], newest: Expandable): Expandable {
  const filled = { ...newest.filled };
  const declared = { ...newest.declared };
  for (const { of, lists = {}, not_expandable = NONE, expandable = {} } of changes) {
    const held = Object.entries(lists).map(([path, list_of]) => [path, { list_of }] as const);
    filled[of] = { ...without(filled[of], not_expandable), ...Object.fromEntries(held) };
    declared[of] = { ...without(declared[of], not_expandable), ...expandable };
  }
  return { filled, declared };
}

function without<T>(paths: { readonly [path: string]: T } | undefined, gone: readonly string[]) {
  return Object.fromEntries(Object.entries(paths ?? {}).filter(([path]) => !gone.includes(path)));
}

/** By the date that they end before; the last one has no end. */
const ERAS: readonly { readonly from: string; readonly era: Era }[] = [
  ...new Set(CHANGES.map(({ since }) => dateOf(since))),
].map((from, index, dates) => ({ from, era: eraBefore(dates[index - 1]) }));
const OLDEST = eraBefore(ERAS.at(-1)?.from);

function eraBefore(date: string | undefined): Era {
  return new Era(date === undefined ? [] : CHANGES.filter(({ since }) => dateOf(since) >= date));
}

export function eraOf({ date }: ApiVersion): Era {
  for (const { from, era } of ERAS) if (date >= from) return era;
  return OLDEST;
}

function dateOf(version: string): string {
  return version.slice(0, 10);
}
