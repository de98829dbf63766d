/** How a kind of object is shown, declared once by its noun. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import type { Filled } from '../../wire/expand_routes.js';
import type { JsonSchema } from './json_schema.js';
import type { ViewContext } from './view_context.js';

export interface ShownObject<K extends Kind> {
  /** What an answer holds, for the reference; a test holds the answers of a running server to it. */
  readonly schema: JsonSchema;
  /** In the newest version. */
  readonly view: (document: Document<K>, context: ViewContext) => object;
  /** What `expand[]` puts in place of ids, or into parts, and lists that are left out unless they are asked for. */
  readonly filled?: NonNullable<Filled[K]>;
  /** Whether it looks different as time goes by, though it does not change. */
  readonly depends_on_time?: true;
  /** Whether there are events that show it. */
  readonly is_in_events?: true;
}
