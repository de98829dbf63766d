import { useText } from '../i18n/use_text.js';
import type { DisputeStatus } from '../model/dispute_status.js';
import { Badge, type Tone } from './badge.js';
import type { IconName } from './icon.js';

const LOOKS: Record<DisputeStatus, { tone: Tone; icon: IconName }> = {
  needs_response: { tone: 'waiting', icon: 'failed' },
  under_review: { tone: 'quiet', icon: 'clock' },
  won: { tone: 'good', icon: 'check' },
  lost: { tone: 'bad', icon: 'cancel' },
  warning_needs_response: { tone: 'waiting', icon: 'failed' },
  warning_under_review: { tone: 'quiet', icon: 'clock' },
  warning_closed: { tone: 'quiet', icon: 'check' },
};

export function DisputeBadge({ status }: { readonly status: DisputeStatus }) {
  const { t } = useText();
  return <Badge {...LOOKS[status]} text={t(`dispute.status.${status}`)} />;
}
