/** The paths that the types of Stripe's package declare expandable, walked one by one. */

/** A type as `scripts/stripe_declarations.mjs` has it. */
interface DeclaredType {
  readonly file: string;
  readonly name: string;
}

interface DeclaredMember {
  readonly member: string;
  readonly holds: 'id' | 'list' | 'part';
  readonly types: readonly DeclaredType[];
}

const SCRIPTS = new URL('../../../scripts/', import.meta.url);
const { membersOf } = (await import(new URL('stripe_declarations.mjs', SCRIPTS).href)) as {
  membersOf: (type: DeclaredType) => readonly DeclaredMember[];
};
/** The objects that are served, under their names here. */
export const { SERVED } = (await import(new URL('stripe_expandables.mjs', SCRIPTS).href)) as {
  SERVED: Readonly<Record<string, DeclaredType>>;
};

/** As many levels as can be expanded. */
const LEVELS = 4;

/** Every path to an id, or to a list, of an object and of what is in it; `beyond_ids` also of what would be in place of those. */
export function declaredPaths(type: DeclaredType, beyond_ids: boolean): readonly string[] {
  const paths = new Set<string>();
  const visit = (within: DeclaredType, before: readonly string[]): void => {
    for (const { member, holds, types } of membersOf(within)) {
      const here = [...before, member];
      if (here.length > LEVELS) return;
      if (holds !== 'part') paths.add(here.join('.'));
      if (holds === 'id' && !beyond_ids) continue;
      for (const each of types) visit(each, holds === 'list' ? [...here, 'data'] : here);
    }
  };
  visit(type, []);
  return [...paths];
}
