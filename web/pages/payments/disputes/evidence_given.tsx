import type { Dispute } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { evidenceAskedFor, isAskedFor } from '../../../model/evidence.js';
import { type Fact, Facts } from '../../../parts/facts.js';
import { JsonView } from '../../../parts/json_view.js';

/** All that was given, in the order in which it is asked for; what the dashboard does not ask for comes by its name in the API. */
export function EvidenceGiven({ dispute }: { readonly dispute: Dispute }) {
  const { t } = useText();
  const { enhanced_evidence, ...members } = dispute.evidence;
  const given = Object.entries(members).filter((member): member is [string, string] => typeof member[1] === 'string');
  const asked: readonly string[] = evidenceAskedFor(dispute.reason);
  const place = (name: string) => (asked.includes(name) ? asked.indexOf(name) : asked.length);
  const facts = given
    .sort(([a], [b]) => place(a) - place(b))
    .map(
      ([name, value]): Fact => [
        isAskedFor(name) ? t(`evidence.${name}`) : name,
        <span key={name} className="written">
          {value}
        </span>,
      ],
    );
  const has_enhanced = Object.keys(enhanced_evidence).length > 0;
  if (facts.length === 0 && !has_enhanced) return <p className="muted">{t('dispute.no_evidence')}</p>;
  return (
    <div className="stack">
      {facts.length > 0 && <Facts facts={facts} />}
      {has_enhanced && <JsonView value={enhanced_evidence} label={t('dispute.program')} />}
    </div>
  );
}
