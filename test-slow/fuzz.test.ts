import { describe } from 'node:test';
import { engines } from '../test/support/engines.js';
import { answersAnything } from '../test/support/fuzz.js';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => answersAnything(engine, 500));
}
