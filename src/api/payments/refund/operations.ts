/** Refunds. */
import type { CommandInput } from '../../../core/commands.js';
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import { nothingNamed } from '../../../core/payments/refund/refusals.js';
import { REFUND_REASONS } from '../../../core/payments/refund/types.js';
import type { StoredRow } from '../../../store/port.js';
import { listEnvelope, paging } from '../../../wire/list.js';
import { described, enumeration, integer, metadata, range, string } from '../../../wire/parameters.js';
import { missingRight } from '../../kernel/access.js';
import { findAsOf, list_as_of, listAsOf } from '../../kernel/as_of.js';
import type { Call } from '../../kernel/call.js';
import { between, createdBetween, equals, happened_filters, orderOf } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { asRefund, chargeOfRefund } from '../../kernel/versions/released_hold.js';

const read = { method: 'GET', resource: 'refunds', answers: 'refund' } as const;
const write = { method: 'POST', resource: 'refunds', answers: 'refund' } as const;

const refund_parameters = {
  amount: described(integer({ minimum: 1 }), 'Everything that has not been refunded yet, if left out.'),
  metadata: metadata(),
  reason: enumeration(REFUND_REASONS),
};

type Given = Omit<CommandInput<'refund.create'>, 'of'>;

function refundOf(
  call: Call,
  of: CommandInput<'refund.create'>['of'],
  given: Partial<Given>,
): Promise<object | Refusal> {
  const { amount, metadata: given_metadata, reason } = given;
  return call.commit('refund.create', { of, amount, metadata: given_metadata, reason });
}

/** A charge is never deleted, so it is still there when the refund is decided. */
async function refundOfPath(call: Call, given: Partial<Given>): Promise<object | Refusal> {
  const charge = await call.reading.find('charge', call.id);
  return isRefusal(charge) ? charge : refundOf(call, { charge: call.id }, given);
}

export const createRefund = operation({
  ...write,
  path: '/v1/refunds',
  summary: 'Refund a charge, or the charge of a payment intent, in whole or in part.',
  parameters: {
    ...refund_parameters,
    charge: string(),
    payment_intent: described(string(), 'Instead of `charge`.'),
  },
  async run(call, { charge, payment_intent, ...given }) {
    if (charge !== undefined && payment_intent !== undefined) return errors.exclusive(['charge', 'payment_intent']);
    const of = charge === undefined ? payment_intent && { payment_intent } : { charge };
    return of ? refundOf(call, of, given) : nothingNamed();
  },
});

export const createChargeRefund = operation({
  ...write,
  path: '/v1/charges/:id/refunds',
  summary: 'Refund the charge in whole or in part, as older clients ask for it.',
  parameters: refund_parameters,
  run: refundOfPath,
});

export const refundWholeCharge = operation({
  ...write,
  path: '/v1/charges/:id/refund',
  summary:
    'Refund the charge in whole or in part, as the oldest clients ask for it. Needs the right to write refunds too.',
  resource: 'charges',
  answers: 'charge',
  parameters: refund_parameters,
  async run(call, given) {
    if (!call.access.may('refunds', 'write')) return missingRight(call.identity, 'refunds', 'write');
    const refunded = await refundOfPath(call, given);
    return isRefusal(refunded) ? refunded : ((await call.load('charge', call.id)) as object);
  },
});

export const retrieveRefund = operation({
  ...read,
  path: '/v1/refunds/:id',
  summary: 'Retrieve a refund.',
  parameters: {},
  async run(call) {
    const refund = await call.retrieve('refund');
    const of_hold = isRefusal(refund) ? await refundOfHold(call, chargeOfRefund(call.id)) : undefined;
    return of_hold === undefined ? refund : call.rendering.render(of_hold);
  },
});

export const listRefunds = operation({
  ...read,
  path: '/v1/refunds',
  summary: 'List refunds, newest first.',
  page: true,
  parameters: {
    ...paging,
    as_of: list_as_of,
    charge: string(),
    created: range(),
    ...happened_filters('refunds'),
    payment_intent: string(),
  },
  async run(call, given) {
    const charge = given.charge ?? (await latestCharge(call, given.payment_intent));
    return (
      (await listOfHold(call, charge, given.as_of)) ??
      listAsOf(call, 'refund', given.as_of, { ...given, ...orderOf(given) }, [
        ...createdBetween(given.created),
        ...between('happened', given.happened),
        ...equals('charge', given.charge),
        ...equals('payment_intent', given.payment_intent),
      ])
    );
  },
});

export const updateRefund = operation({
  ...write,
  path: '/v1/refunds/:id',
  summary: "Change a refund's metadata.",
  parameters: { metadata: metadata() },
  run: (call, given) => call.commit('refund.update', { id: call.id, metadata: given.metadata }),
});

export const cancelRefund = operation({
  ...write,
  path: '/v1/refunds/:id/cancel',
  summary: 'Cancel a refund that waits for the payer. Refunds to cards never do, so they are refused.',
  parameters: {},
  run: (call) => call.commit('refund.cancel', { id: call.id }),
});

export const listChargeRefunds = operation({
  ...read,
  path: '/v1/charges/:id/refunds',
  summary: 'List the refunds of a charge, newest first.',
  page: true,
  parameters: paging,
  async run(call, given) {
    if ((await call.store.get(call.scope, 'charge', call.id)) === undefined) {
      return errors.noSuchObject('charge', call.id);
    }
    return (await listOfHold(call, call.id)) ?? call.list('refund', given, equals('charge', call.id));
  },
});

export const retrieveChargeRefund = operation({
  ...read,
  path: '/v1/charges/:id/refunds/:refund',
  summary: 'Retrieve one of the refunds of a charge.',
  parameters: {},
  async run(call) {
    const id = call.request.path_parameters['refund'] ?? '';
    const row = (await call.store.get(call.scope, 'refund', id)) ?? (await refundOfHold(call, chargeOfRefund(id)));
    const refund = row && call.rendering.render(row);
    const is_of_charge = refund !== undefined && 'charge' in refund && refund.charge === call.id;
    return is_of_charge ? refund : errors.noSuchObject('refund', id);
  },
});

/** The refund of a hold that ended, where the version of the request has such. */
async function refundOfHold(call: Call, charge: string, at?: number): Promise<StoredRow | undefined> {
  if (!call.era.refunds_holds) return undefined;
  const row = await findAsOf(call, 'charge', at, charge);
  return isRefusal(row) ? undefined : asRefund(documentAs('charge', row));
}

/** A hold is refunded as a whole, so there is no other refund of its charge. */
async function listOfHold(call: Call, charge: string | undefined, at?: number): Promise<object | undefined> {
  const row = charge === undefined ? undefined : await refundOfHold(call, charge, at);
  return row && listEnvelope(call.request.path, [call.rendering.render(row)], false);
}

/** Only the last charge of an intent can be of a hold. */
async function latestCharge(call: Call, intent: string | undefined): Promise<string | undefined> {
  if (intent === undefined || !call.era.refunds_holds) return undefined;
  const row = await call.store.get(call.scope, 'payment_intent', intent);
  return row && documentAs('payment_intent', row).latest_charge;
}
