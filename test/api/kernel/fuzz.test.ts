import { describe } from 'node:test';
import { engines } from '../../support/engines.js';
import { answersAnything } from '../../support/fuzz.js';

/** A glance; test-slow looks longer. */
const RUNS = 8;

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => answersAnything(engine, RUNS));
}
