/** Every operation of the API. What is not here does not exist. */
import { BILLING_OPERATIONS } from './billing/registry.js';
import type { Operation } from './kernel/operation.js';
import { PAYMENTS_OPERATIONS } from './payments/registry.js';
import { PLATFORM_OPERATIONS } from './platform/registry.js';

export const OPERATIONS: readonly Operation[] = [...BILLING_OPERATIONS, ...PAYMENTS_OPERATIONS, ...PLATFORM_OPERATIONS];
