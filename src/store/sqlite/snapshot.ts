/** Reading everything as it was at one moment, while writers go on. */
import type { Inspector } from '../port.js';
import { sqliteInspector } from './inspector.js';
import { openReadOnly } from './open.js';

/**
 * A connection of its own with a read transaction: in WAL mode it goes on seeing the moment of its first read. The log
 * cannot be written back beyond that moment and grows until the work is done.
 */
export async function sqliteSnapshot<T>(file: string, work: (inspector: Inspector) => Promise<T>): Promise<T> {
  const database = openReadOnly(file);
  try {
    database.exec('BEGIN');
    // A transaction begins with its first read.
    database.prepare('SELECT count(*) FROM scopes').get();
    return await work(sqliteInspector(database));
  } finally {
    database.close();
  }
}
