import type { ReactNode } from 'react';
import { ErrorNote } from './error_note.js';
import { PageHead } from './page_head.js';

interface Properties {
  readonly id: string;
  /** The list that the object would be one of. */
  readonly parent: { readonly path: string; readonly text: string };
  readonly error: Error;
  readonly retry: () => void;
  readonly children?: ReactNode;
}

/** In place of the page of an object that could not be read. */
export function FailedPage({ id, parent, error, retry, children }: Properties) {
  return (
    <div className="page narrow">
      <PageHead title={id} parent={parent} />
      <ErrorNote error={error} retry={retry} />
      {children}
    </div>
  );
}
