import { describe } from 'node:test';
import { engines } from '../test/support/engines.js';
import { withstandsAttacks } from '../test/support/withstand.js';

for (const engine of engines().slice(1)) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => withstandsAttacks(engine));
}
