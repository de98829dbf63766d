/** Every operation of the API. What is not here does not exist. */
import type { Operation } from './kernel/operation.js';
import { PAYMENTS_OPERATIONS } from './payments/registry.js';
import { PLATFORM_OPERATIONS } from './platform/registry.js';

export const OPERATIONS: readonly Operation[] = [...PAYMENTS_OPERATIONS, ...PLATFORM_OPERATIONS];
