/** Reads the whole file of SQLite and tells what is wrong with it, on a thread of its own: it may take minutes. */
import { parentPort, workerData } from 'node:worker_threads';
import { readOnly } from '../store/sqlite/open.js';
import type { ThreadData } from './sqlite_thread.js';

if (parentPort !== null) {
  let findings: readonly string[];
  try {
    const database = readOnly((workerData as ThreadData).file);
    findings = database.pragma('quick_check(1)').map(String);
    database.close();
  } catch (error) {
    findings = [error instanceof Error ? error.message : String(error)];
  }
  parentPort.postMessage(findings.filter((finding) => finding !== 'ok'));
}
