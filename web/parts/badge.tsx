import { useText } from '../i18n/use_text.js';
import type { PaymentState } from '../model/payment_state.js';
import { Icon, type IconName } from './icon.js';

export type Tone = 'good' | 'bad' | 'waiting' | 'back' | 'quiet';

/** A state in a word, a shape and a colour: whoever does not see one of them has the others. */
export function Badge({ tone, icon, text }: { readonly tone: Tone; readonly icon: IconName; readonly text: string }) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

const STATES: Record<PaymentState, { tone: Tone; icon: IconName }> = {
  initiated: { tone: 'quiet', icon: 'open' },
  authorized: { tone: 'waiting', icon: 'held' },
  guaranteed: { tone: 'good', icon: 'check' },
  partially_refunded: { tone: 'back', icon: 'refund' },
  refunded: { tone: 'back', icon: 'refund' },
  failed: { tone: 'bad', icon: 'failed' },
  canceled: { tone: 'quiet', icon: 'cancel' },
};

export function StateBadge({ state }: { readonly state: PaymentState }) {
  const { t } = useText();
  return <Badge {...STATES[state]} text={t(`state.${state}`)} />;
}
