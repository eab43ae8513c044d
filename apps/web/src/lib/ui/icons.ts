/** Shapes on a 20 by 20 grid; state is told by shape as well as by word and colour. f: filled, s: stroked with a width. */
export type IconName = keyof typeof icons;

interface Shape {
  d: string;
  s?: number;
  join?: 'round';
  /** Drawn in the colour of the background, on top of a filled shape. */
  cut?: true;
}

const circle = (r: number): string => `M10 ${10 - r}a${r} ${r} 0 1 0 .01 0Z`;

export const icons = {
  ok: [{ d: 'M3 10.5 8 15.5 17 5', s: 3 }],
  few: [
    { d: 'M10 2 19 18H1Z', s: 2.4, join: 'round' },
    { d: 'M10 8v4.5M10 14v2', s: 2.4 },
  ],
  full: [
    { d: 'M2 2h16v16H2Z', s: 2.4 },
    { d: 'M5.5 10h9', s: 2.8 },
  ],
  soon: [
    { d: circle(8), s: 2.4 },
    { d: 'M10 5v5.5l3.5 2', s: 2.4 },
  ],
  mine: [{ d: circle(9) }, { d: 'M5.5 10.5 9 14l6-7', s: 2.6, cut: true }],
  bad: [
    { d: 'M6 1.5h8L18.5 6v8L14 18.5H6L1.500 14V6Z', s: 2.4, join: 'round' },
    { d: 'M6.500 6.500l7 7M13.500 6.500l-7 7', s: 2.4 },
  ],
  info: [
    { d: circle(8), s: 2.4 },
    { d: 'M10 9v6M10 5v2', s: 2.4 },
  ],
  wait: [
    { d: 'M5 2h10M5 18h10', s: 2.4 },
    { d: 'M6 2v3.500l8 9V18M14 2v3.500l-8 9V18', s: 2 },
  ],
  forward: [{ d: 'M2 10h14M10.5 4 16.5 10l-6 6', s: 2.6 }],
  back: [{ d: 'M18 10H4M9.5 4 3.5 10l6 6', s: 2.6 }],
  calendar: [{ d: 'M2 4h16v14H2ZM2 8.500h16M6 1.500v4M14 1.500v4', s: 2.2 }],
  download: [{ d: 'M10 2v10M5 8l5 5 5-5M2 17.500h16', s: 2.4 }],
  print: [{ d: 'M5 7V2h10v5M5 14H2V7h16v7h-3M5 11.500h10V18H5Z', s: 2.2 }],
  person: [{ d: 'M10 10a4 4 0 1 0-.01 0ZM2.500 18.500c0-4 3-6 7.500-6s7.500 2 7.500 6', s: 2.2 }],
  place: [
    {
      d: 'M10 18.500s6.500-6 6.500-10.500a6.500 6.500 0 0 0-13 0C3.500 12.500 10 18.500 10 18.500ZM10 10.200a2.200 2.200 0 1 0-.01 0Z',
      s: 2.2,
    },
  ],
  search: [{ d: 'M8.500 14.500a6 6 0 1 0-.01 0ZM13 13l5.500 5.500', s: 2.4 }],
} satisfies Record<string, Shape[]>;

/** The arrows point the other way where the page is read from right to left. */
export const directed: ReadonlySet<IconName> = new Set(['forward', 'back']);

export const shapesOf = (name: IconName): Shape[] => icons[name];
