import { describe } from 'node:test';
import { engines } from '../../support/engines.js';
import { FIRST_OF_METHODS, withstandsAttacks } from '../../support/withstand.js';

// What is attacked lies before the engine: the embedded one here, all of them and every operation in test-slow.
for (const engine of engines().slice(0, 1)) {
  describe(`on ${engine.name}`, () => withstandsAttacks(engine, FIRST_OF_METHODS));
}
