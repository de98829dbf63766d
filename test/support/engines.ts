/** The engines that tests of the whole server run on. */
import type { Settings } from '../../src/app/settings.js';
import { startDaybook, type TestDaybook } from './daybook.js';

export interface Engine {
  readonly name: string;
  readonly start: (change?: Partial<Settings>) => Promise<TestDaybook>;
}

export function engines(): Engine[] {
  return [{ name: 'SQLite', start: startDaybook }];
}
