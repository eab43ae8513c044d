import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { answerSurvey, In, readSurveyToAnswer, Reply, saveSurveyDraft } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { Keys } from '../platform/keys.ts';
import { Limits } from '../platform/limits.ts';
import { Links } from '../platform/links.ts';
import {
  answerRows,
  draftOf,
  idOfChance,
  keptTraits,
  refusedAnswers,
  shutAt,
  windowAt,
} from './answering.rules.ts';
import type { Traits } from './answering.rules.ts';
import {
  countThrough,
  crowdInClasses,
  crowdInvited,
  deleteDraft,
  holdWindow,
  insertResponse,
  questionsOf,
  readDraft,
  readInvitation,
  readLink,
  writeDraft,
} from './answering.sql.ts';
import type { NewResponse, WayRow } from './answering.sql.ts';
import { Ballots } from './ballots.service.ts';

type Handed = In<typeof answerSurvey>['body'];

/** By link and address: a whole school answers behind one, and a code on a wall is not filled by one. */
const limits = {
  invitation: { points: 60, seconds: 60 },
  class: { points: 400, seconds: 3600 },
  open: { points: 40, seconds: 60 },
  kiosk: { points: 40, seconds: 60 },
} as const;

/** Answering a survey, once by invitation or by many through a link; nothing kept tells who answered (I11). */
@Injectable()
export class Answering {
  private readonly key: Buffer;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly links: Links,
    private readonly limits: Limits,
    private readonly ballots: Ballots,
    keys: Keys,
  ) {
    this.key = keys.for('responses');
  }

  async read(token: string): Promise<Reply<typeof readSurveyToAnswer>> {
    const way = await this.wayOf(token);
    const state = await this.stateOf(way);
    const isOpen = state === 'open';
    const asksForDraft = isOpen && way.way === 'invitation';
    const mark = this.ballots.draftOf(way.id, way.wayId);
    return {
      ...viewOf(way),
      state,
      questions: isOpen ? await questionsOf(this.db, way.id) : [],
      draft: asksForDraft ? await readDraft(this.db, mark) : [],
    };
  }

  /** Keeps what an invitation has answered so far; a link for many has nothing to keep it under. */
  async save(token: string, { answers }: In<typeof saveSurveyDraft>['body']): Promise<{ kept: number }> {
    const way = await this.wayOf(token);
    if (way.way !== 'invitation') throw refuse('not_found');
    await this.limits.take('survey-draft', way.wayId, limits.invitation);
    const kept = draftOf(await questionsOf(this.db, way.id), answers);
    await this.db.transaction(async (tx) => {
      await this.holdOpen(tx, way.id);
      await this.ballots.hold(tx, way.id, way.wayId);
      if (await this.ballots.isSpent(tx, way.id, way.wayId)) throw refuse('survey_answered');
      await writeDraft(tx, this.ballots.draftOf(way.id, way.wayId), kept, this.today(way));
    });
    return { kept: kept.length };
  }

  /** Hands in. An invitation that has answered hears the same again, and nothing is written. */
  async answer(token: string, address: string, handed: Handed): Promise<Reply<typeof answerSurvey>> {
    const way = await this.wayOf(token);
    await this.limits.take(`survey-${way.way}`, `${way.wayId} ${address}`, limits[way.way]);
    const shut = way.ended ? refuse('survey_closed') : shutAt(way, this.clock.now());
    if (shut) throw shut;
    const wrong = refusedAnswers(await questionsOf(this.db, way.id), handed.answers);
    if (wrong) throw wrong;
    const response = await this.responseOf(way, handed);
    await this.db.transaction((tx) => this.put(tx, way, response));
    return { thanks: way.thanks };
  }

  private async put(tx: Tx, way: WayRow, response: NewResponse): Promise<void> {
    await this.holdOpen(tx, way.id);
    if (way.way !== 'invitation') return putThrough(tx, way, response);
    if (!(await this.ballots.spend(tx, way.id, way.wayId))) return;
    await deleteDraft(tx, this.ballots.draftOf(way.id, way.wayId));
    await insertResponse(tx, response);
  }

  private async responseOf(way: WayRow, { locale, answers, once }: Handed): Promise<NewResponse> {
    const own = { ...way, locale };
    const traits =
      way.way === 'class' || way.way === 'invitation' ? await this.kept(way, own) : unknownBut(locale);
    const id = once && way.way !== 'invitation' ? this.idFor(way.wayId, once) : idOfChance();
    return { ...traits, id, survey: way.id, way: way.way, on: this.today(way), answers: answerRows(answers) };
  }

  private async kept(way: WayRow, own: Traits): Promise<Traits> {
    const crowd = await (way.way === 'class' ? crowdInClasses : crowdInvited)(this.db, way.id);
    return keptTraits(own, crowd, way.threshold);
  }

  /** The same for the same press through the same link; as good as chance to whoever has not the key. */
  private idFor(link: string, once: string): string {
    return idOfChance(createHmac('sha256', this.key).update(`${link}\0${once}`).digest());
  }

  private async wayOf(token: string): Promise<WayRow> {
    const invitation = this.links.read('survey', token);
    const link = invitation ? undefined : this.links.read('class-survey', token);
    const row = invitation
      ? await readInvitation(this.db, invitation.id)
      : link && (await readLink(this.db, link.id));
    const gone = row?.way === 'invitation' && row.ended;
    if (!row || gone || row.revision !== (invitation ?? link)?.revision) throw refuse('not_found');
    return row;
  }

  private async stateOf(way: WayRow): Promise<Reply<typeof readSurveyToAnswer>['state']> {
    const window = way.ended ? 'closed' : windowAt(way, this.clock.now());
    if (window !== 'open') return window;
    if (way.way !== 'invitation') return (way.answered ?? 0) < (way.most ?? 0) ? 'open' : 'full';
    return (await this.ballots.isSpent(this.db, way.id, way.wayId)) ? 'answered' : 'open';
  }

  private async holdOpen(tx: Tx, survey: string): Promise<void> {
    const window = await holdWindow(tx, survey);
    const shut = window ? shutAt(window, this.clock.now()) : refuse('survey_closed');
    if (shut) throw shut;
  }

  private today({ timeZone }: WayRow): string {
    return this.clock.now().toLocaleDateString('sv-SE', { timeZone });
  }
}

/** Where nobody is known beforehand, the language answered in points at nobody. */
const unknownBut = (locale: string): Traits => ({ locale, municipality: null, schoolId: null, grade: null });

async function putThrough(tx: Tx, way: WayRow, response: NewResponse): Promise<void> {
  if (!(await insertResponse(tx, response))) return;
  if (!(await countThrough(tx, way.wayId, way.revision))) throw refuse('survey_link_full');
}

const viewOf = (it: WayRow) => ({
  way: it.way,
  title: it.title,
  intro: it.intro,
  thanks: it.thanks,
  languages: it.languages,
  organiser: it.organiser,
  timeZone: it.timeZone,
  opensAt: it.opensAt?.toISOString() ?? null,
  closesAt: it.closesAt?.toISOString() ?? null,
  class: it.way === 'class' ? { name: it.label, answered: it.answered ?? 0, expected: it.expected } : null,
});
