/** Changing a setup intent that has not been used. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { type SetupMembers, withSetupMembers } from './members.js';
import { anyIntent, intentFor, referencesOf } from './named.js';
import type { SetupIntent } from './types.js';

export interface UpdateSetupIntent {
  readonly id: string;
  readonly members: SetupMembers;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
}

/** No event tells of it, as at Stripe. */
export const updateSetupIntent: Command<UpdateSetupIntent> = {
  reads: ({ id, members }) => referencesOf(id, members),
  decide(state, input, context) {
    const changes_setup = Object.values(input.members).some((member) => member !== undefined);
    const before = changes_setup ? intentFor(state, input.id, 'update') : anyIntent(state, input.id);
    if (isRefusal(before)) return before;
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    const changed = withSetupMembers(draft, before, input.members);
    if (isRefusal(changed)) return changed;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const description = input.description ?? before.description;
    draft.update('setup_intent', compact<SetupIntent>({ ...changed, description, metadata }));
    return draft.decision({ kind: 'setup_intent', id: input.id });
  },
};
