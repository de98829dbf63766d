/** Who processed what is reported: `custom`, as Stripe takes it, or as an extension the processor by its name. */
import { errors } from '../../../core/kernel/errors.js';
import { notAProcessorName } from '../../../core/payments/payment_record/refusals.js';
import { isProcessorName } from '../../../core/payments/processor/named.js';
import { nameOf, refuse, schemaOf } from '../../../wire/parameter_schema.js';
import { described, hash, required, type Schema, string } from '../../../wire/parameters.js';
import { checkReference, reference } from './inputs.js';

/** The processor, and the text that it calls the payment or the refund by. */
interface Processed {
  readonly type: string;
  readonly reference?: string;
}

interface Given {
  readonly type: string;
  readonly [member: string]: string | Readonly<Record<string, string>>;
}

/** Details that hold the processor's `name` for something, in a hash called `custom` or after the processor. */
export function processorDetails(name: string, description: string): Schema<Processed, false> {
  const details = hash({ [name]: described(required(reference), description) });
  const type = described(
    required(string()),
    '`custom`, or (an extension) the name of the processor, such as `adyen`; the hash of details may be called so then.',
  );
  const custom = hash({ type, custom: details });
  const others = described(details, 'Extension: the same under the name that `type` gives.');
  return schemaOf<Processed>(
    'hash',
    (value, parent, own_name, reader) => {
      const here = { parent, name: own_name };
      const processor = value instanceof Map ? value.get('type') : undefined;
      const is_named = typeof processor === 'string' && processor !== '' && processor !== 'custom';
      if (is_named && !isProcessorName(processor)) {
        return refuse(reader, notAProcessorName(nameOf(here, 'type'), processor));
      }
      const schema = is_named ? hash({ type, custom: details, [processor]: details }) : custom;
      const given = schema.read(value, parent, own_name, reader) as Given | undefined;
      if (given === undefined) return undefined;
      const [member, second] = Object.keys(given).filter((key) => key !== 'type');
      if (member === undefined) return { type: given.type };
      if (second !== undefined)
        return refuse(reader, errors.exclusive([nameOf(here, member), nameOf(here, second)], nameOf(here, second)));
      const text = (given[member] as Readonly<Record<string, string>>)[name] as string;
      const blank = checkReference(nameOf({ parent: here, name: member }, name), text);
      return blank === undefined ? { type: given.type, reference: text } : refuse(reader, blank);
    },
    { members: { type, custom: details }, others },
  );
}
