/** Running an operation: what every one of them is held to before, and `expand` after. */
import { rest } from '../../app/fair_turns.js';
import { isSameSecret } from '../../app/intent_secrets.js';
import { errors, isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import { expand, NOTHING } from '../../wire/expand.js';
import type { Call } from '../kernel/call.js';
import { includedList } from '../kernel/included_lists.js';
import type { Operation } from '../kernel/operation.js';
import { TOTAL_COUNT } from '../kernel/search.js';
import type { Environment } from './environment.js';
import { otherMode } from './refusals.js';

export async function runOperation(
  { derivations, services }: Pick<Environment, 'derivations' | 'services'>,
  call: Call,
  operation: Operation,
  parameters: object,
): Promise<object | Refusal> {
  const needed = operation.needs && services.get(operation.needs);
  return (
    unprovenIntent(call, operation, parameters, derivations.clientSecretOf) ??
    checkMode(call, operation, parameters) ??
    (await expanded(call, operation, parameters, needed))
  );
}

/**
 * The refusal of a request that does not know the secret of the intent it names. It is the same whether or not there is
 * such an intent: nobody learns that from a publishable key, which is public.
 */
function unprovenIntent(
  call: Call,
  operation: Operation,
  parameters: object,
  clientSecretOf: (id: string) => string,
): Refusal | undefined {
  if (operation.publishable !== 'with_secret') return undefined;
  const given = (parameters as { client_secret?: string }).client_secret;
  if (given === undefined) return call.is_publishable ? errors.missing('client_secret') : undefined;
  if (isSameSecret(given, clientSecretOf(call.id))) return undefined;
  return errors.wrongClientSecret(operation.answers ?? '', call.id);
}

/** A link says in which mode it asks, so that a session knows which of its keys is meant; a key has only one. */
function checkMode(call: Call, operation: Operation, parameters: object): Refusal | undefined {
  if (!operation.linked) return undefined;
  const { livemode = call.livemode } = parameters as { livemode?: boolean };
  if (livemode === call.livemode) return undefined;
  return otherMode(call.livemode ? 'live' : 'test');
}

/** What the operation answers with, and what `expand` puts into it. */
async function expanded(
  call: Call,
  operation: Operation,
  parameters: object,
  needed: unknown,
): Promise<object | Refusal> {
  const given = (parameters as { expand?: string[] }).expand;
  if (given === undefined) return operation.run(call, parameters, needed);
  const { views } = call.rendering;
  // A search puts the count in by itself.
  const paths = operation.searches ? given.filter((path) => path !== TOTAL_COUNT) : given;
  // Before anything is changed: a path that cannot be expanded, or that this key may not follow, is a mistake in the request.
  const by_version = call.era.expandable(views.expandable);
  const expandable = call.is_publishable ? views.publishable.expandable(by_version) : by_version;
  const nothing = operation.page ? { data: [] } : {};
  // The account is no kind of object, and nothing can be put into it.
  const root = operation.answers ?? operation.object;
  const unreadable = (kind: Kind): Refusal | undefined => call.unreadable(kind);
  const dry = await expand(nothing, root, operation.page, paths, expandable, { ...NOTHING, unreadable });
  if (dry !== undefined) return dry;
  const body = await operation.run(call, parameters, needed);
  if (isRefusal(body)) return body;
  const refusal = await expand(body, root, operation.page, paths, expandable, {
    load: async (kind, id) => {
      await rest();
      return call.load(kind, id);
    },
    include: (kind, path, object) =>
      includedList(call.rendering.lists, kind, path, call.rendering.documentOf(kind, object)),
    unreadable,
  });
  return refusal ?? body;
}
