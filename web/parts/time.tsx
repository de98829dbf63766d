import type { TimeStyle } from '../format/dates.js';
import { useText } from '../i18n/use_text.js';

/** A time as short as the place needs, with all of it when the pointer rests on it. */
export function Time({ at, style = 'short' }: { readonly at: number; readonly style?: TimeStyle }) {
  const { time } = useText();
  return (
    <time dateTime={new Date(at * 1000).toISOString()} title={time(at, 'full')}>
      {time(at, style)}
    </time>
  );
}
