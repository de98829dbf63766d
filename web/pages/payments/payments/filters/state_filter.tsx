import { PAYMENT_STATES, type PaymentState } from '../../../../model/payment_state.js';
import { StateBadge } from '../../../../parts/badge.js';

interface Properties {
  readonly value: readonly PaymentState[];
  readonly change: (value: readonly PaymentState[]) => void;
}

export function StateFilter({ value, change }: Properties) {
  return (
    <div className="stack">
      {PAYMENT_STATES.map((state) => (
        <label key={state} className="check">
          <input
            type="checkbox"
            checked={value.includes(state)}
            onChange={(event) =>
              change(PAYMENT_STATES.filter((one) => (one === state ? event.target.checked : value.includes(one))))
            }
          />
          <StateBadge state={state} />
        </label>
      ))}
    </div>
  );
}
