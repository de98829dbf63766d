/** Every object that another one names must exist. */
import { type Document, isKind, KINDS, type Kind } from '../../core/kinds.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { about, type Verification } from './findings.js';
import { idsByScope } from './stream.js';

export interface Parsed {
  readonly row: InspectedRow;
  readonly document: Document<Kind>;
}

type Names = Partial<Record<Kind, string | undefined>>;

/** What objects name beside their customer; that an attempt has its record is found where records are walked through. */
const NAMES: { readonly [K in Kind]?: (document: Document<K>) => Names } = {
  balance_transaction: ({ source }) => {
    const kind = kindOfId(source);
    return kind === undefined ? {} : { [kind]: source };
  },
  charge: ({ balance_transaction, payment_attempt_record, payment_intent, payment_method_details }) => ({
    balance_transaction,
    payment_attempt_record,
    payment_intent,
    payment_method: payment_method_details.payment_method,
  }),
  dispute: ({ charge, payment_intent }) => ({ charge, payment_intent }),
  early_fraud_warning: ({ charge, payment_intent }) => ({ charge, payment_intent }),
  payment_attempt_record: ({ processor_details, reported_by }) =>
    reported_by === 'stripe' ? { charge: processor_details.payment_reference } : {},
  payment_intent: ({ latest_charge, latest_payment_attempt_record, payment_method, payment_record }) => ({
    charge: latest_charge,
    payment_attempt_record: latest_payment_attempt_record,
    payment_method,
    payment_record,
  }),
  payment_record: ({ payment_intent }) => ({ payment_intent }),
  refund: ({ balance_transaction, charge, payment_intent, payment_method }) => ({
    balance_transaction,
    charge,
    payment_intent,
    payment_method,
  }),
};

function kindOfId(id: string): Kind | undefined {
  const prefix = id.slice(0, id.indexOf('_'));
  return Object.keys(KINDS)
    .filter(isKind)
    .find((kind) => KINDS[kind].prefix === prefix);
}

function namesOf({ row, document }: Parsed): Names {
  const customer = 'customer_details' in document ? document.customer_details?.customer : undefined;
  const own = 'customer' in document ? document.customer : undefined;
  const test_clock = 'test_clock' in document ? document.test_clock : undefined;
  const names = NAMES[row.kind] as ((document: Document<Kind>) => Names) | undefined;
  try {
    return { customer: customer ?? own, test_clock, ...names?.(document) };
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
