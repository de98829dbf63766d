/** Runs seeds on their own: `node dist/test/simulator/main.js FIRST [LAST]`. Ends with the first that fails. */
import { Simulator } from './run.js';

const [first = 1, last = first] = process.argv.slice(2).map(Number);
const simulator = new Simulator();
await simulator.prepare();
try {
  for (let seed = first; seed <= last; seed += 1) await simulator.run(seed);
  console.log(`seeds ${first} to ${last}: everything was as it was promised`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  simulator.remove();
}
