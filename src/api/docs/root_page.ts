/** `/`: where people who open the server's address may want to go. */
import { html } from '../kernel/html.js';

export function rootPage(): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Daybook</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main class="root">
<h1>Daybook</h1>
<p>One record of every payment, whichever processor took it.</p>
<ul class="doors">
<li><a href="/dashboard">Dashboard</a><p>Payments, and what became of each.</p></li>
<li><a href="/docs">Documentation</a><p>Guides, the reference of the API, operating.</p></li>
</ul>
</main>
</body>
</html>
`.text;
}
