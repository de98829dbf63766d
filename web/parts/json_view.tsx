import { CodeBlock } from './code_block.js';

export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return <CodeBlock text={JSON.stringify(value, null, 2)} label={label} />;
}
