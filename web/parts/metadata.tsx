import { useText } from '../i18n/use_text.js';
import { Facts } from './facts.js';

export function Metadata({ metadata }: { readonly metadata: Readonly<Record<string, string>> }) {
  const { t } = useText();
  const pairs = Object.entries(metadata);
  if (pairs.length === 0) return <p className="muted">{t('metadata.none')}</p>;
  return <Facts facts={pairs} />;
}
