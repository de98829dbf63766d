/** What has long numbers in it that are none of a card: international account numbers, UUIDs, hashes. */

const ACCOUNT = /\b[a-z]{2}\d{2}(?:[ .-]?[a-z\d]{4}){2,7}(?:[ .-]?[a-z\d]{1,3})?\b/gi;
const SHORTEST_ACCOUNT = 15;
const UUID = /\b(?=[\d-]*[a-f])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi;
const HASH = /\b(?=\d*[a-f])[\da-f]{32,128}\b/gi;

export function withoutIdentifiers(text: string): string {
  return text
    .replace(UUID, 'uuid')
    .replace(HASH, 'hash')
    .replace(ACCOUNT, (written) => `account${written.slice(accountIn(written))}`);
}

/**
 * How much of a text is an account: what makes the right remainder with the check digits at its beginning. What follows
 * may look like more of it. 0 if none is.
 */
function accountIn(written: string): number {
  const head = written.slice(0, 4);
  let rest = 0;
  let count = 4;
  let end = 0;
  for (let index = 4; index < written.length; index += 1) {
    const value = characterValue(written, index);
    if (value < 0) continue;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    count += 1;
    const ends = index + 1 === written.length || characterValue(written, index + 1) < 0;
    if (ends && count >= SHORTEST_ACCOUNT && remainder(rest, head) === 1) end = index + 1;
  }
  return end;
}

function remainder(rest: number, head: string): number {
  let all = rest;
  for (let index = 0; index < head.length; index += 1) {
    const value = characterValue(head, index);
    all = (all * (value > 9 ? 100 : 10) + value) % 97;
  }
  return all;
}

/** Of a digit or a letter, as accounts count them; -1 of anything else. */
function characterValue(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122 ? lower - 87 : -1;
}
