// How many files an addition touches, by what "How to add" of ARCHITECTURE.md says: its lines that begin with "Files".
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINE = /^Files for (.+?):\n?((?:.+\n)+)/gm;

/** Each addition with its places; a place with `<` in it is new or depends on what is added. */
export function additionsIn(root) {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  return [...text.matchAll(LINE)].map(([, name, body]) => {
    const places = [...body.matchAll(/`([^`]+)`( \(generated\))?/g)];
    return {
      name,
      places: places.map(([, place]) => place),
      generated: places.filter(([, , generated]) => generated).length,
    };
  });
}

/** Places that are named but not there. */
export function missingPlaces(root) {
  return additionsIn(root).flatMap(({ name, places }) =>
    places
      .filter((place) => !place.includes('<') && !existsSync(join(root, place)))
      .map((place) => `ARCHITECTURE.md: ${place}, named for ${name}, is not there.`),
  );
}
