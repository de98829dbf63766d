/** A small panel below its button. It closes with Escape, with a press elsewhere, and when the focus leaves it. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
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
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!is_open) return;
    const place = () => panel.current !== null && moveIntoWindow(panel.current);
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [is_open]);
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
        <section className="popover" aria-label={title} ref={panel}>
          {children(() => {
            setOpen(false);
            button.current?.focus();
          })}
        </section>
      )}
    </div>
  );
}

const MARGIN_PX = 8;

/** Below its button, as far to the left as it takes to end inside the window, and scrolled where it is too high for it. */
function moveIntoWindow(panel: HTMLElement): void {
  panel.style.translate = '';
  panel.style.maxHeight = '';
  const { right, top, bottom } = panel.getBoundingClientRect();
  const beyond = right + MARGIN_PX - document.documentElement.clientWidth;
  if (beyond > 0) panel.style.translate = `${-beyond}px`;
  const room = window.innerHeight - MARGIN_PX - top;
  if (bottom - top > room) panel.style.maxHeight = `${room}px`;
}
