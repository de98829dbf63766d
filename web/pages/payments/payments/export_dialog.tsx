/** The payments of the list as a CSV file: the same filters, the same columns, all of them. */
import { useRef, useState } from 'react';
import { send } from '../../../api/http.js';
import { usePlace } from '../../../app/session_context.js';
import { useText } from '../../../i18n/use_text.js';
import { fieldsOf, type PaymentFilters } from '../../../model/payment_filters.js';
import { Button } from '../../../parts/button.js';
import { CurlView } from '../../../parts/curl_view.js';
import { Dialog } from '../../../parts/dialog.js';
import { ErrorNote } from '../../../parts/error_note.js';
import type { ColumnId } from './columns.js';
import { csvColumns } from './csv_columns.js';
import { fileNameOf, rowsIn, saveFile } from './csv_file.js';

interface Properties {
  readonly filters: PaymentFilters;
  readonly columns: readonly ColumnId[];
  readonly close: () => void;
}

type Progress = { readonly step: 'ready' | 'running' | 'done'; readonly rows: number };

export function ExportDialog({ filters, columns, close }: Properties) {
  const { t, count } = useText();
  const { mode } = usePlace();
  const [progress, setProgress] = useState<Progress>({ step: 'ready', rows: 0 });
  const [error, setError] = useState<Error | null>(null);
  const running = useRef<AbortController>(null);
  const request = {
    method: 'GET',
    path: '/v1/payment_records.csv',
    fields: { ...fieldsOf(filters), columns: csvColumns(columns) },
  } as const;
  async function run() {
    const controller = new AbortController();
    running.current = controller;
    setError(null);
    setProgress({ step: 'running', rows: 0 });
    try {
      const response = await send(mode, request, controller.signal);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let rows = 0;
      const counter = rowsIn();
      const reader = response.body?.getReader();
      for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
        parts.push(part.value);
        rows = counter(part.value);
        setProgress({ step: 'running', rows });
      }
      saveFile(new Blob(parts, { type: 'text/csv' }), fileNameOf(response));
      setProgress({ step: 'done', rows });
    } catch (failure) {
      if (controller.signal.aborted) return;
      setError(failure as Error);
      setProgress({ step: 'ready', rows: 0 });
    }
  }
  function leave() {
    running.current?.abort();
    close();
  }
  return (
    <Dialog title={t('export.title')} close={leave}>
      <p>{t('export.explanation')}</p>
      <p role="status" className="export-progress">
        {progress.step === 'running' && <progress aria-label={t('export.title')} />}
        {progress.step !== 'ready' && count(progress.step === 'done' ? 'export.done' : 'export.rows', progress.rows)}
      </p>
      {error !== null && <ErrorNote error={error} />}
      <div className="dialog-actions">
        <Button onClick={leave}>{t(progress.step === 'done' ? 'close' : 'cancel')}</Button>
        {progress.step !== 'done' && (
          <Button kind="primary" icon="download" is_busy={progress.step === 'running'} onClick={() => void run()}>
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
