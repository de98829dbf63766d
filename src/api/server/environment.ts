/** What the server knows, the same for every request. */
import type { IntentSecrets } from '../../app/intent_secrets.js';
import type { KeyRing } from '../../app/key_ring.js';
import type { Ledger } from '../../app/ledger.js';
import type { RateLimiter } from '../../app/rate_limiter.js';
import type { RequestLog } from '../../app/request_log.js';
import type { RenderedTexts } from '../kernel/rendered_texts.js';
import type { Services } from '../kernel/service.js';
import type { Derivations } from '../kernel/view_context.js';
import type { Dashboard } from '../platform/dashboard/session.js';

export interface Environment {
  readonly ledger: Ledger;
  readonly keys: KeyRing;
  readonly limiters: { readonly test: RateLimiter; readonly live: RateLimiter };
  readonly secrets: IntentSecrets;
  readonly texts: RenderedTexts;
  readonly derivations: Derivations;
  readonly dashboard: Dashboard;
  /** Undefined where no requests are logged. */
  readonly requests: RequestLog | undefined;
  /** What operations name as what they need. */
  readonly services: Services;
}
