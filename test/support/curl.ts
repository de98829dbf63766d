/** Commands of Stripe's guides as they are printed there, with only the host, the key and the ids replaced. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type Answer, TEST_KEY } from './daybook.js';
import { shell, skipWithout } from './shell.js';

/** Made for node:test's `skip`. */
export const skipCurl = skipWithout('curl', spawnSync('curl', ['--version']).status === 0);

/** Types a command with these ids in place of their placeholders, and gives back the body of the answer. */
export async function typeCurl(
  command: string,
  daybook: { readonly address: string },
  ids: Readonly<Record<string, string>> = {},
): Promise<Answer['body']> {
  let typed = command.replace('https://api.stripe.com', daybook.address).replace('<<YOUR_SECRET_KEY>>', TEST_KEY);
  for (const [placeholder, id] of Object.entries(ids)) typed = typed.replaceAll(placeholder, id);
  assert.doesNotMatch(typed, /stripe\.com|\{\{|<<|xxxxxxxx/);
  const { status, stdout, stderr } = await shell(typed.trim(), { PATH: process.env['PATH'] ?? '', NO_PROXY: '*' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}
