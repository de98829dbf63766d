/** The pages on which a payer authenticates. They work without scripts. */

import { formatAmount } from '../../../core/kernel/currencies.js';
import type { CardDetails } from '../../../core/payments/cards.js';
import { type Html, html } from '../../kernel/html.js';

export const STYLE_PATH = '/authentication/style.css';

export interface Asked {
  /** The path of the page itself. */
  readonly path: string;
  /** What is to be paid; absent where a card is only saved. */
  readonly amount: { readonly value: number; readonly currency: string } | undefined;
  readonly card: CardDetails | undefined;
}

export function questionPage({ path, amount, card }: Asked): string {
  const title = amount === undefined ? 'Save your card' : 'Confirm your payment';
  const rows: readonly (readonly [string, string])[] = [
    ...(amount === undefined ? [] : [['Amount', formatAmount(amount.value, amount.currency)] as const]),
    ...(card === undefined ? [] : [['Card', `${BRAND_NAMES[card.brand]} ending in ${card.last4}`] as const]),
  ];
  return page(
    title,
    html`<p>The bank of this test card asks its holder to authenticate. Choose how that ends.</p>
<dl>${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<form method="post" action="${path}/complete"><button class="main" type="submit">Complete authentication</button></form>
<form method="post" action="${path}/fail"><button type="submit">Fail authentication</button></form>`,
  );
}

/** Nothing more can be done here; `return_url` is where to go on. */
export function messagePage(title: string, text: string, return_url?: string): string {
  const link = return_url === undefined ? undefined : html`<p><a href="${return_url}" rel="noreferrer">Go on</a></p>`;
  return page(title, html`<p>${text}</p>${link}`);
}

const BRAND_NAMES: Readonly<Record<CardDetails['brand'], string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  unknown: 'Card',
  visa: 'Visa',
};

function page(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Daybook</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<p class="mode">Test mode: no money moves.</p>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.text;
}
