/** Reads the file that can be saved, and tells what is in it as it comes. */
import { useEffect, useState } from 'react';
import { formText } from '../../../api/form.js';
import { type Request, send } from '../../../api/http.js';
import { usePlace } from '../../../app/session_context.js';
import { type CsvSums, csvSums } from '../../../model/csv_sums.js';

interface Export {
  readonly sums: CsvSums;
  /** Undefined until all of it has come. */
  readonly file: Blob | undefined;
  readonly error: Error | null;
}

const NOTHING: Export = { sums: { payments: 0, refunds: 0, by_currency: [] }, file: undefined, error: null };

/** Whatever is asked for first is given up where something else is, or where nobody looks any more. */
export function useExport({ path, fields = {} }: Request): Export {
  const { mode } = usePlace();
  const [state, setState] = useState(NOTHING);
  const asked = `${path}?${formText(fields)}`;
  useEffect(() => {
    const controller = new AbortController();
    setState(NOTHING);
    readTo(asked, mode, controller.signal, setState).catch((error: Error) => {
      if (!controller.signal.aborted) setState({ ...NOTHING, error });
    });
    return () => controller.abort();
  }, [asked, mode]);
  return state;
}

async function readTo(
  path: string,
  mode: Parameters<typeof send>[0],
  signal: AbortSignal,
  show: (state: Export) => void,
): Promise<void> {
  const response = await send(mode, { method: 'GET', path }, signal);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const decoder = new TextDecoder();
  const { add, sums } = csvSums();
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    parts.push(part.value);
    add(decoder.decode(part.value, { stream: true }));
    if (!signal.aborted) show({ sums: sums(), file: undefined, error: null });
  }
  if (!signal.aborted) show({ sums: sums(), file: new Blob(parts, { type: 'text/csv' }), error: null });
}
