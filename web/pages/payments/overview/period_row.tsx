import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import type { Period } from './report.js';

interface Properties {
  readonly period: Period;
  readonly name: string;
  readonly href: string;
  readonly currency: string;
}

export function PeriodRow({ period, name, href, currency }: Properties) {
  const { money, number } = useText();
  return (
    <tr>
      <td>
        <Link href={href}>{name}</Link>
      </td>
      <td className="number">{number(period.payments)}</td>
      <td className="number">{number(period.succeeded)}</td>
      <td className="number">{number(period.failed)}</td>
      <td className="number">{money(period.amount_guaranteed, currency)}</td>
      <td className="number">{money(period.amount_refunded, currency)}</td>
    </tr>
  );
}
