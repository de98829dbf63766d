import type { Fields } from '../../../api/form.js';
import type { Place } from '../../../app/session_context.js';

/** What is read with a dispute, to say who paid and how, as far as the key may: in a list below `data.`. */
export function expansionsFor({ can }: Pick<Place, 'can'>, parent = ''): Fields {
  if (!can('charges', 'read')) return {};
  return { expand: [`${parent}charge${can('customers', 'read') ? '.customer' : ''}`] };
}
