/** What an operation answers with. */
import type { Operation } from '../kernel/operation.js';
import { OBJECTS, type ObjectName } from './schemas.js';

export interface Answered {
  /** More than one where the answer can be any of them; none where it is no JSON. */
  readonly objects: readonly ObjectName[];
  readonly page: 'list' | 'search_result' | undefined;
}

/** What is deleted can still be retrieved, as what is left of it; these cannot. */
const GONE_WHEN_DELETED: ReadonlySet<ObjectName> = new Set(['test_clock', 'webhook_endpoint']);

export function answerOf(operation: Operation): Answered {
  if (operation.media_type !== undefined) return { objects: [], page: undefined };
  const page = pageOf(operation.path) ?? (returnsList(operation) ? 'list' : undefined);
  const object =
    operation.object ?? operation.answers ?? (operation.method === 'DELETE' ? ofPath(operation) : undefined);
  if (!isObject(object)) {
    throw new Error(`${operation.method} ${operation.path} does not say which object it answers with`);
  }
  const deleted = `deleted_${object}` as ObjectName;
  if (!(deleted in OBJECTS) || page !== undefined) return { objects: [object], page };
  if (operation.method === 'DELETE') return { objects: [deleted], page };
  const is_shown = operation.method === 'GET' && !GONE_WHEN_DELETED.has(object);
  return { objects: is_shown ? [object, deleted] : [object], page };
}

function isObject(name: string | undefined): name is ObjectName {
  return name !== undefined && name in OBJECTS;
}

/** `customer` for `/v1/customers/:id`. */
function ofPath({ path }: Operation): string {
  return (path.split('/')[2] ?? '').replace(/s$/, '');
}

function pageOf(path: string): 'search_result' | undefined {
  return path.endsWith('/search') ? 'search_result' : undefined;
}

/** Pages of kinds say so; pages of what is no kind, such as events, are known by their `limit`. */
function returnsList(operation: Operation): boolean {
  return operation.page || operation.parameters.members?.['limit'] !== undefined;
}
