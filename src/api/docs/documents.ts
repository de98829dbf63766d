/** The files of docs/ as pages: guides, operating, what is decided about compatibility, and why it is built so. */
import { posix } from 'node:path';
import { documentFiles, readDocument } from '../../app/document_files.js';
import { renderMarkdown } from './markdown.js';
import type { Page, SectionName } from './page.js';

/** By the folder of a file; by its name where it stands in none. */
const SECTIONS: Readonly<Record<string, SectionName>> = {
  adr: 'Decisions',
  compatibility: 'Compatibility',
  guides: 'Guides',
  operate: 'Operating',
};

export function documentPaths(): string[] {
  return allFiles().map(pathOf);
}

export function documentPages(): Page[] {
  const files = allFiles();
  return files.map((file) => {
    const [first = ''] = file.split(/[/.]/);
    const { title, main, headings } = renderMarkdown(readDocument(file), (target) => targetOf(file, target, files));
    const contents = headings.map(({ id, level, text }) => ({ id, text, is_inner: level > 2 }));
    return { path: pathOf(file), section: SECTIONS[first] ?? 'Guides', title, contents, main };
  });
}

function allFiles(): string[] {
  return ['guides', '', 'compatibility', 'adr'].flatMap(filesIn);
}

/** The overview of a folder comes first. */
function filesIn(folder: string): string[] {
  return documentFiles(folder)
    .sort((a, b) => Number(b === OVERVIEW) - Number(a === OVERVIEW) || (a < b ? -1 : 1))
    .map((name) => posix.join(folder, name));
}

const OVERVIEW = 'README.md';

/** `/docs/compatibility/charges` for `compatibility/charges.md`, `/docs/compatibility` for its `README.md`. */
function pathOf(file: string): string {
  return `/docs/${file.replace(/(\/README)?\.md$/, '')}`;
}

/** Files that are not served, such as the source, are on no page of this server. */
function targetOf(file: string, target: string, files: readonly string[]): string | undefined {
  if (target.startsWith('#')) return target;
  const [name = '', anchor] = posix.join(posix.dirname(file), target).split('#');
  if (!files.includes(name)) return undefined;
  return anchor === undefined ? pathOf(name) : `${pathOf(name)}#${anchor}`;
}
