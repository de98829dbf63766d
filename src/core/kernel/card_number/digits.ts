/** A glance at a text, since nearly all of them cannot hold a card's number. */

/** No character of another script or form stands for more digits. */
const MOST_DIGITS = 3;
const ZERO = 48;
const NINE = 57;
const PRINTED_GROUP = 4;

/**
 * Whether there can be a number of so many digits in a text, however it is written: without letters in it, or in groups
 * of which the first has four digits. Where something may be escaped any digits count: each escape of one has one itself.
 */
export function mayHoldDigits(text: string, least: number): boolean {
  let [all, unparted, group] = [0, 0, 0];
  let may_be_grouped = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) {
      all += 1;
      unparted += 1;
      group += 1;
      if (unparted >= least || (may_be_grouped && all >= least)) return true;
      continue;
    }
    may_be_grouped ||= group === PRINTED_GROUP;
    group = 0;
    if (code > 127) {
      all += MOST_DIGITS;
      unparted += MOST_DIGITS;
      if (unparted >= least) return true;
      may_be_grouped = true;
    } else if (isLetter(code)) unparted = 0;
    else if (BEGINS_ESCAPE[code] === 1) may_be_grouped = true;
  }
  return may_be_grouped && all >= least;
}

const BEGINS_ESCAPE = new Uint8Array(128);
for (const character of '%&\\<') BEGINS_ESCAPE[character.charCodeAt(0)] = 1;

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122;
}
