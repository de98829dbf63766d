/** The files of docs/, which belong to the release and are served by it. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../docs/', import.meta.url));

/** The names of those in a folder below it, which is empty for those that lie in docs/ itself. */
export function documentFiles(folder: string): string[] {
  return readdirSync(FOLDER + folder).filter((name) => name.endsWith('.md'));
}

export function readDocument(file: string): string {
  return readFileSync(FOLDER + file, 'utf8');
}
