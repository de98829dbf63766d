/** English and German say the same things about the same values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webModule } from '../support/web_module.js';

const { TEXTS } = await webModule<{ TEXTS: Record<string, readonly [string, string]> }>('i18n/texts.ts');
const { textOf } = await webModule<{
  textOf: (language: string, key: string, values?: Record<string, string>) => string;
}>('i18n/language.ts');

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('every text has two languages with the same placeholders', () => {
  assert.ok(Object.keys(TEXTS).length > 250);
  for (const [key, [english, german]] of Object.entries(TEXTS)) {
    assert.notEqual(english.trim(), '', key);
    assert.notEqual(german.trim(), '', key);
    assert.deepEqual(placeholders(german), placeholders(english), key);
  }
});

test('texts that count come in two forms', () => {
  const stems = Object.keys(TEXTS).flatMap((key) => /^(.*)\.(?:one|other)$/.exec(key)?.[1] ?? []);
  assert.ok(stems.length > 0);
  for (const stem of stems) {
    assert.ok(`${stem}.one` in TEXTS, `${stem}.one`);
    assert.ok(`${stem}.other` in TEXTS, `${stem}.other`);
  }
});

test('values are put in the place of their names', () => {
  assert.equal(textOf('en', 'action.refund_of', { amount: '$5.00' }), 'Refund $5.00');
  assert.equal(textOf('de', 'action.refund_of', { amount: '5,00 €' }), '5,00 € erstatten');
});
