import type { ReactNode } from 'react';

/** What may be wider than the page scrolls by itself, also by keyboard. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" className="scroll" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
