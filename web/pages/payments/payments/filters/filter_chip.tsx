import type { ReactNode } from 'react';
import { useText } from '../../../../i18n/use_text.js';
import { Icon } from '../../../../parts/icon.js';
import { Popover } from '../../../../parts/popover.js';

interface Properties {
  readonly title: string;
  /** What it is set to, or null. */
  readonly value: string | null;
  readonly clear: () => void;
  readonly children: (close: () => void) => ReactNode;
}

export function FilterChip({ title, value, clear, children }: Properties) {
  const { t } = useText();
  return (
    <div className="filter-chip" data-set={value !== null}>
      <Popover
        title={title}
        label={
          value === null ? (
            title
          ) : (
            <>
              {title} <span className="filter-value">{value}</span>
            </>
          )
        }
      >
        {children}
      </Popover>
      {value !== null && (
        <button type="button" className="icon-button" onClick={clear}>
          <Icon name="close" />
          <span className="hidden">{t('filter.clear', { filter: title })}</span>
        </button>
      )}
    </div>
  );
}
