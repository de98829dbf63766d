/** What records say only where it is asked for (extension): for a page of them it is read at once. */
import { documentAs } from '../../../core/kernel/stored_document.js';
import type { StoredRow } from '../../../store/port.js';
import { array, described, enumeration } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { attemptsOf, feesOf } from './beside.js';

const INCLUDED = ['attempts', 'decline_reason', 'fee'] as const;
export type Included = (typeof INCLUDED)[number];

export const include = described(
  array(enumeration(INCLUDED), { maximum_items: INCLUDED.length }),
  'Extension: what each record also says: how many `attempts` it has, the `decline_reason` of its latest one, and the `fee` for what was received.',
);

/** Records as they are shown, with what is asked for, in the order of the rows. */
export async function showWith(call: Call, rows: readonly StoredRow[], asked: readonly Included[]): Promise<object[]> {
  const records = rows.map((row) => documentAs('payment_record', row));
  const { scope, store } = call;
  const asks = (one: Included) => asked.includes(one);
  const [attempts, fees] = await Promise.all([
    asks('attempts')
      ? attemptsOf(
          store,
          scope,
          records.map(({ id }) => id),
        )
      : undefined,
    asks('fee') && call.access.may('balance', 'read') ? feesOf(store, scope, records) : undefined,
  ]);
  return rows.map((row, index) => {
    const { decline_reason = null } = records[index] ?? {};
    return Object.assign(call.rendering.render(row), {
      ...(asks('attempts') ? { attempts: attempts?.get(row.id) ?? 0 } : {}),
      ...(asks('decline_reason') ? { decline_reason } : {}),
      ...(asks('fee') ? { fee: fees?.get(row.id) ?? null } : {}),
    });
  });
}
