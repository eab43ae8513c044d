import { Injectable } from '@nestjs/common';
import type { readDemand, Reply } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { suggest } from './demand.rules.ts';
import type { Asked } from './demand.rules.ts';
import { demandOf, freeRooms, spokenAt } from './demand.sql.ts';
import type { DemandRow, FreeRow } from './demand.sql.ts';
import { editionOf, staffOf } from './meetings.sql.ts';

type View = Reply<typeof readDemand>;
type Suggestion = View['items'][number]['suggestion'];
type AskedOf = Asked & { readonly row: DemandRow; readonly longest: NonNullable<DemandRow['longest']> };

const dayMs = 24 * 3_600_000;

/** What is asked for in each language and not had. */
@Injectable()
export class Demand {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async read(account: string, slug: string): Promise<View> {
    const edition = await editionOf(this.db, slug, staffOf(account));
    if (!edition) throw refuse('not_found');
    const [rows, parties] = await Promise.all([demandOf(this.db, edition), spokenAt(this.db, edition)]);
    const suggestions = await this.suggestionsFor(edition, rows);
    const items = rows.map((row) => viewOf(row, suggestions.get(row) ?? null));
    return { items, total: items.length, parties };
  }

  /** Rooms and times within the fair's opening hours that nothing stands in yet, from tomorrow on. */
  private async suggestionsFor(
    edition: string,
    rows: readonly DemandRow[],
  ): Promise<Map<DemandRow, NonNullable<Suggestion>>> {
    const asked = rows.flatMap(askedOf);
    const minutes = Math.max(0, ...asked.map((it) => it.minutes));
    if (minutes === 0) return new Map();
    const from = new Date(this.clock.now().getTime() + dayMs);
    const free = await freeRooms(this.db, { edition, from, minutes });
    return new Map([...suggest(asked, free)].map(([it, time]) => [it.row, suggestionOf(it, time)]));
  }
}

const askedOf = (row: DemandRow): AskedOf[] =>
  row.longest
    ? [
        {
          row,
          longest: row.longest,
          language: row.language,
          kind: row.kind,
          waiting: row.unmet,
          minutes: row.longest.minutes,
          minuteOfDay: row.longest.minuteOfDay,
        },
      ]
    : [];

const suggestionOf = ({ row, longest, waiting }: AskedOf, time: FreeRow): NonNullable<Suggestion> => ({
  activity: longest.activity,
  kind: row.kind,
  waiting,
  place: { id: time.place, name: time.name },
  startsAt: time.startsAt.toISOString(),
  minutes: longest.minutes,
  capacity: longest.capacity,
});

const viewOf = (row: DemandRow, suggestion: Suggestion): View['items'][number] => ({
  kind: row.kind,
  kindTitle: row.kindTitle,
  language: row.language,
  meetings: row.meetings,
  places: row.places,
  taken: row.taken,
  line: { parties: row.waitingParties, places: row.waitingPlaces },
  unmet: row.unmet,
  suggestion,
});
