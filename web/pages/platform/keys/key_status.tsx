import type { ApiKey } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { Badge, type Tone } from '../../../parts/badge.js';
import type { IconName } from '../../../parts/icon.js';
import { Time } from '../../../parts/time.js';

const LOOKS: Record<ApiKey['status'], { tone: Tone; icon: IconName }> = {
  active: { tone: 'good', icon: 'check' },
  expiring: { tone: 'waiting', icon: 'clock' },
  rolled: { tone: 'quiet', icon: 'retry' },
  revoked: { tone: 'quiet', icon: 'cancel' },
};

export function isUsable({ status }: ApiKey): boolean {
  return status === 'active' || status === 'expiring';
}

export function KeyStatus({ api_key }: { readonly api_key: ApiKey }) {
  const { t } = useText();
  const { expires_at, status } = api_key;
  return (
    <>
      <Badge {...LOOKS[status]} text={t(`key.status.${status}`)} />{' '}
      {status === 'expiring' && expires_at !== null && <Time at={expires_at} />}
    </>
  );
}
