/** Nothing here yet, and how to change that. */
import type { ReactNode } from 'react';
import type { Request } from '../api/http.js';
import { CurlView } from './curl_view.js';

interface Properties {
  readonly title: string;
  readonly text: string;
  readonly request?: Request;
  readonly children?: ReactNode;
}

export function EmptyState({ title, text, request, children }: Properties) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p className="muted">{text}</p>
      {children}
      {request !== undefined && <CurlView request={request} />}
    </div>
  );
}
