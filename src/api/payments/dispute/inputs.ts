/** The parameters for evidence, and what they become in a command. */
import { compact } from '../../../core/kernel/shared.js';
import { PRIOR_TRANSACTIONS } from '../../../core/payments/dispute/enhanced_evidence.js';
import { identifierTooShort } from '../../../core/payments/dispute/refusals.js';
import { EVIDENCE_FILES, EVIDENCE_TEXTS } from '../../../core/payments/dispute/types.js';
import type { GivenEnhancedEvidence, GivenEvidence } from '../../../core/payments/dispute/update.js';
import { emailAddress } from '../../../wire/contact_parameters.js';
import {
  array,
  boolean,
  described,
  emptyable,
  enumeration,
  hash,
  type Parsed,
  required,
  singleLine,
  string,
} from '../../../wire/parameters.js';
import { address } from '../../kernel/parameters.js';

const MAXIMUM_TEXT_LENGTH = 20_000;

type Text = ReturnType<typeof evidenceText>;

function evidenceText() {
  return emptyable(string({ maximum_length: MAXIMUM_TEXT_LENGTH }));
}

function evidenceFile() {
  return described(
    emptyable(string({ maximum_length: 255 })),
    'The name of a file. Kept and shown; Daybook stores no files.',
  );
}

function members<const N extends string>(names: readonly N[], schema: () => Text) {
  return Object.fromEntries(names.map((name) => [name, schema()])) as Record<N, Text>;
}

/** A text that tells devices apart, and is too short to do so below a length that Visa names. */
function identifier(minimum_length: number) {
  return emptyable(
    singleLine({
      maximum_length: 255,
      pattern: new RegExp(`^[^]{${minimum_length},}$`),
      pattern_refusal: (param) => identifierTooShort(minimum_length, param),
    }),
  );
}

const transaction = {
  customer_account_id: emptyable(singleLine({ maximum_length: 255 })),
  customer_device_fingerprint: identifier(20),
  customer_device_id: identifier(15),
  customer_email_address: emptyable(emailAddress(255)),
  customer_purchase_ip: emptyable(singleLine({ maximum_length: 255 })),
  product_description: evidenceText(),
  shipping_address: address,
};

const enhanced_evidence = hash({
  visa_compelling_evidence_3: described(
    hash({
      disputed_transaction: hash({
        ...transaction,
        merchandise_or_services: enumeration(['merchandise', 'services']),
      }),
      prior_undisputed_transactions: array(
        hash({ charge: required(string({ maximum_length: 255 })), ...transaction }),
        {
          maximum_items: PRIOR_TRANSACTIONS,
        },
      ),
    }),
    'Replaces what was there; `evidence_details` of the dispute says what is missing.',
  ),
  visa_compliance: hash({
    fee_acknowledged: described(
      boolean(),
      'Required before evidence against a compliance dispute is submitted. Daybook charges no such fee.',
    ),
  }),
});

export const evidence = described(
  hash({
    ...members(EVIDENCE_TEXTS, evidenceText),
    ...members(EVIDENCE_FILES, evidenceFile),
    customer_email_address: emptyable(emailAddress(MAXIMUM_TEXT_LENGTH)),
    customer_purchase_ip: emptyable(singleLine({ maximum_length: MAXIMUM_TEXT_LENGTH })),
    uncategorized_text: described(
      evidenceText(),
      '`winning_evidence`, `losing_evidence` and `escalate_inquiry_evidence` decide at once.',
    ),
    enhanced_evidence: described(emptyable(enhanced_evidence), 'For the programs that the dispute is eligible for.'),
  }),
  'Members that are not sent stay as they are; empty ones are unset.',
);

type Given = Parsed<typeof evidence>;

export function evidenceOf(given: Given | undefined): {
  readonly evidence: GivenEvidence | undefined;
  readonly enhanced_evidence: GivenEnhancedEvidence | null | undefined;
} {
  if (given === undefined) return { evidence: undefined, enhanced_evidence: undefined };
  const { enhanced_evidence: enhanced, ...plain } = given;
  return { evidence: plain, enhanced_evidence: enhanced && enhancedOf(enhanced) };
}

function enhancedOf({ visa_compelling_evidence_3: compelling, visa_compliance }: Parsed<typeof enhanced_evidence>) {
  return {
    visa_compelling_evidence_3: compelling && {
      ...(compelling.disputed_transaction && { disputed_transaction: compact(compelling.disputed_transaction) }),
      ...(compelling.prior_undisputed_transactions && {
        prior_undisputed_transactions: compelling.prior_undisputed_transactions.map((prior) => compact(prior)),
      }),
    },
    visa_compliance: visa_compliance && { fee_acknowledged: visa_compliance.fee_acknowledged === true },
  } as GivenEnhancedEvidence;
}
