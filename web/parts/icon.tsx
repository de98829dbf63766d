/** The icons, drawn for Daybook: lines on a grid of 16, in the colour of the text. */

const PATHS = {
  arrow: 'M3 8h9M8.5 4 12.5 8l-4 4',
  back: 'M13 8H4M7.5 4 3.5 8l4 4',
  cancel: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM4.2 4.2l7.6 7.6',
  chart: 'M2.5 13.5h11M4.5 11V8M8 11V3M11.5 11V6',
  check: 'm3 8.5 3.2 3.2L13 5',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3.2l2.2 1.5',
  close: 'm4 4 8 8M12 4l-8 8',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  dispute: 'M4 14V2.5M4 3h8.5l-2.3 3 2.3 3H4',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10',
  event: 'M9 2 4 9h3.5L7 14l5-7H8.5z',
  failed: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3.5M8 10.8v.2',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  held: 'M4.5 7.5h7v6h-7zM6 7.5V5a2 2 0 0 1 4 0v2.5',
  key: 'M10.5 2.5a3 3 0 1 1-2.6 4.5L3 12v1.5h2V12h1.5v-1.5H8L9 9.4',
  leave: 'M9.5 3H3v10h6.5M6.5 8H13M10.5 5.5 13 8l-2.5 2.5',
  link: 'M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  open: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z',
  payment: 'M2 4h12v8H2zM2 6.8h12M4.2 9.8h2.6',
  person: 'M8 8.2a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.8 13.5c.6-2.4 2.6-3.6 5.2-3.6s4.6 1.2 5.2 3.6',
  plus: 'M8 3.5v9M3.5 8h9',
  refund: 'M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6',
  request: 'M2.5 3.5h11v9h-11zM5 6.5 7 8l-2 1.5M8.5 10h2.5',
  retry: 'M13 8a5 5 0 1 1-1.5-3.5L13 6M13 3v3h-3',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3l3.2 3.2',
  star: 'm8 2.5 1.7 3.5 3.8.5-2.8 2.6.7 3.9L8 11.1 4.6 13l.7-3.9-2.8-2.6 3.8-.5z',
  webhook: 'M6.2 6.8a2.4 2.4 0 1 1 3.6 0l2 3.5M11.8 10.3a2 2 0 1 1-2 2H5.5M6.2 6.8l-2.4 4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
