/** Looking at a payment as it was known at an earlier time. */

import { fromLocalInput, toLocalInput } from '../../../format/dates.js';
import { useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { Popover } from '../../../parts/popover.js';

interface Properties {
  readonly as_of: number | undefined;
  readonly choose: (as_of: number | undefined) => void;
}

export function AsOfChoice({ as_of, choose }: Properties) {
  const { t } = useText();
  return (
    <Popover title={t('as_of.title')} label={t('as_of.title')} icon="clock">
      {(close) => (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            const text = new FormData(event.currentTarget).get('as_of');
            choose(fromLocalInput(String(text)));
            close();
          }}
        >
          <AsOfInput initial={toLocalInput(as_of ?? Math.floor(Date.now() / 1000))} />
          <Button kind="primary" type="submit">
            {t('as_of.look')}
          </Button>
        </form>
      )}
    </Popover>
  );
}

function AsOfInput({ initial }: { readonly initial: string }) {
  const { t } = useText();
  return (
    <label className="field">
      {t('as_of.time')}
      <input name="as_of" type="datetime-local" step={1} defaultValue={initial} required />
    </label>
  );
}
