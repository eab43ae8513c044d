import { at, iso, minute, plusDays } from './calendar.ts';
import type { FairDay } from './calendar.ts';
import type { Chance } from './chance.ts';
import { demandFor } from './demand.ts';
import type { Demand, Wanted } from './demand.ts';
import { stationName } from './editions.ts';
import { firstDay, placeIn } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { upperSecondary } from './schools.ts';
import * as texts from './texts.ts';

/** A slot while the demonstration is planned: its counters move as parties book. */
export interface DemoSlot extends Wanted, Demand {
  readonly id: string;
  readonly activityId: string;
  readonly starts: number;
  readonly ends: number;
  readonly setup: number;
  readonly placeId: string | null;
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
const families = ['family', 'single', 'group'];
const classes = ['class', 'group'];
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
  private readonly demand: Chance;
  private readonly born: number;

  constructor(
    private readonly plan: Plan,
    private readonly edition: DemoEdition,
  ) {
    this.chance = edition.chance('programme');
    this.demand = edition.chance('demand');
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
        join_url: this.joinUrl(it),
      });
  }

  /** Where those with a place meet online; of what is over nobody needs it any more. */
  private joinUrl({ id, online: isOnline }: DemoSlot): string | null {
    return isOnline && this.edition.yearsBack === 0 ? `https://moten.example.se/${id.slice(-6)}` : null;
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
      // So that one large school does not fill a time.
      school_share: it.kind === 'arrival' && it.audience.includes('class') ? 40 : null,
    });
    for (const time of times) this.slots.push(this.slot(id, it, time));
  }

  private slot(activityId: string, { kind, audience }: ActivityPlan, time: TimePlan): DemoSlot {
    const { capacity, pull = 1, language = null } = time;
    const wanted = { kind, audience, capacity, pull, language, online: time.place === online };
    return {
      id: this.chance.id(this.born),
      activityId,
      ...wanted,
      ...demandFor(this.demand, wanted),
      starts: time.starts,
      ends: time.starts + time.minutes * minute,
      setup: time.starts - (setupMinutes[kind] ?? 0) * minute,
      placeId: placeIn(this.edition, time.place),
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

  /** Classes in the school day, families when it is over. */
  private comings(day: FairDay): void {
    const every = (from: string, to: number, capacity: number, place: string): TimePlan[] =>
      startsBetween(at(day.date, from), to, 20).map((starts) => ({ starts, minutes: 20, place, capacity }));
    const coming = { kind: 'arrival', phase: 'during' } as const;
    this.activity(
      { ...coming, text: texts.arrivals.class, audience: ['class'] },
      every('09:00', at(day.date, '14:40'), 460, 'Entré 5'),
    );
    const lastArrival = day.closes - (isLong(day) ? 50 : 30) * minute;
    this.activity(
      { ...coming, text: texts.arrivals.family, audience: families },
      every('15:30', lastArrival, 220, 'Entré 8'),
    );
  }

  /** Each station twice under one title: for classes by day and for families after school. */
  private tryIts(): void {
    texts.stations.forEach((station, index) => {
      const { branch, programmes, places, pull } = station;
      const text = { title: station.title, description: texts.tryItDescription };
      const tryIt = { kind: 'try-it', phase: 'during', text, branch, programmes } as const;
      const slot = { minutes: 20, place: stationName(index), capacity: places, pull };
      const timesOf = (starts: (day: FairDay, second: boolean) => number[]): TimePlan[] =>
        this.edition.dates.days.flatMap((day) =>
          starts(day, index % 2 === 1).map((it) => ({ ...slot, starts: it })),
        );
      this.activity({ ...tryIt, audience: classes }, timesOf(classTries));
      this.activity({ ...tryIt, audience: families }, timesOf(familyTries));
    });
  }

  private meetings(): void {
    const rooms = ['Rum G2', 'Rum G3', 'Rum G4'];
    texts.meetings.forEach(({ language, title, pull, places }, index) => {
      const about = {
        kind: 'guardian-meeting',
        text: { title, description: texts.meetingDescription },
      } as const;
      const audience = families;
      const room = rooms[index % 3] ?? 'Rum G2';
      const both = [this.day(index < 3 ? 0 : 2, '16:30'), this.day(1, index < 3 ? '17:15' : '18:30')];
      this.activity(
        { ...about, phase: 'during', audience },
        both.map((starts) => ({ starts, minutes: 60, place: room, capacity: places, language, pull })),
      );
      const evening = { minutes: 60, place: online, capacity: language === 'sv' ? 900 : 320, language, pull };
      this.activity({ ...about, phase: 'before', audience }, [
        { starts: this.day(onlineMeetings[index] ?? -12, '18:00'), ...evening },
      ]);
    });
  }

  private talks(): void {
    const { days } = this.edition.dates;
    const talk = {
      kind: 'guidance-talk',
      phase: 'during',
      text: texts.guidance,
      audience: families,
    } as const;
    this.activity(
      talk,
      days.flatMap(({ date, closes }) =>
        startsBetween(at(date, '16:00'), closes - 30 * minute, 30).map((starts) => ({
          starts,
          minutes: 15,
          place: 'Vägledningstorget',
          capacity: 8,
        })),
      ),
    );
    for (const [audience, ...times] of stage) this.stage(audience, times);
  }

  private stage(audience: readonly string[], times: readonly StageTime[]): void {
    for (const [talk, time] of times) {
      const title = texts.stageTalks[talk];
      const days = this.edition.dates.days.filter((day) => at(day.date, time) < day.closes - 30 * minute);
      const on = { minutes: 30, place: 'Stora scenen', capacity: 240, language: 'sv' };
      const text = title && { title, description: texts.stageDescription };
      if (text)
        this.activity(
          { kind: 'stage-talk', phase: 'during', text, audience },
          days.map(({ date }) => ({ ...on, starts: at(date, time) })),
        );
    }
  }

  private openHouses(): void {
    upperSecondary.slice(0, 30).forEach(({ name }, index) => {
      const times = [0, 14].map((later) => ({
        starts: this.day(27 + later + (index % 3), '17:30'),
        minutes: 120,
        place: name,
        capacity: 450,
        language: 'sv',
        pull: 1 + this.chance.int(0, 3),
      }));
      const audience = ['family', 'single'];
      this.activity({ kind: 'open-house', phase: 'after', text: texts.openHouse(name), audience }, times);
    });
  }
}

/** Evenings before the fair, in days from its first, a Tuesday: never at a weekend. */
const onlineMeetings = [-12, -8, -7, -6, -5, -13];

/** Wednesday, which has an evening. */
const isLong = ({ opens, closes }: FairDay): boolean => closes - opens > 9 * 60 * minute;

/** Every other station begins later, so that a class can go from one to the next. */
const classTries = ({ date }: FairDay, second: boolean): number[] =>
  startsBetween(at(date, second ? '09:40' : '09:20'), at(date, '14:50'), 40);

/** Once the first have come, every 40 minutes; on the long evening once an hour, since hosts need their supper. */
function familyTries(day: FairDay, second: boolean): number[] {
  const last = day.closes - (isLong(day) ? 60 : 20) * minute;
  const from = (time: string) => at(day.date, time);
  if (isLong(day)) return startsBetween(from(second ? '16:30' : '16:00'), last, 60);
  return startsBetween(from(second ? '16:10' : '15:50'), last, 40);
}

type StageTime = readonly [talk: number, time: string];

/** Who hears which talk on the stage when; the last classes and the first families hear one together. */
const stage: readonly (readonly [readonly string[], ...StageTime[]])[] = [
  [classes, [0, '10:00'], [1, '11:00'], [2, '13:00'], [3, '14:00']],
  [all, [3, '15:50']],
  [families, [0, '16:35'], [1, '17:15'], [2, '18:30']],
];

function startsBetween(first: number, last: number, everyMinutes: number): number[] {
  const starts = [];
  for (let start = first; start <= last; start += everyMinutes * minute) starts.push(start);
  return starts;
}
