// What holds the house and no library looks at: functions that are too long, calls that have a better place, files that lean
// on each other in a circle, refusals without a name, and places of the guide that are not there.
// Exits 1 with a line for each thing that is wrong. Another tree than this one can be named.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { missingPlaces } from './house/additions.mjs';
import { bannedCalls } from './house/banned_calls.mjs';
import { circlesIn } from './house/imports.mjs';
import { longFunctions } from './house/long_functions.mjs';
import { wrongRefusals } from './house/refusals.mjs';
import { sourcesOf } from './house/sources.mjs';

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const LIST = 'scripts/house/long_functions.json';

const files = sourcesOf(root, ['src', 'web']);
const list = `${root}/${LIST}`;
const known = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {};
const long = files.flatMap(longFunctions);
const calls = bannedCalls(files);

const wrong = [
  ...long
    .filter(({ name, lines }) => lines > (known[name] ?? 0))
    .map(({ name, lines, limit, at }) => {
      const allowed = known[name] ?? limit;
      return `${at}: ${name.split(' ').slice(1).join(' ')} has ${lines} lines, of at most ${allowed}; give its parts names.`;
    }),
  ...Object.keys(known)
    .filter((name) => !long.some((each) => each.name === name))
    .map((name) => `${LIST}: ${name} is short enough, or gone; take it out of the list.`),
  ...calls.found,
  ...calls.idle,
  ...wrongRefusals(files),
  ...circlesIn(files).map((group) => `${group.sort().join(', ')}: these files import each other in a circle.`),
  ...missingPlaces(root),
];
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exitCode = 1;
else console.log(`${files.length} files: ${long.length} long functions are known, and no other.`);
