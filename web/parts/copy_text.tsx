/** A text that goes to the clipboard when it is pressed: ids, references, commands. */
import { useRef, useState } from 'react';
import { useText } from '../i18n/use_text.js';
import { copyToClipboard } from './clipboard.js';
import { Icon } from './icon.js';

const SHOWN_MS = 1_500;

export function useCopy(): [boolean, (text: string) => void] {
  const [is_copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return [
    is_copied,
    (text) => {
      void copyToClipboard(text).then(() => {
        setCopied(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
      });
    },
  ];
}

export function CopyText({ text }: { readonly text: string }) {
  const { t } = useText();
  const [is_copied, copy] = useCopy();
  return (
    <button type="button" className="copy-text" title={t('copy')} onClick={() => copy(text)}>
      <code>{text}</code>
      <Icon name={is_copied ? 'check' : 'copy'} />
      <span className="hidden" aria-live="polite">
        {is_copied ? t('copied') : t('copy')}
      </span>
    </button>
  );
}
