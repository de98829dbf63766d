/** The examples of the documentation: commands under a marker, run as they are printed, and the answers printed below. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Answer, TEST_KEY } from './daybook.js';

type Body = Answer['body'];

/** The block of code after the marker of an example. */
export function example(text: string, name: string): string {
  const block = text
    .split(`<!-- example: ${name} -->\n`)[1]
    ?.split('```')[1]
    ?.replace(/^\w+\n/, '');
  assert.ok(block, `there is no example ${name}`);
  return block;
}

/** Runs an example with curl and gives back the JSON answers that it prints, one after another. */
export async function runCurl(
  script: string,
  daybook: { readonly address: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<Body[]> {
  const silent = script.replaceAll('curl ', 'curl -sS ').replaceAll('http://127.0.0.1:4242', daybook.address);
  const { stdout } = await promisify(execFile)('bash', ['-c', silent], {
    env: { ...process.env, KEY: TEST_KEY, ...environment },
  });
  return answersIn(stdout);
}

export function answersIn(printed: string): Body[] {
  return printed
    .split(/(?<=^\})/m)
    .filter((text) => text.trim() !== '')
    .map((text) => JSON.parse(text));
}

/** An answer as it is printed, shortened by `…`: between members, and at the end of an id. */
export function parseShortened(printed: string): Body {
  return JSON.parse(printed.replace(/,?\s*(?<!_)…/g, ''));
}

/** Whether an answer has everything that is printed of it. */
export function assertShows(printed: Body, answer: Body, where = ''): void {
  if (typeof printed === 'string' && printed.endsWith('_…')) {
    assert.ok(String(answer).startsWith(printed.slice(0, -1)), `${where}: ${answer}`);
  } else if (typeof printed === 'object' && printed !== null) {
    assert.equal(Array.isArray(answer), Array.isArray(printed), where);
    if (Array.isArray(printed)) assert.equal(answer.length, printed.length, where);
    for (const [name, value] of Object.entries(printed)) assertShows(value, answer?.[name], `${where}.${name}`);
  } else {
    assert.equal(answer, printed, where);
  }
}
