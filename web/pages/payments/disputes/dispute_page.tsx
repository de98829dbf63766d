/** One dispute: what it is about, what it did to the money, what was answered, and what can be answered still. */
import { useEffect, useState } from 'react';
import type { Dispute, JournalEntry } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { useAll } from '../../../app/use_all.js';
import { useGet } from '../../../app/use_api.js';
import { updateKept } from '../../../app/use_pager.js';
import { useText } from '../../../i18n/use_text.js';
import { chargeOf } from '../../../model/dispute.js';
import { isAnswerable } from '../../../model/dispute_status.js';
import { Badge } from '../../../parts/badge.js';
import { Button } from '../../../parts/button.js';
import { CurlView } from '../../../parts/curl_view.js';
import { DisputeBadge } from '../../../parts/dispute_badge.js';
import { FailedPage } from '../../../parts/failed_page.js';
import { JsonView } from '../../../parts/json_view.js';
import { Metadata } from '../../../parts/metadata.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { PageSkeleton } from '../../../parts/skeleton.js';
import type { Action } from '../../actions/action.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { acceptDispute, acceptLabel, giveEvidence } from '../../actions/dispute_actions.js';
import { Timeline } from '../payment/timeline.js';
import { DisputeFacts } from './dispute_facts.js';
import { DisputeNote } from './dispute_note.js';
import { EvidenceGiven } from './evidence_given.js';
import { expansionsFor } from './expansions.js';
import { Movements } from './movements.js';

export default function DisputePage({ id }: { readonly id: string }) {
  const speech = useText();
  const { t, money } = speech;
  const place = usePlace();
  const { mode, can } = place;
  const [action, setAction] = useState<Action | null>(null);
  const path = `/v1/disputes/${id}`;
  const { data, error, refetch } = useGet<Dispute>(path, expansionsFor(place));
  const history = useAll<JournalEntry>(`${path}/history`);
  useEffect(() => {
    if (data !== undefined) updateKept(mode, '/v1/disputes', data);
  }, [data, mode]);
  const parent = { path: '/disputes', text: t('nav.disputes') };
  if (error !== null) return <FailedPage id={id} parent={parent} error={error} retry={() => void refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  return (
    <div className="page">
      <PageHead title={money(data.amount, data.currency)} parent={parent}>
        <DisputeBadge status={data.status} />
        {isAnswerable(data.status) && can('disputes', 'write') && (
          <>
            <Button kind="primary" onClick={() => setAction(giveEvidence(data, speech))}>
              {t('action.give_evidence')}
            </Button>
            <Button onClick={() => setAction(acceptDispute(data, speech))}>{t(acceptLabel(data))}</Button>
          </>
        )}
      </PageHead>
      <DisputeNote dispute={data} />
      <div className="columns">
        <div className="column-main">
          <Section title={t('payment.timeline')}>
            <Timeline history={history} />
          </Section>
          <Section title={t('dispute.evidence')} aside={<EvidenceState dispute={data} />}>
            <EvidenceGiven dispute={data} />
          </Section>
          <Section title={t('dispute.money')}>
            <Movements movements={data.balance_transactions} />
          </Section>
        </div>
        <div className="column-side">
          <Section title={t('payment.details')}>
            <DisputeFacts dispute={data} />
          </Section>
          <Section title={t('metadata')}>
            <Metadata metadata={data.metadata} />
          </Section>
          <Section title={t('raw')}>
            <details>
              <summary>{t('raw.show')}</summary>
              <JsonView value={{ ...data, charge: chargeOf(data)?.id ?? data.charge }} label={t('raw')} />
            </details>
            <details>
              <summary>{t('curl')}</summary>
              <CurlView request={{ method: 'GET', path }} />
            </details>
          </Section>
        </div>
      </div>
      {action !== null && <ActionDialog action={action} close={() => setAction(null)} />}
    </div>
  );
}

/** Whether the bank has got the evidence. */
function EvidenceState({ dispute }: { readonly dispute: Dispute }) {
  const { t } = useText();
  const { has_evidence, past_due, submission_count } = dispute.evidence_details;
  if (submission_count > 0) {
    return past_due ? (
      <Badge tone="bad" icon="clock" text={t('dispute.late')} />
    ) : (
      <Badge tone="good" icon="check" text={t('dispute.submitted')} />
    );
  }
  return has_evidence ? <Badge tone="waiting" icon="open" text={t('dispute.draft')} /> : null;
}
