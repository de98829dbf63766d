import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intentSecretsWith, isSameSecret } from '../../src/app/intent_secrets.js';

const ID = 'seti_00EXAMPLE000000000000001';

test('a client secret is always the same for an id, and different for every id and installation', () => {
  const secrets = intentSecretsWith('a');
  const secret = secrets.clientSecretOf(ID);
  assert.match(secret, /^seti_00EXAMPLE000000000000001_secret_[0-9A-Za-z]{25}$/);
  assert.equal(intentSecretsWith('a').clientSecretOf(ID), secret);
  const tails = new Set([secret.slice(-25)]);
  for (let number = 0; number < 1_000; number += 1) tails.add(secrets.clientSecretOf(`pi_${number}`).slice(-25));
  tails.add(intentSecretsWith('b').clientSecretOf(ID).slice(-25));
  assert.equal(tails.size, 1_002);
});

test('the token of the authentication page tells nothing about the client secret', () => {
  const secrets = intentSecretsWith('a');
  assert.match(secrets.authenticationTokenOf(ID), /^[0-9A-Za-z]{25}$/);
  assert.notEqual(secrets.authenticationTokenOf(ID), secrets.clientSecretOf(ID).slice(-25));
});

test('texts are compared as a whole, whatever their length', () => {
  const rows: [given: string, expected: string, same: boolean][] = [
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['ab', 'abc', false],
    ['', 'abc', false],
    ['ä', 'a', false],
  ];
  for (const [given, expected, same] of rows) assert.equal(isSameSecret(given, expected), same, given);
});
