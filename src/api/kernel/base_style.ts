/** What all pages have in common. Colors are checked for a contrast of at least 4.5 to 1 in both schemes. */
export const BASE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --ink: #1d2126; --quiet: #5a626c; --line: #e1e3e6; --wash: #f3f4f3; --link: #1a5a96;
  --get: #1c6b3a; --post: #1a5a96; --delete: #a33a2a; --extension: #6a4a9c; --extension-wash: #f1ebfa; --mark: #fff4cf;
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16191d; --ink: #e4e6e9; --quiet: #a3abb5; --line: #30353c; --wash: #1e2227; --link: #86bdf2;
    --get: #7fcf9a; --post: #86bdf2; --delete: #f0a093; --extension: #c7b0f0; --extension-wash: #2b2438; --mark: #3b3414;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
`;
