// Builds the dashboard's web application into dist/web: one chunk a page, named by content so that it can be cached for
// ever, and an index.html that names what to load first. There are no source maps: what is there is served. Beside each
// file stands what brotli and gzip make of it, so that the server has nothing to compress.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, 'dist/web');
const ENTRY = 'web/main.tsx';
/** What a visitor loads before anything is shown, compressed with gzip: browsers take brotli over HTTPS only. */
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

for (const name of ['index.html', ...readdirSync(join(OUTPUT, 'assets')).map((asset) => join('assets', asset))]) {
  compress(join(OUTPUT, name));
}

const kilobytes = (bytes) => Math.ceil(bytes / 1024);
const first_load_bytes = sizeOf('.gz');
console.log(
  `dashboard: ${kilobytes(first_load_bytes)} KB of compressed script before the first page, ${kilobytes(sizeOf('.br'))} KB where a browser takes brotli`,
);
if (first_load_bytes > FIRST_LOAD_LIMIT_BYTES) {
  console.error(`dashboard: that is more than ${FIRST_LOAD_LIMIT_BYTES / 1024} KB`);
  process.exitCode = 1;
}

/** As small as can be: it is done once, and served often. */
function compress(file) {
  const content = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}

/** Of the first load, in one of its forms. */
function sizeOf(suffix) {
  return scripts.reduce((sum, name) => sum + readFileSync(join(ROOT, name) + suffix).length, 0);
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
