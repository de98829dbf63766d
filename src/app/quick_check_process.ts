/** Reads the whole file of SQLite and tells what is wrong with it, in a process of its own: it may take minutes. */
import { constants, setPriority } from 'node:os';
import { readOnly } from '../store/sqlite/open.js';

// Nobody waits for it.
setPriority(constants.priority.PRIORITY_LOW);
let findings: readonly string[];
try {
  const database = readOnly(process.argv[2] ?? '');
  findings = database.pragma('quick_check(1)').map(String);
  database.close();
} catch (error) {
  findings = [error instanceof Error ? error.message : String(error)];
}
process.send?.(
  findings.filter((finding) => finding !== 'ok'),
  () => process.disconnect(),
);
