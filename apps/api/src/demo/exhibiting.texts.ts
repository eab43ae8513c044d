import type { Texts } from './texts.ts';

/** Sizes in decimetres, prices in öre without VAT. */
export interface BoothSize {
  readonly key: string;
  readonly width: number;
  readonly depth: number;
  readonly priceOre: number;
  readonly includes: Texts;
}

export const boothSizes: readonly BoothSize[] = [
  {
    key: '3x2',
    width: 30,
    depth: 20,
    priceOre: 1_450_000,
    includes: {
      sv: 'Bakvägg, bord, två stolar och el',
      en: 'Back wall, table, two chairs and power',
      ar: 'جدار خلفي وطاولة وكرسيان وكهرباء',
    },
  },
  {
    key: '4x2',
    width: 40,
    depth: 20,
    priceOre: 1_890_000,
    includes: {
      sv: 'Bakvägg, bord, två stolar, el och en skärm',
      en: 'Back wall, table, two chairs, power and a screen',
      ar: 'جدار خلفي وطاولة وكرسيان وكهرباء وشاشة',
    },
  },
  {
    key: '5x2',
    width: 50,
    depth: 20,
    priceOre: 2_340_000,
    includes: {
      sv: 'Bakvägg, två bord, fyra stolar, el och en skärm',
      en: 'Back wall, two tables, four chairs, power and a screen',
      ar: 'جدار خلفي وطاولتان وأربعة كراسٍ وكهرباء وشاشة',
    },
  },
];

const first = `Mässan ska hjälpa unga att välja. Därför gäller samma regler för alla.

1. Berätta allsidigt, sakligt och korrekt om utbildningen. Jämför er inte med andra.
2. Minst en vuxen är alltid i montern. Högst fem personer står där samtidigt.
3. Arbeta bara i er egen monter. Dela inte ut något i gångarna.
4. Små presenter går bra. Godis, tävlingar med vinster och djur går inte bra.
5. Håll nere ljudet. Använd hörlurar om ni visar film.
6. Ingen under 18 år får vara i hallen när montrar byggs eller rivs.
7. Stäng inte montern före mässans slut.

Den som är kontaktperson ser till att alla i montern kan reglerna.`;

const second = `${first}

Nytt i den här versionen: hänvisa gärna elever vidare till andra montrar, också till dem som visar samma program.`;

export const guidelines: readonly { title: { sv: string; en: string }; body: { sv: string; en: string } }[] =
  [
    {
      title: { sv: 'Riktlinjer för utställare', en: 'Guidelines for exhibitors' },
      body: {
        sv: first,
        en: 'Tell the whole truth about the education, stay in your own booth, keep the sound down.',
      },
    },
    {
      title: { sv: 'Riktlinjer för utställare, uppdaterade', en: 'Guidelines for exhibitors, updated' },
      body: {
        sv: second,
        en: 'Tell the whole truth about the education, stay in your own booth, keep the sound down, and show pupils on to others.',
      },
    },
  ];
