import { useText } from '../i18n/use_text.js';
import { useCopy } from './copy_text.js';
import { Icon } from './icon.js';

export function CodeBlock({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useText();
  const [is_copied, copy] = useCopy();
  return (
    <div className="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="code" role="group" tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <button type="button" className="icon-button" title={t('copy')} onClick={() => copy(text)}>
        <Icon name={is_copied ? 'check' : 'copy'} />
        <span className="hidden" aria-live="polite">
          {is_copied ? t('copied') : t('copy')}
        </span>
      </button>
    </div>
  );
}
