/** The engines that tests of the API run on: each test file goes through them in one loop. */
import type { Settings } from '../../src/app/settings.js';
import { startDaybook, type TestDaybook } from './daybook.js';

export interface Engine {
  readonly name: string;
  /** Starts a Daybook on data of its own. */
  start(change?: Partial<Settings>): Promise<TestDaybook>;
}

const SQLITE: Engine = { name: 'SQLite', start: (change) => startDaybook(change) };

/** A further engine is added here, and nowhere else. */
export function engines(): readonly Engine[] {
  return [SQLITE];
}
