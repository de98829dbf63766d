/** Faults as they were made before, or could be: what the simulator must find. Each is planted in a copy of the build. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Fault {
  readonly about: string;
  /** Below dist/src. */
  readonly file: string;
  /** Stands there once. */
  readonly right: string;
  readonly wrong: string;
  /** What the simulator says. */
  readonly found_as: RegExp;
}

export const FAULTS: readonly Fault[] = [
  {
    about: 'a delivery that fails after its endpoint was disabled waits to be sent again',
    file: 'app/webhooks/endpoint_worker.js',
    right: 'is_in_service ? this.#now() : Number.MAX_SAFE_INTEGER;',
    wrong: 'is_in_service ? this.#now() : 0;',
    found_as: /is still pending for we_/,
  },
  {
    about: 'an event is sent before the one about the same object that it has to wait for',
    file: 'app/webhooks/pending_objects.js',
    right: 'return waiting.length > 0;',
    wrong: 'return false;',
    found_as: /was sent to we_\w+ before event \d+, which is pending/,
  },
  {
    about: 'the cursor passes events whose first try is under way',
    file: 'app/webhooks/endpoint_worker.js',
    right: 'Math.min(this.#running.firstOpen(), this.#queue.first)',
    wrong: 'this.#queue.first',
    found_as: /which is not begun|was never sent to we_/,
  },
  {
    about: 'an answer is not kept with its commit',
    file: 'app/batch.js',
    right: 'this.#replies.push({ scope, key: kept_under, ...reply });',
    wrong: '',
    found_as: /was done twice/,
  },
  {
    about: 'an earlier time that a commit tells of while due work looks is forgotten',
    file: 'app/due_work.js',
    right: 'this.#lookIn(next_ms);',
    wrong: 'this.#next_ms = Number.POSITIVE_INFINITY; this.#lookIn(next_ms);',
    found_as: /has been due for \d+ ms, and nothing was done/,
  },
  {
    about: 'the answer to a question is settled for whoever has lost it to another',
    file: 'core/payments/payment_intent/settle.js',
    right: 'open?.question.key === key && open.turn === turn',
    wrong: 'open?.question.key === key',
    found_as: /for turn \d+ has settled pi_\w+, where .* for turn \d+ was open/,
  },
  {
    about: 'a question is asked under another key each time that it is given out',
    file: 'app/processor_calls.js',
    right: 'this.#ask(connectorNamed(processor), question, fields)',
    wrong: 'this.#ask(connectorNamed(processor), { ...question, key: question.key + turn }, fields)',
    found_as: /\d+ (were taken, and \d+ received|are held, and \d+ capturable|went back, and \d+ were refunded)/,
  },
  {
    about: 'all that is asked about a payment has the same key',
    file: 'core/payments/payment_intent/asking.js',
    right: 'processor: processor.name, question, purpose',
    wrong: 'processor: processor.name, question: { ...question, key: request.reference }, purpose',
    found_as: /asks par_\w+ of pi_\w+ again, which was settled/,
  },
];

/** A copy of the build with the fault in it; the function that is returned removes it. */
export function plant({ file, right, wrong }: Fault): { readonly dist: string; readonly remove: () => void } {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'daybook-planted-'));
  for (const part of ['dist/src', 'dist/test', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const path = join(folder, 'dist/src', file);
  const parts = readFileSync(path, 'utf8').split(right);
  if (parts.length !== 2) throw new Error(`${file} has "${right}" ${parts.length - 1} times: plant it elsewhere`);
  writeFileSync(path, parts.join(wrong));
  return { dist: join(folder, 'dist'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
