/** A small panel below its button. It closes with Escape, with a press elsewhere, and when the focus leaves it. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button.js';
import type { IconName } from './icon.js';

interface Properties {
  readonly label: ReactNode;
  readonly icon?: IconName;
  readonly title: string;
  readonly children: (close: () => void) => ReactNode;
}

export function Popover({ label, icon, title, children }: Properties) {
  const [is_open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!is_open) return;
    const close = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    root.current?.querySelector<HTMLElement>('.popover input, .popover select, .popover button')?.focus();
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
      document.removeEventListener('keydown', onKey);
    };
  }, [is_open]);
  return (
    <div className="popover-root" ref={root}>
      <Button
        ref={button}
        is_expanded={is_open}
        onClick={() => setOpen(!is_open)}
        {...(icon === undefined ? {} : { icon })}
      >
        {label}
      </Button>
      {is_open && (
        <section className="popover" aria-label={title}>
          {children(() => {
            setOpen(false);
            button.current?.focus();
          })}
        </section>
      )}
    </div>
  );
}
