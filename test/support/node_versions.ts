/** Other versions of Node.js than the one that runs the tests, where they have been installed beside the dependencies. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { skipWithout } from './shell.js';

export interface NodeVersion {
  readonly major: number;
  readonly executable: string;
  /** Made for node:test's `skip`. */
  readonly skip: false | string;
}

const SUPPORTED = [20, 22, 24, 26];

/** Every even version that is supported: the running one as it is, others from the package `node-20` and so on. */
export const NODE_VERSIONS: readonly NodeVersion[] = SUPPORTED.map((major) => {
  const is_running = process.versions.node.startsWith(`${major}.`);
  const installed = fileURLToPath(new URL(`../../../node_modules/node-${major}/bin/node`, import.meta.url));
  const executable = is_running ? process.execPath : installed;
  return { major, executable, skip: skipWithout(`Node.js ${major}`, existsSync(executable)) };
});
