/** Tables as RFC 4180 has them. */

/** A formula, behind quotes and blanks of every kind: programs drop those that stand before it, also invisible ones. */
const FORMULA = /^['\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@＝＋－＠﹢﹣﹦﹫]/u;
/** A break or tab at the beginning, which some programs take for the end of the cell before. */
const BREAK = /^'*[\t\r\n]/;

/**
 * A text that others have written, with a quote before it where a spreadsheet could run it. Quotes that stand there
 * already are looked behind too, so that no two texts become the same: a reader takes one quote off where what follows
 * it would have got one.
 */
export function foreignText(text: string): string {
  return FORMULA.test(text) || BREAK.test(text) ? `'${text}` : text;
}

/** Tells programs that would take the text for an older encoding that it is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
