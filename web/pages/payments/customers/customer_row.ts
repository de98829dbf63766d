import type { Customer } from '../../../api/types.js';

/** What the table keeps of a customer. */
export interface CustomerRow {
  readonly id: string;
  readonly created: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly description: string | null;
}

export function customerRow({ id, created, name, email, description }: Customer): CustomerRow {
  return { id, created, name: name ?? null, email, description };
}
