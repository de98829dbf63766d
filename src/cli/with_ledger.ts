/** For commands that change or read what is stored: opens it, and closes it whatever happens. */
import { machineClock } from '../app/clock.js';
import { type Ledger, type LedgerLocation, openInline } from '../app/ledger.js';

export async function withLedger<T>(location: LedgerLocation, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openInline(location, machineClock);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
