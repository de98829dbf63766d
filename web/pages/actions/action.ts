/** An action on the API: what it asks for, and the request that comes of the answers. */
import type { Request } from '../../api/http.js';
import { fromLocalInput } from '../../format/dates.js';
import { parseMoney } from '../../format/money.js';
import type { Speech } from '../../i18n/use_text.js';
import type { OrderPart } from '../../model/order.js';

/** What is typed, as text; a checkbox is `true` or empty. */
export type Drafts = Readonly<Record<string, string>>;

interface Base {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly is_required?: boolean;
  /** What is not shown is not sent. */
  readonly shown?: (drafts: Drafts) => boolean;
}

export type ActionField =
  | (Base & { readonly type: 'text' | 'paragraph' | 'email' | 'tel' | 'url' })
  | (Base & { readonly type: 'time' })
  | (Base & { readonly type: 'number' })
  | (Base & { readonly type: 'check' })
  | (Base & { readonly type: 'currency' })
  | (Base & { readonly type: 'lines'; readonly currency: string })
  | (Base & { readonly type: 'order'; readonly currency: string; readonly parts: readonly OrderPart[] })
  /** The currency is given, or the value of another field. */
  | (Base & { readonly type: 'money'; readonly currency: string | { readonly field: string }; readonly most?: number })
  | (Base & {
      readonly type: 'select';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    });

/** Read from what was typed: amounts in minor units, times in Unix seconds. */
export type Values = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Action {
  readonly title: string;
  /** What will happen, before it does. */
  readonly explanation?: string;
  readonly is_danger?: boolean;
  readonly fields: readonly ActionField[];
  readonly drafts: Drafts;
  /** What else changes with a field that is changed. */
  readonly follow?: (drafts: Drafts, changed: string) => Drafts;
  readonly submit: (values: Values, speech: Speech) => string;
  readonly request: (values: Values) => Request;
}

export interface Reading {
  readonly values: Values;
  /** By the name of the field. */
  readonly errors: Readonly<Record<string, string>>;
}

export function readDrafts(action: Action, drafts: Drafts, speech: Speech): Reading {
  const values: Record<string, string | number | boolean | undefined> = {};
  const errors: Record<string, string> = {};
  for (const field of shownFields(action, drafts)) {
    const text = (drafts[field.name] ?? '').trim();
    if (text === '') {
      if (field.type === 'check') values[field.name] = false;
      else if (field.is_required === true) errors[field.name] = speech.t('field.required');
      continue;
    }
    const value = readText(field, text, drafts, speech);
    if (value instanceof Wrong) errors[field.name] = value.message;
    else values[field.name] = value;
  }
  return { values, errors };
}

export function shownFields(action: Action, drafts: Drafts): ActionField[] {
  return action.fields.filter(({ shown }) => shown === undefined || shown(drafts));
}

export function currencyOf(currency: string | { readonly field: string }, drafts: Drafts): string {
  return typeof currency === 'string' ? currency : (drafts[currency.field] ?? 'usd');
}

class Wrong {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

function readText(field: ActionField, text: string, drafts: Drafts, { t, locale, money }: Speech) {
  switch (field.type) {
    case 'money': {
      const currency = currencyOf(field.currency, drafts);
      const value = parseMoney(text, currency, locale);
      if (value === undefined) return new Wrong(t('field.no_amount'));
      if (field.most !== undefined && value > field.most) {
        return new Wrong(t('field.too_much', { most: money(field.most, currency) }));
      }
      return value;
    }
    case 'time':
      return fromLocalInput(text) ?? new Wrong(t('field.no_time'));
    case 'number':
      return /^\d{1,15}$/.test(text) ? Number(text) : new Wrong(t('field.no_number'));
    case 'check':
      return true;
    default:
      return text;
  }
}
