/** What views derive from the secrets of the installation and from the address that it is reached at. */
import type { IntentSecrets } from '../../app/intent_secrets.js';
import { codeAnchor } from '../docs/catalogue_pages.js';
import type { Derivations } from '../kernel/view_context.js';

export function derivationsAt(base_url: () => string, secrets: IntentSecrets): Derivations {
  return {
    clientSecretOf: secrets.clientSecretOf,
    authenticationUrl: (id) => `${base_url()}/authentication/${id}/${secrets.authenticationTokenOf(id)}`,
    docUrlOf: (explained) => `${base_url()}/docs/error-codes#${codeAnchor(explained)}`,
  };
}
