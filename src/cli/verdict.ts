/** What a verification found, and what a repair did before it, as people read it. */
import type { Repaired } from '../app/repair.js';
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

export function printRepaired({ lines, journal_differences }: Repaired): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (lines.length === 0) process.stdout.write('Nothing was repaired.\n');
  if (journal_differences === 0) return;
  process.stdout.write(
    `The journal itself has ${journal_differences} ${journal_differences === 1 ? 'difference' : 'differences'}: no object was made from it, and only what follows from the stored objects was derived.\n`,
  );
}
