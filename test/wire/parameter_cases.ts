/** Cases for schemas: a form, and what it is parsed as or how it is refused. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isRefusal, type Refusal } from '../../src/core/kernel/errors.js';
import { decodeForm } from '../../src/wire/form.js';
import { parse, type Schema } from '../../src/wire/parameters.js';

/** The server's clock. */
export const NOW = 1_800_000_000;

export function run<Value extends object>(schema: Schema<Value>, text: string): Value | Refusal {
  const form = decodeForm(text);
  assert.ok(!isRefusal(form), JSON.stringify(form));
  return parse(schema, form, { now: NOW });
}

export function accepts(schema: Schema<object>, text: string, expected: unknown): void {
  it(`accepts ${shown(text)}`, () => assert.deepEqual(run(schema, text), expected));
}

export function refuses(
  schema: Schema<object>,
  text: string,
  message: RegExp | string,
  param: string,
  code?: string,
): void {
  it(`refuses ${shown(text)}`, () => {
    const refusal = run(schema, text);
    assert.ok(isRefusal(refusal), JSON.stringify(refusal));
    if (typeof message === 'string') assert.equal(refusal.message, message);
    else assert.match(refusal.message, message);
    assert.equal(refusal.param, param);
    assert.equal(refusal.code, code);
    assert.equal(refusal.status, 400);
  });
}

function shown(text: string): string {
  if (text === '') return 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 80)}… (${text.length} characters)`;
}
