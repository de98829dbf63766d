/** The browser's own modal dialog: it keeps the focus inside, and Escape closes it. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '../i18n/use_text.js';
import { Icon } from './icon.js';

interface Properties {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, close, children }: Properties) {
  const { t } = useText();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" onClick={close}>
          <Icon name="close" />
          <span className="hidden">{t('close')}</span>
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
