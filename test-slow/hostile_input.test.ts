import { describe } from 'node:test';
import { engines } from '../test/support/engines.js';
import { ATTACKED_OPERATIONS, withstandsAttacks } from '../test/support/withstand.js';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => withstandsAttacks(engine, ATTACKED_OPERATIONS));
}
