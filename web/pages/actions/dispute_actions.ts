/** Answering a dispute, or accepting it. */
import type { Dispute } from '../../api/types.js';
import type { TextKey } from '../../i18n/texts.js';
import type { Speech } from '../../i18n/use_text.js';
import { withdrawnBy } from '../../model/dispute.js';
import { isInquiry } from '../../model/dispute_status.js';
import { type AskedEvidence, evidenceAskedFor } from '../../model/evidence.js';
import type { Action, ActionField, Values } from './action.js';

/** Texts of several lines. */
const LONG: readonly AskedEvidence[] = [
  'access_activity_log',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'uncategorized_text',
];

export function giveEvidence(dispute: Dispute, { t }: Speech): Action {
  const asked = evidenceAskedFor(dispute.reason);
  const before = Object.fromEntries(asked.map((name) => [name, dispute.evidence[name] ?? '']));
  const fields = asked.map((name): ActionField => {
    const is_test = name === 'uncategorized_text' && !dispute.livemode;
    return {
      name,
      type: LONG.includes(name) ? 'paragraph' : 'text',
      label: t(`evidence.${name}`),
      hint: is_test ? t('evidence.test_hint') : undefined,
    };
  });
  // What has not changed is not sent; what was emptied is unset.
  const changed = (values: Values) =>
    asked.flatMap((name) => ((values[name] ?? '') === before[name] ? [] : [[name, values[name] ?? ''] as const]));
  return {
    title: t('action.give_evidence'),
    explanation: t('evidence.explanation'),
    fields: [
      // First, where it is seen before the evidence is submitted.
      { name: 'keep', type: 'check', label: t('evidence.keep'), hint: t('evidence.keep_hint') },
      ...fields,
      ...(mustAcknowledge(dispute)
        ? [
            {
              name: 'acknowledge',
              type: 'check',
              label: t('evidence.acknowledge'),
              hint: t('evidence.acknowledge_hint'),
            } as const,
          ]
        : []),
    ],
    drafts: before,
    submit: ({ keep }) => t(keep === true ? 'action.keep_draft' : 'action.submit_evidence'),
    request: (values) => {
      const evidence = {
        ...Object.fromEntries(changed(values)),
        ...(values['acknowledge'] === true
          ? { enhanced_evidence: { visa_compliance: { fee_acknowledged: true } } }
          : {}),
      };
      return {
        method: 'POST',
        path: `/v1/disputes/${dispute.id}`,
        fields: {
          evidence: Object.keys(evidence).length === 0 ? undefined : evidence,
          submit: values['keep'] !== true,
        },
      };
    },
  };
}

function mustAcknowledge({ evidence_details }: Dispute): boolean {
  return evidence_details.enhanced_eligibility.visa_compliance?.status === 'requires_fee_acknowledgement';
}

export function acceptLabel({ status }: Dispute): TextKey {
  return isInquiry(status) ? 'action.close_inquiry' : 'action.accept_dispute';
}

export function acceptDispute(dispute: Dispute, { t, money }: Speech): Action {
  const { amount, currency, balance_transactions, status } = dispute;
  const { fee } = withdrawnBy(balance_transactions);
  const label = t(acceptLabel(dispute));
  return {
    title: label,
    explanation: isInquiry(status)
      ? t('accept.inquiry_explanation')
      : t('accept.explanation', { amount: money(amount, currency), fee: money(fee, currency) }),
    is_danger: true,
    fields: [],
    drafts: {},
    submit: () => label,
    request: () => ({ method: 'POST', path: `/v1/disputes/${dispute.id}/close` }),
  };
}
