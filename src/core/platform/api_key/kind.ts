/** How API keys are kept. */
import type { KindDeclaration } from '../../kernel/kind_declaration.js';
import type { ApiKey } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    api_key: ApiKey;
  }
}

export const api_key = {
  prefix: 'key',
  table: 'api_keys',
  resource: 'api_keys',
  columns: { hash: (key) => key.hash },
  searches_metadata: false,
} as const satisfies KindDeclaration<ApiKey>;
