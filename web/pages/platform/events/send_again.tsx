/** Sends an event to a webhook endpoint once more, whatever became of it before. */
import { useState } from 'react';
import type { WebhookEndpoint } from '../../../api/types.js';
import { useAll } from '../../../app/use_all.js';
import { useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { retryEvent } from '../../actions/webhook_actions.js';

export function SendAgain({ event }: { readonly event: string }) {
  const speech = useText();
  const [is_open, setOpen] = useState(false);
  const { items = [] } = useAll<WebhookEndpoint>('/v1/webhook_endpoints');
  const enabled = items.filter(({ status }) => status === 'enabled');
  if (enabled.length === 0) return null;
  return (
    <>
      <Button icon="retry" onClick={() => setOpen(true)}>
        {speech.t('action.retry_event')}
      </Button>
      {is_open && <ActionDialog action={retryEvent(event, enabled, speech)} close={() => setOpen(false)} />}
    </>
  );
}
