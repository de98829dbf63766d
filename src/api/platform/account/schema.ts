/** The account of the installation. */
import { about, constant, flag, never, object, oneOf, text } from '../../kernel/json_schema.js';

export const account = about(
  object({
    id: text,
    object: constant('account'),
    business_profile: object({
      annual_revenue: never,
      estimated_worker_count: never,
      mcc: never,
      minority_owned_business_designation: never,
      name: never,
      product_description: never,
      specified_commercial_transactions_act_url: never,
      support_address: never,
      support_email: never,
      support_phone: never,
      support_url: never,
      url: never,
    }),
    business_type: never,
    capabilities: object({ card_payments: oneOf(['active', 'inactive']) }),
    charges_enabled: about(flag, 'Whether payments can be made and not only reported: in test mode.'),
    controller: object({ type: constant('account') }),
    country: text,
    default_currency: text,
    details_submitted: flag,
    email: never,
    payouts_enabled: about(flag, 'False: there are no payouts.'),
    settings: object({
      branding: object({ icon: never, logo: never, primary_color: never, secondary_color: never }),
      card_payments: object({
        statement_descriptor_prefix: never,
        statement_descriptor_prefix_kana: never,
        statement_descriptor_prefix_kanji: never,
      }),
      dashboard: object({ display_name: text, timezone: text }),
      payments: object({
        statement_descriptor: never,
        statement_descriptor_kana: never,
        statement_descriptor_kanji: never,
        statement_descriptor_prefix_kana: never,
        statement_descriptor_prefix_kanji: never,
      }),
    }),
    type: constant('standard'),
  }),
  'The account that the installation holds, the same in both modes.',
);
