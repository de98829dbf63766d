/** The structure of what is being loaded. */
import { useText } from '../i18n/use_text.js';

export function SkeletonLines({ count }: { readonly count: number }) {
  const { t } = useText();
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{t('loading')}</span>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={index} className="skeleton-line" />
      ))}
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className="page">
      <div className="skeleton-title" />
      <SkeletonLines count={8} />
    </div>
  );
}
