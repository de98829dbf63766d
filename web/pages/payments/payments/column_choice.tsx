import { useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { Popover } from '../../../parts/popover.js';
import { COLUMN_IDS, type ColumnId, FIRST_COLUMNS } from './columns.js';

interface Properties {
  readonly columns: readonly ColumnId[];
  readonly choose: (columns: readonly ColumnId[]) => void;
}

export function ColumnChoice({ columns, choose }: Properties) {
  const { t } = useText();
  return (
    <Popover title={t('columns')} label={t('columns')} icon="columns">
      {() => (
        <div className="stack">
          {COLUMN_IDS.map((id) => (
            <label key={id} className="check">
              <input
                type="checkbox"
                checked={columns.includes(id)}
                // The last column stays.
                disabled={columns.length === 1 && columns.includes(id)}
                onChange={(event) =>
                  choose(COLUMN_IDS.filter((one) => (one === id ? event.target.checked : columns.includes(one))))
                }
              />
              {t(`column.${id}`)}
            </label>
          ))}
          <Button onClick={() => choose(FIRST_COLUMNS)}>{t('columns.reset')}</Button>
        </div>
      )}
    </Popover>
  );
}
