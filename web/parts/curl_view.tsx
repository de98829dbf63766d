import { curlOf } from '../api/curl.js';
import type { Request } from '../api/http.js';
import { usePlace } from '../app/session_context.js';
import { useText } from '../i18n/use_text.js';
import { CodeBlock } from './code_block.js';

/** The request as a command to copy. */
export function CurlView({ request }: { readonly request: Request }) {
  const { mode } = usePlace();
  const { t } = useText();
  return <CodeBlock text={curlOf(window.location.origin, mode, request)} label={t('curl')} />;
}
