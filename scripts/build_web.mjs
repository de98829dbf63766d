// Builds the dashboard's web application into dist/web: one chunk a page, named by content so that it can be cached for
// ever, and an index.html that names what to load first. There are no source maps: what is there is served.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, 'dist/web');
const ENTRY = 'web/main.tsx';
/** What a visitor loads before anything is shown, compressed. */
const FIRST_LOAD_LIMIT_BYTES = 200 * 1024;

rmSync(OUTPUT, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: [ENTRY],
  outdir: join(OUTPUT, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: 'page-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'external',
  metafile: true,
  logLevel: 'warning',
});

const outputs = new Map(Object.entries(metafile.outputs));
const main = [...outputs.keys()].find((name) => outputs.get(name)?.entryPoint === ENTRY);
if (main === undefined) throw new Error(`esbuild made nothing of ${ENTRY}`);
const scripts = [...loadedWith(main)];
const stylesheet = outputs.get(main)?.cssBundle;

const template = readFileSync(join(ROOT, 'web/index.html'), 'utf8');
const links = [
  ...(stylesheet === undefined ? [] : [`<link rel="stylesheet" href="${addressOf(stylesheet)}">`]),
  ...scripts.filter((name) => name !== main).map((name) => `<link rel="modulepreload" href="${addressOf(name)}">`),
  `<script type="module" src="${addressOf(main)}"></script>`,
];
mkdirSync(OUTPUT, { recursive: true });
writeFileSync(join(OUTPUT, 'index.html'), template.replace('<!-- assets -->', links.join('\n    ')));

const first_load_bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(ROOT, name))).length, 0);
console.log(`dashboard: ${Math.ceil(first_load_bytes / 1024)} KB of compressed script before the first page`);
if (first_load_bytes > FIRST_LOAD_LIMIT_BYTES) {
  console.error(`dashboard: that is more than ${FIRST_LOAD_LIMIT_BYTES / 1024} KB`);
  process.exitCode = 1;
}

/** A script with everything it imports at once; what is imported later belongs to a page. */
function loadedWith(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind } of outputs.get(name)?.imports ?? []) {
    if (kind === 'import-statement') loadedWith(path, found);
  }
  return found;
}

function addressOf(name) {
  return `/dashboard/${relative(OUTPUT, join(ROOT, name)).replaceAll('\\', '/')}`;
}
