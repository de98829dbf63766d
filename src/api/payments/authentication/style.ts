/** How the authentication page looks: one calm column, from a small phone up, light and dark. */
import { BASE_STYLE } from '../../kernel/base_style.js';

export const AUTHENTICATION_STYLE = `${BASE_STYLE}
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; }
main { width: 100%; max-width: 26rem; padding: 1.75rem; border: 1px solid var(--line); border-radius: 12px; }
.mode { margin: 0 0 1rem; color: var(--quiet); font-size: .85rem; }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25; letter-spacing: -.01em; }
p { margin: 0 0 1rem; }
dl { margin: 0 0 1.5rem; }
dl > div { display: flex; justify-content: space-between; gap: 1rem; padding: .6rem 0; border-top: 1px solid var(--line); }
dl > div:last-child { border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; font-weight: 600; text-align: right; overflow-wrap: anywhere; }
form { margin: .75rem 0 0; }
button { width: 100%; min-height: 3rem; padding: .6rem 1rem; border: 1px solid var(--line); border-radius: 8px;
  background: transparent; color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
button.main { border-color: var(--link); background: var(--link); color: var(--paper); }
button:focus-visible { outline-offset: 3px; border-radius: 8px; }
`;
