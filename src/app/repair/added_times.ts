/** Records from before their times were kept, with the times that the migration gave those that were there. */
import { documentAs } from '../../core/kernel/stored_document.js';
import type { PaymentIntent } from '../../core/payments/payment_intent/types.js';
import { withTimes } from '../../core/payments/payment_record/added_times.js';
import type { PaymentAttemptRecord } from '../../core/payments/payment_record/types.js';
import type { Repairer } from '../../store/repair_port.js';
import { documentsNamed, idsByScope, soundDocument } from '../verify/stream.js';
import type { Version } from './settle.js';

export async function withAddedTimes(repairer: Repairer, versions: readonly Version[]): Promise<readonly Version[]> {
  if (versions.length === 0) return [];
  const records = versions.map((version) => ({ version, record: documentAs('payment_record', version) }));
  const attempts = new Map<string, PaymentAttemptRecord[]>();
  for (const [scope, ids] of idsByScope(versions)) {
    for (const row of await repairer.rowsNaming('payment_attempt_record', 'payment_record', scope, ids)) {
      const attempt = soundDocument<'payment_attempt_record'>(row);
      if (attempt === undefined) continue;
      const key = `${scope}/${attempt.payment_record}`;
      attempts.set(key, [...(attempts.get(key) ?? []), attempt]);
    }
  }
  const names = records.map(({ version, record }) => ({ scope: version.scope, id: record.payment_intent }));
  const intentOf: (scope: number, id: string | undefined) => PaymentIntent | undefined = await documentsNamed(
    repairer,
    'payment_intent',
    names,
  );
  return records.map(({ version, record }) => {
    const { scope } = version;
    const intent = intentOf(scope, record.payment_intent);
    const complete = withTimes(record, attempts.get(`${scope}/${record.id}`) ?? [], intent);
    return { ...version, document: JSON.stringify(complete) };
  });
}
