import { useText } from '../i18n/use_text.js';
import { Button } from './button.js';
import { CodeBlock } from './code_block.js';
import { Dialog } from './dialog.js';

interface Properties {
  readonly title: string;
  readonly text: string;
  readonly secret: string;
  readonly close: () => void;
}

/** A secret is shown once, where it was made: it is in memory until this is closed, and nowhere else. */
export function SecretDialog({ title, text, secret, close }: Properties) {
  const { t } = useText();
  return (
    <Dialog title={title} close={close}>
      <p>{text}</p>
      <CodeBlock text={secret} label={title} />
      <div className="dialog-actions">
        <Button kind="primary" onClick={close}>
          {t('secret.kept')}
        </Button>
      </div>
    </Dialog>
  );
}
