/** Every object that another one names must exist. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import type { NamedIds } from '../../core/kernel/kind_declaration.js';
import { kindOf } from '../../core/kinds.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { about, type Verification } from './findings.js';
import { idsByScope } from './stream.js';

export interface Parsed {
  readonly row: InspectedRow;
  readonly document: Document<Kind>;
}

function namesOf({ row, document }: Parsed): NamedIds {
  const customer = 'customer_details' in document ? document.customer_details?.customer : undefined;
  const own = 'customer' in document ? document.customer : undefined;
  const test_clock = 'test_clock' in document ? document.test_clock : undefined;
  try {
    return { customer: customer ?? own, test_clock, ...kindOf(row.kind).references?.(document) };
  } catch {
    // That it lacks what every object of its kind has is told where its columns are derived.
    return {};
  }
}

export async function findNamed(
  inspector: Inspector,
  parsed: readonly Parsed[],
  verification: Verification,
): Promise<void> {
  const wanted = new Map<Kind, { readonly row: InspectedRow; readonly scope: number; readonly id: string }[]>();
  for (const one of parsed) {
    for (const [kind, id] of Object.entries(namesOf(one)) as [Kind, string | undefined][]) {
      if (id === undefined) continue;
      const names = wanted.get(kind) ?? [];
      names.push({ row: one.row, scope: one.row.scope, id });
      wanted.set(kind, names);
    }
  }
  for (const [kind, names] of wanted) {
    for (const [scope, ids] of idsByScope(names)) {
      const known = new Set((await inspector.rowsWithIds(kind, scope, ids)).map((row) => row.id));
      for (const { row, id } of names) {
        if (row.scope !== scope || known.has(id)) continue;
        about(row, `names ${kind.replaceAll('_', ' ')} ${id}, which does not exist`, verification);
      }
    }
  }
}
