/** Modules of the dashboard's web application, for tests of what they compute: bundled as for a browser, run here. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** `path` is relative to web/; the caller says what is in it, as the server's types do not reach there. */
export async function webModule<T>(path: string): Promise<T> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`web/${path}`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${path}`);
  return (await import(`data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`)) as T;
}
