/** An event as webhook endpoints and streams receive it: the text that is signed. */

import type { RenderEvent } from '../../../app/webhooks/parcels.js';
import type { Kind } from '../../../core/kernel/kind.js';
import { documentOf } from '../../../core/kernel/stored_document.js';
import type { Reader } from '../../../store/port.js';
import { storedVersion } from '../../../wire/api_version.js';
import { jsonText } from '../../../wire/json_text.js';
import { FULL_ACCESS } from '../../kernel/access.js';
import { eraOf } from '../../kernel/versions/era.js';
import type { Derivations } from '../../kernel/view_context.js';
import type { Views } from '../../kernel/views.js';
import { viewEvent } from './view.js';

/** Data and `api_version` are of the version that is asked for, whatever the request was in that caused the event. */
export function eventRenderer(store: Reader, views: Views, derivations: Derivations): RenderEvent {
  return async ({ scope, livemode }, event, api_version, pending_webhooks) => {
    const version = storedVersion(api_version);
    const era = eraOf(version);
    // What depends on time is shown as it was when the event happened.
    const now = Math.floor(event.entry.at_ms / 1000);
    const source = {
      store,
      scope,
      livemode,
      era,
      access: FULL_ACCESS,
      lists: views.lists,
      render: (row: { readonly kind: Kind; readonly document: string }) =>
        views.render(row.kind, documentOf(row), {
          ...derivations,
          access: FULL_ACCESS,
          livemode,
          now,
          era,
        }),
    };
    return jsonText(await viewEvent(source, event, { pending_webhooks, api_version: version.text }));
  };
}
