import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { HEAD_DIGITS, parseHead } from '../../app/head.js';
import { fileSnapshot, requireData, withSnapshot } from '../../app/ledger.js';
import type { OnProgress, PublishedHead, StepName } from '../../app/verify/findings.js';
import { type Verdict, verify } from '../../app/verify.js';
import { StartError } from '../../store/start_error.js';
import { EXIT_FAILED, UsageError } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { Progress } from '../progress.js';

const NOTES = `
Every object is derived from the journal again and compared with what is stored; amounts, versions, events and
indexes are checked. Nothing is changed. It can run while servers are running, and shows what was stored when it
began. Prints a line for each difference, at most a hundred. Exit code 0: no difference. 1: differences.

With --head it is a difference, too, if the journal is not the one that had this head when "daybook head" printed it.

Examples:
  daybook verify
  daybook verify --head "$(tail -1 /elsewhere/heads)"
  daybook verify --file /backups/monday.sqlite`;

const STEPS: Readonly<Record<StepName, string>> = {
  journal: 'journal',
  objects: 'objects',
  payments: 'payments',
  engine: "the database's own check",
};

export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('Check everything that is stored against the journal.')
    .option('--file <file>', 'A backup of the embedded database to check instead.')
    .option('--head <hex>', 'A head that was printed before and must be in the journal.')
    .addHelpText('after', NOTES);
  addSettings(command, DATA_SETTINGS).action(async ({ file, head }: { file?: string; head?: string }) => {
    const progress = new Progress(process.stderr);
    const verdict = await snapshotOf(command, file, async (inspector) => {
      const onProgress: OnProgress = (step, done, total) => progress.update(`Verifying: ${STEPS[step]}`, done, total);
      return verify(inspector, { onProgress, ...(head === undefined ? {} : { published: headsOf(head) }) });
    });
    progress.end();
    print(verdict);
    if (verdict.differences > 0) process.exitCode = EXIT_FAILED;
  });
}

function headsOf(text: string): readonly PublishedHead[] {
  const heads = parseHead(text);
  if (heads !== undefined) return heads;
  throw new UsageError(
    `--head must be what "daybook head" printed: ${HEAD_DIGITS} hexadecimal digits, or 64 for one mode.`,
  );
}

function snapshotOf(
  command: Command,
  file: string | undefined,
  work: Parameters<typeof withSnapshot<Verdict>>[1],
): Promise<Verdict> {
  if (file !== undefined) {
    if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);
    return fileSnapshot(file, work);
  }
  const location = settingsOf(command, DATA_SETTINGS);
  requireData(location);
  return withSnapshot(location, work);
}

function print({ entries, events, objects, differences, lines }: Verdict): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (differences > lines.length) process.stdout.write(`… and ${differences - lines.length} more.\n`);
  const walked = `${objects} objects, ${entries} journal entries, ${events} events`;
  process.stdout.write(
    differences === 0
      ? `Verified ${walked}: no differences.\n`
      : `Verified ${walked}: ${differences} ${differences === 1 ? 'difference' : 'differences'}.\n`,
  );
}
