/** Tables as RFC 4180 has them. */

/** How a cell begins that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text that others have written, so that no spreadsheet runs it; whoever reads it by machine removes the quote. */
export function foreignText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
