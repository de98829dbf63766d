import type { ReactNode } from 'react';
import { ApiError, UNREACHABLE } from '../api/http.js';
import { ErrorNote } from './error_note.js';
import { PageHead } from './page_head.js';
import { UnknownId } from './unknown_id.js';

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
  const is_unknown = error instanceof ApiError && error.status === NOT_FOUND;
  return (
    <div className="page narrow">
      <PageHead title={id} parent={parent} />
      {is_unknown ? (
        <UnknownId id={id} error={error} />
      ) : (
        <ErrorNote error={error} {...(helpsAgain(error) ? { retry } : {})} />
      )}
      {children}
    </div>
  );
}

const NOT_FOUND = 404;
const TOO_MANY = 429;
const FAULT = 500;

/** What was refused is refused again. */
function helpsAgain(error: Error): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === UNREACHABLE || error.status === TOO_MANY || error.status >= FAULT;
}
