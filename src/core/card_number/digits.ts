/** A glance at a text, since nearly all of them hold too few digits for a card's number. */

/** No character of another script or form stands for more digits. */
const MOST_DIGITS = 3;

/** Whether there can be so many digits in a text, however they are written: each escape of one has at least one itself. */
export function mayHoldDigits(text: string, least: number): boolean {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) count += MOST_DIGITS;
    else if (code >= 48 && code <= 57) count += 1;
    if (count >= least) return true;
  }
  return false;
}
