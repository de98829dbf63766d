// Which refusals a run of all tests reaches: a sentence that no test ever meets may be wrong, or impossible.
// Loaded into every process of the run (scripts/test.mjs), it has V8 say which of their functions were called.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';

const SOURCES = new URL('../../dist/src/', import.meta.url);
const CATALOGUE = /^(?:.+\/refusals|core\/kernel\/errors)\.js$/;

const folder = process.env.DAYBOOK_TEST_REACHED_FOLDER;
if (folder !== undefined) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  // Whether a function was called at all: that costs next to nothing.
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  process.once('exit', () => {
    session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error === null) writeFileSync(join(folder, `${process.pid}-${threadId}`), called(coverage.result).join('\n'));
    });
  });
}

function called(scripts) {
  return scripts.flatMap(({ url, functions }) => {
    const catalogue = url.startsWith(SOURCES.href) ? url.slice(SOURCES.href.length) : '';
    if (!CATALOGUE.test(catalogue)) return [];
    const reached = functions.filter(({ ranges }) => ranges[0].count > 0);
    return reached.map(({ functionName }) => `${catalogue} ${functionName}`);
  });
}

/** What was written down in the folder, less than all that is exported. */
export async function unreachedRefusals(reached_folder) {
  const reached = new Set(
    readdirSync(reached_folder).flatMap((name) => readFileSync(join(reached_folder, name), 'utf8').split('\n')),
  );
  const root = fileURLToPath(SOURCES);
  const catalogues = readdirSync(root, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => CATALOGUE.test(name));
  const names = catalogues.sort().map(async (catalogue) => {
    const exported = await import(pathToFileURL(join(root, catalogue)).href);
    const functions = Object.entries(exported.errors ?? exported).filter(([, value]) => typeof value === 'function');
    return functions.map(([name]) => `${catalogue} ${name}`);
  });
  return (await Promise.all(names)).flat().filter((name) => !reached.has(name));
}
