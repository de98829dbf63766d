/** The type of a parameter in words, with its bounds. */
import { MAXIMUM_LENGTH } from '../../wire/parameter_types.js';
import { METADATA_KEY_LENGTH, METADATA_VALUE_LENGTH, type Schema } from '../../wire/parameters.js';

export function typeText(schema: Schema): string {
  return `${bareText(schema)}${schema.emptyable ? ', or empty to unset' : ''}`;
}

function bareText(schema: Schema): string {
  switch (schema.type) {
    case 'array':
      return [
        `array of ${schema.item?.type === 'hash' ? 'hashes' : `${schema.item?.type ?? 'value'}s`}`,
        ...(schema.maximum_items === undefined ? [] : [`at most ${schema.maximum_items}`]),
      ].join(', ');
    case 'currency':
      return 'currency, three letters';
    case 'enumeration':
      return (schema.values ?? []).join(' | ');
    case 'decimal':
    case 'integer':
      return `${schema.type}${boundsText(schema)}`;
    case 'metadata':
      return `keys and texts, at most ${schema.maximum ?? 0} keys of ${METADATA_KEY_LENGTH} and texts of ${METADATA_VALUE_LENGTH} characters`;
    case 'range':
      return 'integer, or hash of bounds';
    case 'string':
      // The limit that every text has is said once, not on every line.
      return schema.maximum_length === MAXIMUM_LENGTH || schema.maximum_length === undefined
        ? 'string'
        : `string, at most ${schema.maximum_length} characters`;
    case 'timestamp':
      return 'Unix seconds';
    default:
      return schema.type;
  }
}

function boundsText({ minimum, maximum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? '' : `, at most ${maximum}`;
}
