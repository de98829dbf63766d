/**
 * How large a body may be. Publishable keys are known to everybody, so on operations that take them a body is small
 * unless the request comes with another key: only those send line items by the hundred.
 */
import type { FastifyServerOptions, RouteOptions } from 'fastify';
import { keyInHeader, presentedKey } from '../../wire/authorization.js';
import type { Operation } from '../kernel/operation.js';

export const MAXIMUM_BODY_BYTES = 1024 * 1024;
const MAXIMUM_PUBLIC_BODY_BYTES = 64 * 1024;

const NAME = 'key';
const PRIVATE = 'private';

/** Lets the router tell requests with a secret or a restricted key from others. */
export const CONSTRAINTS: NonNullable<NonNullable<FastifyServerOptions['routerOptions']>['constraints']> = {
  [NAME]: {
    name: NAME,
    storage() {
      const routes = new Map();
      return { get: (key) => routes.get(key) ?? null, set: (key, route) => void routes.set(key, route) };
    },
    deriveConstraint({ headers }) {
      const type = presentedKey(keyInHeader(headers.authorization) ?? '')?.type;
      return type === undefined || type === 'publishable' ? 'public' : PRIVATE;
    },
  },
};

/** The routes of an operation: most have one. */
export function bodyLimits({ publishable }: Operation): Pick<RouteOptions, 'bodyLimit' | 'constraints'>[] {
  if (!publishable) return [{ bodyLimit: MAXIMUM_BODY_BYTES }];
  return [
    { bodyLimit: MAXIMUM_PUBLIC_BODY_BYTES },
    { bodyLimit: MAXIMUM_BODY_BYTES, constraints: { [NAME]: PRIVATE } },
  ];
}
