/** Why a key is not made, changed or revoked. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function exceedsOwnRights(): Refusal {
  return invalid(
    'This key cannot make, replace or revoke a key that may do more than it may itself. Use a secret key, or `daybook keys` on the server.',
    {},
    403,
  );
}

export function permissionsOfOthers(): Refusal {
  return invalid('Only restricted keys take permissions.', { param: 'permissions' });
}

export function keyIsOver(id: string): Refusal {
  return invalid(`The key '${id}' has expired or was revoked already.`);
}
