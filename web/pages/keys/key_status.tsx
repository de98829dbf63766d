import type { ApiKey } from '../../api/types.js';
import { useText } from '../../i18n/use_text.js';
import { Badge } from '../../parts/badge.js';
import { Time } from '../../parts/time.js';

export function isUsable({ expires_at }: ApiKey): boolean {
  return expires_at == null || expires_at * 1000 > Date.now();
}

export function KeyStatus({ api_key }: { readonly api_key: ApiKey }) {
  const { t } = useText();
  const { expires_at } = api_key;
  if (!isUsable(api_key)) return <Badge tone="quiet" icon="cancel" text={t('key.ended')} />;
  if (expires_at == null) return <Badge tone="good" icon="check" text={t('key.active')} />;
  return (
    <>
      <Badge tone="waiting" icon="clock" text={t('key.expiring')} /> <Time at={expires_at} />
    </>
  );
}
