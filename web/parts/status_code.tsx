import { Badge } from './badge.js';

/** The status of an HTTP answer. */
export function StatusCode({ status }: { readonly status: number }) {
  const is_good = status < 400;
  return (
    <Badge
      tone={is_good ? 'good' : status < 500 ? 'waiting' : 'bad'}
      icon={is_good ? 'check' : 'failed'}
      text={String(status)}
    />
  );
}
