/** What a verification found, as people read it. */
import type { StepName } from '../app/verify/findings.js';
import type { Verdict } from '../app/verify.js';

export const STEPS: Readonly<Record<StepName, string>> = {
  journal: 'journal',
  objects: 'objects',
  payments: 'payments',
  engine: "the database's own check",
};

export function printVerdict({ entries, events, objects, differences, lines }: Verdict): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (differences > lines.length) process.stdout.write(`… and ${differences - lines.length} more.\n`);
  const walked = `${objects} objects, ${entries} journal entries, ${events} events`;
  process.stdout.write(
    differences === 0
      ? `Verified ${walked}: no differences.\n`
      : `Verified ${walked}: ${differences} ${differences === 1 ? 'difference' : 'differences'}.\n`,
  );
}
