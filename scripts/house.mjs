// Counts what the house is held to, and measures the way from a change to a green test. Another tree than this one can
// be named; `--json` prints what a program can compare.
import { fileURLToPath } from 'node:url';
import { additionsIn } from './house/additions.mjs';
import { castsIn } from './house/casts.mjs';
import { circlesIn } from './house/imports.mjs';
import { longFunctions } from './house/long_functions.mjs';
import { roundTrip } from './house/round_trip.mjs';
import { sourcesOf } from './house/sources.mjs';

const [named, ...rest] = process.argv.slice(2).filter((arg) => arg !== '--json');
if (rest.length > 0) throw new Error(`One tree can be named, and no ${rest.join(' ')}.`);
const root = named ?? fileURLToPath(new URL('..', import.meta.url));

const files = sourcesOf(root, ['src', 'web']);
const tests = sourcesOf(root, ['test']);
const circles = circlesIn(files);
const rows = {
  'files of src and web': files.length,
  'lines of the one in the middle': median(files.map(({ lines }) => lines)),
  'files of tests': tests.length,
  'circles of imports, types among them': circles.length,
  'files in circles': circles.flat().length,
  'functions over the limit': files.flatMap(longFunctions).length,
  ...castsIn(files),
};
for (const { name, places, generated } of additionsIn(root)) {
  rows[`files for ${name}`] = generated === 0 ? places.length : `${places.length}, of which ${generated} generated`;
}
const source = files.find(({ path }) => path.startsWith('src/core/') && path.endsWith('/ids.ts'));
const test = tests.find(({ path }) => path.startsWith('test/core/') && path.endsWith('/ids.test.ts'));
const { compile_ms, test_ms } = roundTrip(root, source.path, test.path);
rows['from a change of a line of core to its green test'] =
  `${seconds(compile_ms + test_ms)} (${seconds(compile_ms)} the compiler)`;

if (process.argv.includes('--json')) console.log(JSON.stringify({ ...rows, circles }, null, 2));
else for (const [name, value] of Object.entries(rows)) console.log(`${name.padEnd(52)} ${value}`);

function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}

function seconds(duration_ms) {
  return `${(duration_ms / 1000).toFixed(1)} s`;
}
