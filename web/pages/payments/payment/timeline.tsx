import type { JournalEntry } from '../../../api/types.js';
import type { All } from '../../../app/use_all.js';
import { useText } from '../../../i18n/use_text.js';
import { entriesUntil } from '../../../model/history.js';
import { Button } from '../../../parts/button.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { SkeletonLines } from '../../../parts/skeleton.js';
import { TimelineEntry } from './timeline_entry.js';

interface Properties {
  readonly history: All<JournalEntry>;
  /** What came later is left out. */
  readonly as_of?: number | undefined;
  /** Absent where no earlier state can be looked at. */
  readonly lookAt?: ((created: number) => void) | undefined;
  /** Whether the disputes that began are named, with the way to them. */
  readonly names_disputes?: boolean;
}

export function Timeline({ history, as_of, lookAt, names_disputes = false }: Properties) {
  const { t } = useText();
  if (history.error !== null && history.items === undefined) {
    return <ErrorNote error={history.error} retry={history.retry} />;
  }
  if (history.items === undefined) return <SkeletonLines count={4} />;
  const known = entriesUntil(history.items, as_of);
  return (
    <>
      {known.length < history.items.length && <p className="muted">{t('history.later')}</p>}
      <ol className="timeline">
        {known.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} lookAt={lookAt} names_disputes={names_disputes} />
        ))}
      </ol>
      {history.has_more && (
        <Button is_busy={history.is_loading_more} onClick={history.loadMore}>
          {t('history.older')}
        </Button>
      )}
    </>
  );
}
