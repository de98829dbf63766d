/** The payments of the list as a CSV file, or what moved in their time: what is in it is told before it is saved. */
import { useState } from 'react';
import { usePlace } from '../../../app/session_context.js';
import { timeZone } from '../../../format/dates.js';
import { useText } from '../../../i18n/use_text.js';
import { EXPORTS, type ExportKind, fileName, movedFilters, rangeOf, type TimeRange } from '../../../model/export.js';
import { fieldsOf, type PaymentFilters } from '../../../model/payment_filters.js';
import { Button } from '../../../parts/button.js';
import { CurlView } from '../../../parts/curl_view.js';
import { Dialog } from '../../../parts/dialog.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { Facts } from '../../../parts/facts.js';
import type { ColumnId } from './columns.js';
import { csvColumns } from './csv_columns.js';
import { ExportSums } from './export_sums.js';
import { saveFile } from './save_file.js';
import { useExport } from './use_export.js';

interface Properties {
  readonly filters: PaymentFilters;
  readonly columns: readonly ColumnId[];
  readonly close: () => void;
}

export function ExportDialog({ filters, columns, close }: Properties) {
  const { t, count } = useText();
  const { mode, can } = usePlace();
  const range = rangeOf(filters);
  const [kind, setKind] = useState<ExportKind>(range !== undefined && can('refunds', 'read') ? 'moved' : 'listed');
  const [is_saved, setSaved] = useState(false);
  const fields = kind === 'moved' ? { ...fieldsOf(movedFilters(filters)), refund_lines: true } : fieldsOf(filters);
  const request = {
    method: 'GET',
    path: '/v1/payment_records.csv',
    fields: { ...fields, columns: csvColumns(columns, kind) },
  } as const;
  const { sums, file, error } = useExport(request);
  const name = fileName(mode, range, Date.now());
  function choose(next: ExportKind) {
    setKind(next);
    setSaved(false);
  }
  function save(blob: Blob) {
    saveFile(blob, name);
    setSaved(true);
  }
  return (
    <Dialog title={t('export.title')} close={close}>
      {can('refunds', 'read') && <Choice kind={kind} choose={choose} />}
      <Facts
        facts={[
          [t('export.time'), `${useRangeWords(range)} (${timeZone()})`],
          [t('export.times_in_file'), t('export.utc')],
          [t('export.file'), <code key="name">{name}</code>],
        ]}
      />
      <p role="status" className="export-progress">
        {file === undefined && error === null && <progress aria-label={t('export.title')} />}
        {[
          count('export.payments', sums.payments),
          ...(kind === 'moved' ? [count('export.refunds', sums.refunds)] : []),
          ...(is_saved ? [t('export.saved')] : []),
        ].join(', ')}
      </p>
      <ExportSums sums={sums} />
      {error !== null && <ErrorNote error={error} />}
      <div className="dialog-actions">
        <Button onClick={close}>{t(is_saved ? 'close' : 'cancel')}</Button>
        {error === null && (
          <Button
            kind="primary"
            icon="download"
            is_busy={file === undefined}
            onClick={() => file !== undefined && save(file)}
          >
            {t('export.run')}
          </Button>
        )}
      </div>
      <details>
        <summary>{t('curl')}</summary>
        <CurlView request={request} />
      </details>
    </Dialog>
  );
}

interface ChoiceProperties {
  readonly kind: ExportKind;
  readonly choose: (kind: ExportKind) => void;
}

function Choice({ kind, choose }: ChoiceProperties) {
  const { t } = useText();
  return (
    <fieldset className="stack">
      <legend className="hidden">{t('export.what')}</legend>
      {EXPORTS.map((one) => (
        <label key={one} className="choice">
          <input type="radio" name="export" checked={one === kind} onChange={() => choose(one)} />
          <span>
            <strong>{t(`export.${one}`)}</strong>
            <span className="field-hint">{t(`export.${one}_hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function useRangeWords(range: TimeRange | undefined): string {
  const { t, time } = useText();
  if (range === undefined) return t('export.all_time');
  const from = range.from === undefined ? '' : time(range.from);
  return `${from} – ${range.below === undefined ? '' : time(range.below)}`.trim();
}
