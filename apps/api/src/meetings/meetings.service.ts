import { Injectable } from '@nestjs/common';
import type { In, listMeetings, readMeeting, Reply } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { materialMails, materialOf, materialView } from './material.sql.ts';
import { editionOf, kindTitles, meetingView, overviewOf, slotOf, staffOf } from './meetings.sql.ts';
import type { OverviewRow } from './meetings.sql.ts';
import { Needs } from './needs.service.ts';
import { questionsOf, questionView } from './questions.sql.ts';

type List = Reply<typeof listMeetings>;

/** Meetings as those see them who prepare them. */
@Injectable()
export class Meetings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly needs: Needs,
  ) {}

  async list(account: string, slug: string, query: In<typeof listMeetings>['query']): Promise<List> {
    const edition = await editionOf(this.db, slug, staffOf(account));
    if (!edition) throw refuse('not_found');
    const [rows, due] = await Promise.all([overviewOf(this.db, { edition }), this.needs.dueIn(edition)]);
    const all = rows.map((row) => overview(row, { due, now: this.clock.now() }));
    const items = all.filter((it) => isWanted(it, query));
    return {
      items,
      total: items.length,
      newQuestions: all.reduce((sum, { questions }) => sum + questions.new, 0),
      needsDue: due.size,
      materialMissing: all.filter(isMissing).length,
      kinds: await kindTitles(this.db, [...new Set(all.map(({ kind }) => kind))]),
      languages: [...new Set(all.flatMap(({ language }) => language ?? []))].sort(swedishFirst),
    };
  }

  async read(account: string, slot: string): Promise<Reply<typeof readMeeting>> {
    const found = await slotOf(this.db, slot, staffOf(account));
    if (!found) throw refuse('not_found');
    const [[row], due, questions, material, mailed] = await Promise.all([
      overviewOf(this.db, { edition: found.editionId, slot: found.id }),
      this.needs.dueIn(found.editionId),
      questionsOf(this.db, found.editionId, { slot: found.id }),
      materialOf(this.db, found.id),
      materialMails(this.db, found.id),
    ]);
    if (!row) throw refuse('not_found');
    return {
      meeting: {
        ...overview(row, { due, now: this.clock.now() }),
        edition: found.edition,
        timeZone: found.timeZone,
      },
      questions: questions.map(questionView),
      material: material.map(materialView),
      mailed,
    };
  }
}

const swedishFirst = (a: string, b: string): number =>
  Number(b === 'sv') - Number(a === 'sv') || a.localeCompare(b);

const isWanted = (it: List['items'][number], query: In<typeof listMeetings>['query']): boolean =>
  (!query.kind || it.kind === query.kind) && (!query.language || it.language === query.language);

/** Talks with one family are about that family: only meetings in a language have something for all to read. */
const isMissing = ({ ended, material, language }: List['items'][number]): boolean =>
  ended && material === 0 && language !== null;

const overview = (
  row: OverviewRow,
  { due, now }: { due: ReadonlyMap<string, number>; now: Date },
): List['items'][number] => ({
  ...meetingView(row),
  activity: row.activity,
  online: row.online,
  hasLink: row.hasLink,
  capacity: row.capacity,
  taken: row.taken,
  line: { parties: row.waitingParties, places: row.waitingPlaces },
  questions: { new: row.newQuestions, approved: row.approvedQuestions },
  needsDue: due.get(row.slot) ?? 0,
  material: row.material,
  ended: row.endsAt <= now,
});
