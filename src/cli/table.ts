/** Lines of cells as columns for people. */

const BETWEEN = '  ';

export function table(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  const shown = lines.map((cells) => cells.map(printable));
  for (const cells of shown) {
    cells.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return shown
    .map(
      (cells) =>
        `${cells
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join(BETWEEN)
          .trimEnd()}\n`,
    )
    .join('');
}

/** Names come from people: a line feed or an escape in one must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
