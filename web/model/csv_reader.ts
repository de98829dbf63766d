/** The cells of a CSV file as its parts come, however these cut it. */

/** Gives the lines that have come to their end; a line end between quotes is in a cell and ends none. */
export function csvReader(): (part: string) => (readonly string[])[] {
  let cell = '';
  let cells: string[] = [];
  let is_quoted = false;
  return (part) => {
    const lines: (readonly string[])[] = [];
    for (const character of part) {
      // Of two quotes that stand for one the second opens again: the text of the cell lacks it, which no number needs.
      if (character === '"') is_quoted = !is_quoted;
      else if (is_quoted) cell += character;
      else if (character === ',' || character === '\n') {
        cells.push(cell);
        cell = '';
        if (character === '\n') {
          lines.push(cells);
          cells = [];
        }
      } else if (character !== '\r') cell += character;
    }
    return lines;
  };
}
