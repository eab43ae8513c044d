import { chanceOf } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';

interface Recorded {
  readonly label: string;
  readonly key: string;
  readonly value: number | null;
  readonly way: string;
  readonly certainty: 'high' | 'medium' | 'low';
  readonly source: string;
}

const record = 'Göteborgsregionen, nyhet om besöksrekord på Gymnasiedagarna 2016';
const tourism = 'Göteborg & Co, om Gymnasiedagarna och Future Skills; året är slutet sig till';
const digital = 'Vårt Göteborg, om digitala Gymnasiedagarna och Future Skills 2021';

/** What earlier years have published. Each way of counting is a series of its own; the digital year most of all. */
const recorded: readonly Recorded[] = [
  { label: '2016', key: 'visitors', value: 26352, way: 'counted', certainty: 'high', source: record },
  { label: '2016', key: 'exhibitors', value: 122, way: 'counted', certainty: 'high', source: record },
  {
    label: '2017',
    key: 'visitors',
    value: null,
    way: 'counted',
    certainty: 'low',
    source: 'Ingen uppgift har hittats',
  },
  { label: '2018', key: 'visitors', value: 33000, way: 'more-than', certainty: 'medium', source: tourism },
  { label: '2021', key: 'visitors', value: 16000, way: 'digital', certainty: 'high', source: digital },
  { label: '2021', key: 'exhibitors', value: 100, way: 'digital', certainty: 'medium', source: digital },
  { label: '2021', key: 'theme-week', value: 5600, way: 'digital', certainty: 'high', source: digital },
];

export function addRecorded(plan: Plan): void {
  const chance = chanceOf('fair', 'recorded');
  for (const it of recorded)
    plan.sheet.add('recorded_figure', { id: chance.id(plan.now), fair_id: plan.fairId, by: {}, ...it });
}

/** What staff wrote, by part of the report and in its order. Figures stand beside it and are not repeated in words. */
const words: Readonly<Record<string, string>> = {
  purpose:
    'Att använda vår plattform och mötesplats för att förbereda eleverna för framtiden. Mässan är en serie aktiviteter före, under och efter, för elever och deras vårdnadshavare.',
  basis:
    'Vi har frågat studie- och yrkesvägledare, den strategiska referensgruppen, representanter från arbetslivet, utställare, vårdnadshavare och elever.',
  activities:
    'Före: temaveckor, förträff för utställare och möten för vårdnadshavare på nätet. Under: tre dagar på mässan. Efter: öppna hus på skolorna och enkäter i klassrummet.',
  focus: 'Årets fokus var yrkesprogrammen.',
  guardians: 'Vårdnadshavare fick möten på sex språk, både på plats och på nätet före mässan.',
  financing: 'Den gemensamma ytan för yrken och branscher betalades av SKR och branscherna.',
  web: 'Trafiken till webbplatsen ökade, mest veckorna före mässan.',
  visitors: 'Fler kom än året före. Ökningen märktes mest bland klasserna.',
  stand: 'Yrkesmontern fick gott betyg, särskilt de nya delarna av upplägget.',
  discussion: 'Samtalet går från att värva elever till mer studie- och yrkesvägledning.',
  open: 'Hur når vi vårdnadshavare bättre? Vad kan vi göra mer för elever på introduktionsprogram?',
};

/** The newest has all parts; of the one before some were never written. */
export function addWords(plan: Plan, edition: DemoEdition): void {
  const parts = Object.entries(words).filter(([part]) => edition.yearsBack === 1 || earlier.has(part));
  for (const [part, body] of parts) {
    const at = { edition_id: edition.id, part, version: 1 };
    plan.sheet.add('evaluation_text_version', { ...at, body, made_at: new Date(plan.now) });
    plan.sheet.add('evaluation_text', at);
  }
}
const earlier = new Set(['purpose', 'basis', 'financing', 'discussion']);
