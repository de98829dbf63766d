/** A PostgreSQL database for the benchmark: empty, on the server that the tests use, and dropped afterwards. */
import { type FreshDatabase, freshDatabase, postgresAvailable } from '../test/support/postgres.js';

/** The database, or why there is none. */
export async function benchDatabase(): Promise<FreshDatabase | string> {
  const available = postgresAvailable();
  return available === true ? await freshDatabase() : available;
}
