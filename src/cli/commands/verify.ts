import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { HEAD_DIGITS, parseHead } from '../../app/head.js';
import { fileSnapshot, requireData, withRepairer, withSnapshot } from '../../app/ledger.js';
import { guardData } from '../../app/reading.js';
import { type RepairOptions, repair } from '../../app/repair.js';
import type { OnProgress, PublishedHead } from '../../app/verify/findings.js';
import { type Verdict, verify } from '../../app/verify.js';
import { guardHeader } from '../../store/sqlite/guard.js';
import { DamageError, StartError } from '../../store/start_error.js';
import { EXIT_FAILED, inOneLine, UsageError } from '../failure.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { Progress } from '../progress.js';
import { printRepaired, printVerdict, STEPS } from '../verdict.js';

const NOTES = `
Every object is derived from the journal again and compared with what is stored; amounts, versions, events and
indexes are checked. Nothing is changed. It can run while servers are running, and shows what was stored when it
began. Prints a line for each difference, at most a hundred. Exit code 0: no difference. 1: differences.

With --head it is a difference, too, if the journal is not the one that had this head when "daybook head" printed it.

With --repair, columns, indexes and objects that differ are first derived again from the journal, which itself is never
changed; what is left is verified then. Where the journal itself has differences no object is made from it, and columns
and indexes are derived from the objects as they are stored. Stop all servers first: it refuses while one is at the data.
If it is ended in the middle, run it again.

Examples:
  daybook verify
  daybook verify --head "$(tail -1 /elsewhere/heads)"
  daybook verify --file /backups/monday.sqlite
  daybook verify --repair`;

const BACKUPS_STAY =
  '--repair changes what is stored, and a backup should stay as it was made. Restore it, then repair what was restored.';

interface Options {
  readonly file?: string;
  readonly head?: string;
  readonly repair?: true;
}

export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('Check everything that is stored against the journal.')
    .option('--file <file>', 'A backup of the embedded database to check instead.')
    .option('--head <hex>', 'A head that was printed before and must be in the journal.')
    .option('--repair', 'Derive again what differs, before it is verified. Stop all servers first.')
    .addHelpText('after', NOTES);
  addSettings(command, DATA_SETTINGS).action(async ({ file, head, repair: is_repair }: Options) => {
    const progress = new Progress(process.stderr);
    const published = head === undefined ? [] : headsOf(head);
    if (is_repair === true) {
      if (file !== undefined) throw new UsageError(BACKUPS_STAY);
      const options: RepairOptions = { published, onProgress: (...given) => progress.update(...given) };
      const location = settingsOf(command, DATA_SETTINGS);
      requireData(location);
      const repaired = await inOneLine(() => withRepairer(location, (repairer) => repair(repairer, options)));
      progress.end();
      printRepaired(repaired);
    }
    const verdict = await inOneLine(() =>
      judged(command, file, async (inspector) => {
        const onProgress: OnProgress = (step, done, total) => progress.update(`Verifying: ${STEPS[step]}`, done, total);
        return verify(inspector, { onProgress, published });
      }),
    );
    progress.end();
    printVerdict(verdict);
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

/** Files that cannot be read are differences like others. */
async function judged(
  command: Command,
  file: string | undefined,
  work: Parameters<typeof withSnapshot<Verdict>>[1],
): Promise<Verdict> {
  try {
    return await snapshotOf(command, file, work);
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    return { entries: 0, events: 0, objects: 0, differences: 1, lines: [error.message] };
  }
}

function snapshotOf(
  command: Command,
  file: string | undefined,
  work: Parameters<typeof withSnapshot<Verdict>>[1],
): Promise<Verdict> {
  if (file !== undefined) {
    if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);
    guardHeader(file);
    return fileSnapshot(file, work);
  }
  const location = settingsOf(command, DATA_SETTINGS);
  requireData(location);
  // A log that belongs to another file makes differences everywhere.
  guardData(location);
  return withSnapshot(location, work);
}
