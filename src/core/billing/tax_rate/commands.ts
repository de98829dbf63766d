/** Creating and updating tax rates. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata, patchMetadata } from '../../kernel/shared.js';
import type { TaxRate } from './types.js';

type Changeable = 'active' | 'country' | 'description' | 'display_name' | 'jurisdiction' | 'state' | 'tax_type';

/** What can be changed later. Texts cannot be unset. */
export type TaxRateMembers = { readonly [Name in Changeable]: TaxRate[Name] | undefined };

export interface CreateTaxRate extends Pick<TaxRate, 'display_name' | 'inclusive' | 'rate_ppm'> {
  readonly members: TaxRateMembers;
  readonly metadata: MetadataPatch | undefined;
}

export const createTaxRate: Command<CreateTaxRate> = {
  reads: () => [],
  decide(state, { members, metadata, ...fixed }, context) {
    const draft = new Draft(state, context);
    const id = context.newId('tax_rate');
    const { active = true } = members;
    draft.create(
      'tax_rate',
      compact<TaxRate>({
        id,
        created: context.now,
        ...members,
        ...fixed,
        active,
        metadata: newMetadata(metadata),
      }),
    );
    draft.emit('tax_rate.created', id);
    return draft.decision({ kind: 'tax_rate', id });
  },
};

export interface UpdateTaxRate {
  readonly id: string;
  readonly members: TaxRateMembers;
  readonly metadata: MetadataPatch | undefined;
}

export const updateTaxRate: Command<UpdateTaxRate> = {
  reads: ({ id }) => [{ kind: 'tax_rate', id }],
  decide(state, { id, members, metadata: patch }, context) {
    const before = state.get('tax_rate', id)?.document;
    if (before === undefined) return errors.noSuchObject('tax_rate', id);
    const metadata = patchMetadata(before.metadata, patch);
    if (isRefusal(metadata)) return metadata;
    const draft = new Draft(state, context);
    const given = compact<Partial<TaxRate>>(members);
    draft.update('tax_rate', compact<TaxRate>({ ...before, ...given, metadata }));
    draft.emit('tax_rate.updated', id);
    return draft.decision({ kind: 'tax_rate', id });
  },
};
