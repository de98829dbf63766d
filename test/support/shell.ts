/** Running commands as people type them, in a shell, against a Daybook in this process. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function shell(command: string, environment: Record<string, string>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/**
 * Why tests of a tool cannot run here, or false if they can. Where every change is tested (CI=true) a missing tool is
 * a failure: tests that are always skipped would never be noticed.
 */
export function skipWithout(tool: string, found: boolean): string | false {
  if (found) return false;
  assert.notEqual(process.env['CI'], 'true', `${tool} is missing, and with CI=true no test may be skipped`);
  return `${tool} is not on this machine`;
}
