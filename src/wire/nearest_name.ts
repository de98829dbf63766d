/** Finds the name a client may have meant, so that a refusal of a misspelled parameter can say it. */

const MAXIMUM_EDITS = 2;

/** Longer names are not compared: no parameter's name is this long. */
const MAXIMUM_COMPARED_LENGTH = 64;

/**
 * The known name fewest edits away, at most two; the first of several. Edits must not outnumber half of the letters:
 * of a word with two letters, two edits leave nothing.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAXIMUM_COMPARED_LENGTH) return undefined;
  let nearest: string | undefined;
  let fewest = Math.min(MAXIMUM_EDITS, Math.floor(name.length / 2)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = editsBetween(name, candidate);
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Letters inserted, removed or replaced, or neighbours exchanged, to turn one word into the other. */
function editsBetween(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(above, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      let edits = Math.min(replaced, at(above, column) + 1, at(current, column - 1) + 1);
      const exchanged = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (exchanged) edits = Math.min(edits, at(before, column - 2) + 1);
      current.push(edits);
    }
    before = above;
    above = current;
  }
  return at(above, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
