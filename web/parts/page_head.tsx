import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import { Icon } from './icon.js';

interface Properties {
  readonly title: string;
  /** Above the title: the list that this is one of. */
  readonly parent?: { readonly path: string; readonly text: string };
  readonly children?: ReactNode;
}

export function PageHead({ title, parent, children }: Properties) {
  useEffect(() => {
    document.title = `${title} · Daybook`;
  }, [title]);
  return (
    <div className="page-head">
      <div>
        {parent !== undefined && (
          <Link className="parent" href={parent.path}>
            <Icon name="back" />
            {parent.text}
          </Link>
        )}
        <h1>{title}</h1>
      </div>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </div>
  );
}
