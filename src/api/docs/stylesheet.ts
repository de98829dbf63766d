/** How the documentation looks. */
import { BASE_STYLE } from '../kernel/base_style.js';

export const STYLESHEET = `${BASE_STYLE}main:focus { outline: none; }
.skip { position: absolute; left: -100vw; top: 0; z-index: 2; padding: .5rem 1rem; background: var(--paper); }
.skip:focus { left: 0; }

header { display: flex; flex-wrap: wrap; gap: .1rem 1.75rem; align-items: baseline;
  padding: .75rem max(1.5rem, calc((100vw - 78rem) / 2 + 1.5rem)); background: var(--paper); border-bottom: 1px solid var(--line); }
header .brand { color: var(--ink); font-weight: 650; letter-spacing: -.01em; }
header nav { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .88rem; }
header nav a { color: var(--quiet); }
header nav a[aria-current] { color: var(--ink); font-weight: 600; }

.columns { max-width: 78rem; margin: 0 auto; padding: 0 1.5rem; }
main { max-width: 48rem; padding: 1.5rem 0 6rem; min-width: 0; }
.contents { font-size: .85rem; line-height: 1.45; }
.contents ul { list-style: none; margin: 0; padding: 0; }
.contents ul ul { margin: .15rem 0 .6rem; }
.contents li { margin: .3rem 0; overflow-wrap: anywhere; }
.contents > ul > li > a { color: var(--ink); font-weight: 600; }
.contents ul ul a { display: flex; gap: .5rem; align-items: baseline; color: var(--quiet); }
.contents a[aria-current] { color: var(--link); }
.contents .inner { padding-left: .8rem; }
.contents .method { flex: 0 0 3.2rem; font-size: .68rem; }
header form { flex: 1 1 15rem; max-width: 30rem; margin: .2rem 0 .2rem auto; }
header input { width: 100%; padding: .25rem .6rem; font: inherit; font-size: .88rem; color: inherit;
  background: var(--wash); border: 1px solid var(--quiet); border-radius: 6px; }
.answer { max-height: 22rem; overflow-y: auto; }
.wide-table { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.45; }
th, td { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
main :is(p, li, dd, td) > a { text-decoration: underline; text-underline-offset: .15em; }
main > ul, main > ol, .pages { padding-left: 1.2rem; }
main li { margin: .35rem 0; }
.pages { columns: 15rem; }
.hits li { margin: 1rem 0; }
.hits p { margin: .1rem 0; color: var(--quiet); font-size: .9rem; }
.root { margin: 12vh auto 0; padding: 0 1.5rem; max-width: 40rem; }
.doors { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.doors li { flex: 1 1 14rem; padding: 1rem 1.2rem; border: 1px solid var(--line); border-radius: 8px; }
.doors a { font-size: 1.1rem; font-weight: 600; }
.doors p { margin: .2rem 0 0; color: var(--quiet); font-size: .9rem; }
.contents.narrow { margin-top: 1rem; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: 8px; }
.contents.narrow summary { cursor: pointer; font-weight: 600; }
.contents.wide { display: none; }
@media (min-width: 62rem) {
  header form { max-width: 15rem; }
  header { position: sticky; top: 0; z-index: 1; }
  .columns { display: grid; grid-template-columns: 18rem minmax(0, 1fr); gap: 3.5rem; }
  .contents.narrow { display: none; }
  .contents.wide { display: block; position: sticky; top: 3.2rem; align-self: start; max-height: calc(100vh - 3.2rem);
    overflow-y: auto; padding: 2rem .75rem 2rem 0; }
}

h1 { margin: .5rem 0 1rem; font-size: 1.9rem; line-height: 1.2; letter-spacing: -.02em; }
h2 { margin: 3.5rem 0 1rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); font-size: 1.35rem;
  letter-spacing: -.01em; }
section:first-of-type > h2:first-child { margin-top: 1.5rem; }
h3 { margin: 2.75rem 0 .5rem; font-size: 1rem; line-height: 1.5; font-weight: 600; }
h3 code { font-size: .95rem; background: none; padding: 0; }
h4 { margin: 1.5rem 0 .4rem; font-size: .85rem; font-weight: 600; color: var(--quiet); }
h3:target, .catalogue div:target { background: var(--mark); box-shadow: 0 0 0 .4rem var(--mark); border-radius: 2px; }
p { margin: .5rem 0; }
code { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  background: var(--wash); padding: .1em .3em; border-radius: 4px; }
a code { color: inherit; }
pre { margin: .4rem 0 1rem; padding: .9rem 1.1rem; overflow-x: auto; background: var(--wash);
  border: 1px solid var(--line); border-radius: 8px; line-height: 1.5; }
pre code { padding: 0; background: none; font-size: .82rem; }

.method { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .8rem;
  font-weight: 600; }
.method.get { color: var(--get); }
.method.post { color: var(--post); }
.method.delete { color: var(--delete); }
.badge { display: inline-block; font-size: .72rem; line-height: 1.5; white-space: nowrap; }
.badge.required { color: var(--delete); }
.badge.extension { padding: 0 .5em; border-radius: 1em; color: var(--extension); background: var(--extension-wash); }
.type { margin: 0 .25rem; color: var(--quiet); font-size: .85rem; }
.outer { color: var(--quiet); }

dl { margin: .5rem 0; }
dt, dd { margin: 0; }
.parameters > div { padding: .5rem 0; border-top: 1px solid var(--line); }
.parameters > div:last-child { border-bottom: 1px solid var(--line); }
.parameters dt code { background: none; padding: 0; font-weight: 600; overflow-wrap: anywhere; }
.parameters dd { color: var(--quiet); font-size: .9rem; }
.parameters .level-1 { padding-left: 1rem; }
.parameters .level-2 { padding-left: 2rem; }
.parameters .level-3 { padding-left: 3rem; }
.parameters .level-1 dt code, .parameters .level-2 dt code, .parameters .level-3 dt code { font-weight: 400; }
.catalogue > div { padding: .7rem 0; border-top: 1px solid var(--line); }
h2 + .catalogue > div:first-child { border-top: 0; }
.catalogue dt code { background: none; padding: 0; font-weight: 600; overflow-wrap: anywhere; }
.facts dt { margin-top: .8rem; font-weight: 600; }
`;
