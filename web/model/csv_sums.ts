/** What the lines of an exported table add up to, read from the very file that is saved. */
import { minorUnitDigits } from '../format/money.js';
import { csvReader } from './csv_reader.js';

export const SUMMED = ['captured', 'refunded', 'fee', 'net'] as const;
type Summed = (typeof SUMMED)[number];

/** In minor units, as the text of its digits: exact, however many there are. */
type CurrencySums = Readonly<Record<Summed, string>>;

export interface CsvSums {
  readonly payments: number;
  readonly refunds: number;
  readonly by_currency: readonly (readonly [currency: string, sums: CurrencySums])[];
}

/** Takes the parts of a file with the columns `currency` and those that are summed, and with `line` where refunds have lines. */
export function csvSums(): { add(part: string): void; sums(): CsvSums } {
  const read = csvReader();
  let header: readonly string[] | undefined;
  let payments = 0;
  let refunds = 0;
  const totals = new Map<string, Record<Summed, bigint>>();
  function addLine(names: readonly string[], cells: readonly string[]): void {
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    if (cell('line') === 'refund') refunds += 1;
    else payments += 1;
    const currency = cell('currency');
    const sums = totals.get(currency) ?? { captured: 0n, refunded: 0n, fee: 0n, net: 0n };
    totals.set(currency, sums);
    for (const name of SUMMED) sums[name] += minorUnits(cell(name), currency);
  }
  return {
    add(part) {
      for (const cells of read(part)) {
        if (header === undefined) header = cells;
        else addLine(header, cells);
      }
    },
    sums: () => ({ payments, refunds, by_currency: [...totals].sort().map(([code, sums]) => [code, textsOf(sums)]) }),
  };
}

function textsOf({ captured, refunded, fee, net }: Record<Summed, bigint>): CurrencySums {
  return { captured: String(captured), refunded: String(refunded), fee: String(fee), net: String(net) };
}

/** Of `12.30`; of nothing 0. */
function minorUnits(text: string, currency: string): bigint {
  const [units = '', parts = ''] = text.split('.');
  return BigInt(units + parts.padEnd(minorUnitDigits(currency), '0'));
}
