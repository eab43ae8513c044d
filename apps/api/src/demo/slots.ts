import { at, iso, minute, plusDays } from './calendar.ts';
import type { FairDay } from './calendar.ts';
import type { Chance } from './chance.ts';
import { stationName } from './editions.ts';
import { firstDay, placeIn } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { upperSecondary } from './schools.ts';
import * as texts from './texts.ts';

/** A slot while the demonstration is planned: its counters move as parties book. */
export interface DemoSlot {
  readonly id: string;
  readonly activityId: string;
  readonly kind: string;
  readonly audience: readonly string[];
  readonly language: string | null;
  readonly starts: number;
  readonly ends: number;
  readonly setup: number;
  readonly placeId: string | null;
  readonly online: boolean;
  readonly capacity: number;
  /** How much it is asked for, beside others of its kind. */
  readonly pull: number;
  taken: number;
  held: number;
}

interface ActivityPlan {
  readonly kind: string;
  readonly phase: 'before' | 'during' | 'after';
  readonly text: { readonly title: texts.Texts; readonly description: texts.Texts };
  readonly audience: readonly string[];
  readonly programmes?: readonly string[];
  readonly branch?: string;
}

interface TimePlan {
  readonly starts: number;
  readonly minutes: number;
  readonly place: string;
  readonly capacity: number;
  readonly language?: string;
  readonly pull?: number;
}

const all = ['family', 'single', 'group', 'class'];
const online = 'På nätet';
const setupMinutes: Readonly<Record<string, number>> = {
  'try-it': 5,
  'guardian-meeting': 15,
  'stage-talk': 10,
};

/** The programme of one edition: what can be booked before, during and after the fair. */
export class ProgrammePlan {
  readonly slots: DemoSlot[] = [];
  private readonly chance: Chance;
  private readonly born: number;

  constructor(
    private readonly plan: Plan,
    private readonly edition: DemoEdition,
  ) {
    this.chance = edition.chance('programme');
    this.born = at(plusDays(firstDay(edition), -120), '10:00');
    this.before();
    for (const day of edition.dates.days) this.comings(day);
    this.tryIts();
    this.meetings();
    this.talks();
    this.openHouses();
  }

  /** The rows, when nobody books any more. */
  write(): void {
    const exclusive = new Set(texts.kinds.filter((it) => it.exclusivePlace).map(({ key }) => key));
    for (const it of this.slots)
      this.plan.sheet.add('slot', {
        id: it.id,
        edition_id: this.edition.id,
        activity_id: it.activityId,
        place_id: it.placeId,
        setup_from: iso(it.setup),
        starts_at: iso(it.starts),
        ends_at: iso(it.ends),
        language: it.language,
        capacity: it.capacity,
        drop_in: it.kind === 'try-it' ? 2 : 0,
        taken: it.taken,
        held: it.held,
        state: 'open',
        exclusive: exclusive.has(it.kind) && !it.online,
      });
  }

  private activity(it: ActivityPlan, times: readonly TimePlan[]): void {
    const id = this.chance.id(this.born);
    this.plan.sheet.add('activity', {
      id,
      edition_id: this.edition.id,
      kind: it.kind,
      phase: it.phase,
      title: it.text.title,
      description: it.text.description,
      programmes: it.programmes ?? [],
      branch: it.branch ?? null,
      audience: it.audience,
    });
    for (const time of times) this.slots.push(this.slot(id, it, time));
  }

  private slot(activityId: string, { kind, audience }: ActivityPlan, time: TimePlan): DemoSlot {
    return {
      id: this.chance.id(this.born),
      activityId,
      kind,
      audience,
      language: time.language ?? null,
      starts: time.starts,
      ends: time.starts + time.minutes * minute,
      setup: time.starts - (setupMinutes[kind] ?? 0) * minute,
      placeId: placeIn(this.edition, time.place),
      online: time.place === online,
      capacity: time.capacity,
      pull: time.pull ?? 1,
      taken: 0,
      held: 0,
    };
  }

  private day(offset: number, time: string): number {
    return at(plusDays(firstDay(this.edition), offset), time);
  }

  private before(): void {
    const weeks = texts.themes.map((title, week) => ({ title, from: -14 + week * 6 }));
    for (const { title, from } of weeks)
      this.activity(
        {
          kind: 'theme-week',
          phase: 'before',
          text: { title, description: texts.themeDescription },
          audience: all,
        },
        [0, 1, 2, 3].map((step) => ({
          starts: this.day(from + step, step % 2 ? '13:00' : '10:00'),
          minutes: 45,
          place: online,
          capacity: 600,
          language: 'sv',
        })),
      );
    this.activity(
      { kind: 'exhibitor-meeting', phase: 'before', text: texts.exhibitorMeeting, audience: ['group'] },
      [
        { starts: this.day(-13, '09:00'), minutes: 120, place: 'Rum G2', capacity: 120, language: 'sv' },
        { starts: this.day(-13, '13:00'), minutes: 120, place: 'Rum G2', capacity: 120, language: 'sv' },
      ],
    );
  }

  private comings(day: FairDay): void {
    const wide = day.closes - day.opens > 9 * 60 * minute;
    const every = (from: string, to: string, capacity: number, place: string): TimePlan[] =>
      startsBetween(at(day.date, from), at(day.date, to), 20).map((starts) => ({
        starts,
        minutes: 20,
        place,
        capacity,
      }));
    this.activity({ kind: 'arrival', phase: 'during', text: texts.arrivals.class, audience: ['class'] }, [
      ...every('09:00', '14:40', 460, 'Entré 5'),
    ]);
    this.activity(
      {
        kind: 'arrival',
        phase: 'during',
        text: texts.arrivals.family,
        audience: ['family', 'single', 'group'],
      },
      every('15:30', wide ? '19:10' : '17:30', 180, 'Entré 8'),
    );
  }

  private tryIts(): void {
    texts.stations.forEach((station, index) => {
      const text = { title: station.title, description: texts.tryItDescription };
      const { branch, programmes, places, pull } = station;
      this.activity(
        { kind: 'try-it', phase: 'during', text, audience: all, branch, programmes },
        this.edition.dates.days.flatMap((day) => {
          const from = at(day.date, '09:40') + (index % 2) * 20 * minute;
          return startsBetween(from, day.closes - 20 * minute, 40).map((starts) => ({
            starts,
            minutes: 20,
            place: stationName(index),
            capacity: places,
            pull,
          }));
        }),
      );
    });
  }

  private meetings(): void {
    const rooms = ['Rum G2', 'Rum G3', 'Rum G4'];
    texts.meetings.forEach(({ language, title, pull, places }, index) => {
      const about = {
        kind: 'guardian-meeting',
        text: { title, description: texts.meetingDescription },
      } as const;
      const audience = ['family', 'single', 'group'];
      const room = rooms[index % 3] ?? 'Rum G2';
      const both = [this.day(index < 3 ? 0 : 2, '16:00'), this.day(1, index < 3 ? '17:15' : '18:30')];
      this.activity(
        { ...about, phase: 'during', audience },
        both.map((starts) => ({ starts, minutes: 60, place: room, capacity: places, language, pull })),
      );
      const evening = { minutes: 60, place: online, capacity: language === 'sv' ? 900 : 320, language, pull };
      this.activity({ ...about, phase: 'before', audience }, [
        { starts: this.day(-12 + index, '18:00'), ...evening },
      ]);
    });
  }

  private talks(): void {
    this.activity(
      {
        kind: 'guidance-talk',
        phase: 'during',
        text: texts.guidance,
        audience: ['family', 'single', 'group'],
      },
      this.edition.dates.days.flatMap(({ date }) =>
        startsBetween(at(date, '13:00'), at(date, '17:30'), 30).map((starts) => ({
          starts,
          minutes: 15,
          place: 'Vägledningstorget',
          capacity: 8,
        })),
      ),
    );
    texts.stageTalks.forEach((title, index) => {
      const times = this.edition.dates.days.map(({ date }) => ({
        starts: at(date, ['10:00', '13:00', '16:00', '17:00'][index] ?? '10:00'),
        minutes: 30,
        place: 'Stora scenen',
        capacity: 240,
        language: 'sv',
      }));
      const text = { title, description: texts.stageDescription };
      this.activity({ kind: 'stage-talk', phase: 'during', text, audience: all }, times);
    });
  }

  private openHouses(): void {
    upperSecondary.slice(0, 30).forEach(({ name }, index) => {
      const times = [0, 14].map((later) => ({
        starts: this.day(27 + later + (index % 3), '17:30'),
        minutes: 120,
        place: name,
        capacity: 380,
        language: 'sv',
        pull: 1 + this.chance.int(0, 3),
      }));
      const audience = ['family', 'single'];
      this.activity({ kind: 'open-house', phase: 'after', text: texts.openHouse(name), audience }, times);
    });
  }
}

function startsBetween(first: number, last: number, everyMinutes: number): number[] {
  const starts = [];
  for (let start = first; start <= last; start += everyMinutes * minute) starts.push(start);
  return starts;
}
