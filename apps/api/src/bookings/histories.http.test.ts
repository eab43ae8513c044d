import {
  acceptOffer,
  addBooking,
  bookParty,
  cancelBooking,
  cancelParty,
  changeBooking,
  changeParty,
  declineOffer,
  holdPlaces,
  moveBooking,
  releaseHold,
} from '@vagval/contract';
import type { Call } from '@vagval/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { kind, makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { newParty } from '../../test/parties.ts';
import { newId } from '../platform/ids.ts';
import { Links } from '../platform/links.ts';
import { BookingsModule } from './bookings.module.ts';
import { Holds } from './holds.service.ts';
import { readKept } from './holds.sql.ts';
import { Line } from './line.service.ts';
import { Visits } from './visits.service.ts';
import { Places } from './places.service.ts';

// Random histories of concurrent clients on a real server and database; after every step I1, I2, I3, I6 and I7 hold
// over all rows. HISTORIES=500 for the long run. Each guard was taken out once, and 150 histories found it:
//   the counter's condition in bookOne and takePlaces (and the constraint)  I1, more than the capacity
//   offerFreed in Parties.end, or in Line.expireIn                          I2, somebody waits who would fit
//   waitedBeside (nobody's other lines are served again)                    I2, somebody waits who would fit
//   the order of readLine (turned round)                                    I2, somebody is served ahead; the log
//   the first of three in line (skipped)                                    I2, the log differs from the rules
//   the trigger that logs who leaves a line                                 I2, the log differs from the table
//   the clash in Parties.accept and mayBook, or Line's passing by           I3
//   the counter given back in deleteHold, or in writeMoved                  I1, held or taken is not the sum
//   offerFreedIn in Holds.release, Taking.bookTogether or Moves             I2, somebody waits who would fit
//   the clash in Holds.mayTake, or the whole party's time in personsIn      I3
//   the message in writeGifts                                               I6
//   the keys in IdempotencyInterceptor                                      I7, more parties than keys
const histories = Number(process.env['HISTORIES'] ?? 60);
const known =
  /^(slot_|not_open_yet|already_booked|overlaps|over_party_size|limit_reached|party_cancelled|wrong_state|hold_ended|no_offer|offer_expired|in_flight|nobody)/;

const at = fc.nat({ max: 7 });
const slotAt = fc.nat({ max: 3 });
const size = fc.integer({ min: 1, max: 4 });
const choice = fc.record({
  slot: slotAt,
  places: fc.option(size, { nil: undefined }),
  wait: fc.boolean(),
  partOk: fc.boolean(),
});
type Choice = { slot: number; places: number | undefined; wait: boolean; partOk: boolean };

/** What one client does; parties, bookings and slots are named by number, counted round. */
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('book' as const),
      size,
      choices: fc.array(choice, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('bookTwice' as const),
      size,
      choices: fc.array(choice, { minLength: 1, maxLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('add' as const), at, choice }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('change' as const), at, booking: at, places: size }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('resize' as const), at, size }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('cancel' as const), at, booking: at }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('cancelAll' as const), at }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('accept' as const), at, booking: at }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('decline' as const), at, booking: at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      at,
      booking: at,
      slot: slotAt,
      places: fc.option(size, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('hold' as const),
      size,
      choices: fc.array(choice, { minLength: 1, maxLength: 2 }),
      replaces: fc.option(at, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('letGo' as const), hold: at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('bookHeld' as const),
      hold: at,
      size,
      choices: fc.array(choice, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('confirm' as const), at, hold: at }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('endHolds' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('expire' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('release' as const), slot: slotAt }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('capacity' as const),
      slot: slotAt,
      places: fc.nat({ max: 6 }),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** How far the clock goes before a step; now and then past an offer's end, or to the day itself. */
const pause = fc.oneof(
  { weight: 8, arbitrary: fc.constant('a second' as const) },
  { weight: 2, arbitrary: fc.constant('five minutes' as const) },
  { weight: 3, arbitrary: fc.constant('a day' as const) },
  { weight: 1, arbitrary: fc.constant('the day before' as const) },
  { weight: 1, arbitrary: fc.constant('ten minutes in' as const) },
);
type Pause = typeof pause extends fc.Arbitrary<infer P> ? P : never;
const step = fc.record({ pause, together: fc.array(command, { minLength: 1, maxLength: 4 }) });

const inLine = fc.record({ size, beside: fc.boolean() });
type InLine = { size: number; beside: boolean };

interface World {
  readonly fair: TestFair;
  readonly slots: readonly string[];
  readonly parties: { readonly id: string; readonly call: Call }[];
  /** Tokens of everything that was ever kept. */
  readonly holds: string[];
  /** Keys of requests that booked: as many parties, however often each was sent (I7). */
  readonly keys: Set<string>;
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule], env: { DB_POOL: '8', LIMIT_FACTOR: '10000' } });
});
afterAll(() => app.close());

/** A fair of four slots, three of them at the same time and one of these for whole parties, and a line for the first; some in it visit the second beside. */
async function newWorld(line: readonly InLine[]): Promise<World> {
  await app.db.rows('TRUNCATE organiser, audit_entry, outbox CASCADE');
  app.clock.set('2027-01-10T10:00:00Z');
  const fair = await makeFair(app.db);
  await kind(app.db, 'guidance-talk');
  await app.db.rows(`UPDATE activity_kind SET counts = 'parties' WHERE key = 'guidance-talk'`);
  const slots = [
    await fair.slot({ capacity: 3 }),
    await fair.slot({ capacity: 5, startsAt: '2027-01-19T09:20Z' }),
    await fair.slot({ capacity: 4, startsAt: '2027-01-20T09:00Z' }),
    await fair.slot({ kind: 'guidance-talk', capacity: 2, startsAt: '2027-01-19T09:10Z' }),
  ];
  const world = { fair, slots, parties: [], holds: [], keys: new Set<string>() };
  const waitFor = (slot: number) => ({ slot, places: undefined, wait: true, partOk: false });
  for (const { size, beside } of [{ size: 3, beside: false }, ...line]) {
    await bookWith(world, { size, choices: [waitFor(0)] });
    if (beside) await underLink(world, { does: 'add', at: world.parties.length - 1, choice: waitFor(1) });
    app.clock.advance({ seconds: 1 });
  }
  // All of the third slot is kept for somebody who checks, and somebody waits for it.
  await hold(world, { size: 4, choices: [waitFor(2)], replaces: undefined });
  await bookWith(world, { size: 2, choices: [waitFor(2)] });
  return world;
}

function goOn(pause: Pause): void {
  const to = { 'the day before': '2027-01-18T12:00:00Z', 'ten minutes in': '2027-01-19T09:10:00Z' }[
    pause as string
  ];
  if (to && new Date(to) > app.clock.now()) app.clock.set(to);
  else if (pause === 'five minutes') app.clock.advance({ minutes: 5 });
  else app.clock.advance(pause === 'a day' ? { days: 1 } : { seconds: 1 });
}

const wanted = (world: World, { slot, places, wait, partOk }: Choice) => ({
  slot: world.slots[slot] ?? '',
  ...(places && { places }),
  ...(wait && { ifFull: 'wait' as const }),
  partOk,
});

async function bookWith(
  world: World,
  it: { size: number; choices: readonly Choice[]; token?: string | undefined },
  key = newId(),
): Promise<string> {
  const bookings = it.choices.map((one) => wanted(world, one));
  const body = newParty({ size: it.size, bookings, ...(it.token && { hold: it.token }) });
  const answer = await app.call(
    bookParty,
    { params: { edition: world.fair.slug }, body },
    { headers: { 'idempotency-key': key } },
  );
  if (!answer.ok) return answer.code;
  const { id } = answer.data.party;
  if (!world.keys.has(key)) world.parties.push({ id, call: app.withLink('party', id, 1) });
  world.keys.add(key);
  return 'done';
}

async function bookTwice(world: World, it: { size: number; choices: readonly Choice[] }): Promise<string> {
  const key = newId();
  const both = await Promise.all([bookWith(world, it, key), bookWith(world, it, key)]);
  return both.find((word) => !known.test(word)) ?? 'done';
}

const holdAt = ({ holds }: World, at = 0): string | undefined => holds[at % holds.length];

async function hold(
  world: World,
  it: { size: number; choices: readonly Choice[]; replaces: number | undefined },
): Promise<string> {
  const replaces = it.replaces === undefined ? undefined : holdAt(world, it.replaces);
  const bookings = it.choices.map(({ slot, places }) => ({
    slot: world.slots[slot] ?? '',
    ...(places && { places }),
  }));
  const answer = await app.call(holdPlaces, {
    params: { edition: world.fair.slug },
    body: { kind: 'family', size: it.size, bookings, ...(replaces && { replaces }) },
  });
  if (!answer.ok) return answer.code;
  world.holds.push(answer.data.hold);
  return 'done';
}

/** What somebody thought about becomes the bookings of a party that is there already. */
async function confirm(world: World, it: { at: number; hold: number }): Promise<string> {
  const party = world.parties[it.at % world.parties.length];
  const link = app.get(Links).read('hold', holdAt(world, it.hold) ?? '');
  if (!party || !link) return 'nobody';
  const done = app.db.transaction(async (tx) => {
    const visit = await app.get(Visits).lock(tx, party.id);
    if (visit?.party.state !== 'active') return;
    const wanted = await readKept(tx, link.id);
    const how = { now: app.clock.now(), limited: true, holdId: link.id, needsHold: true };
    await app.get(Visits).arrange(tx, visit, { wanted, ...how });
  });
  return done.then(() => 'done').catch((error: { code?: string }) => error.code ?? 'unexpected');
}

type OfHold = Extract<Command, { does: 'hold' | 'letGo' | 'bookHeld' | 'confirm' | 'endHolds' }>;

async function withHold(world: World, it: OfHold): Promise<string> {
  if (it.does === 'hold') return hold(world, it);
  if (it.does === 'confirm') return confirm(world, it);
  if (it.does === 'bookHeld') return bookWith(world, { ...it, token: holdAt(world, it.hold) });
  if (it.does === 'letGo')
    return word(app.call(releaseHold, { body: { hold: holdAt(world, it.hold) ?? '' } }));
  return app
    .get(Holds)
    .endExpired(app.clock.now())
    .then(() => 'done');
}

const word = async (answer: Promise<{ ok: true } | { ok: false; code: string }>): Promise<string> => {
  const it = await answer;
  return it.ok ? 'done' : it.code;
};

async function bookingIdOf(party: string, nth: number): Promise<string> {
  const rows = await app.db.rows<{ id: string }>('SELECT id FROM booking WHERE party_id = $1 ORDER BY id', [
    party,
  ]);
  return rows[nth % rows.length]?.id ?? newId();
}

async function underLink(
  world: World,
  it: Exclude<Extract<Command, { at: number }>, OfHold>,
): Promise<string> {
  const party = world.parties[it.at % world.parties.length];
  if (!party) return 'nobody';
  const { call } = party;
  if (it.does === 'add') return word(call(addBooking, { body: wanted(world, it.choice) }));
  if (it.does === 'resize') return word(call(changeParty, { body: { size: it.size } }));
  if (it.does === 'cancelAll') return word(call(cancelParty));
  const params = { booking: await bookingIdOf(party.id, it.booking) };
  if (it.does === 'move')
    return word(
      call(moveBooking, {
        params,
        body: { slot: world.slots[it.slot] ?? '', ...(it.places && { places: it.places }) },
      }),
    );
  if (it.does === 'change') return word(call(changeBooking, { params, body: { places: it.places } }));
  return word(
    call({ cancel: cancelBooking, accept: acceptOffer, decline: declineOffer }[it.does], { params }),
  );
}

async function byStaff(
  world: World,
  it: Exclude<Command, { at: number } | { size: number } | OfHold>,
): Promise<string> {
  const now = app.clock.now();
  if (it.does === 'expire')
    return app
      .get(Line)
      .expireOffers(now)
      .then(() => 'done');
  const [slot, places] = [world.slots[it.slot] ?? '', app.get(Places)];
  const done = app.db.transaction<unknown>((tx) =>
    it.does === 'release'
      ? places.releaseNoShows(tx, slot, now)
      : places.setCapacity(tx, slot, it.places, now),
  );
  return done.then(() => 'done').catch((error: { code?: string }) => error.code ?? 'unexpected');
}

const ofHolds: ReadonlySet<string> = new Set(['hold', 'letGo', 'bookHeld', 'confirm', 'endHolds']);
const isOfHold = (it: Command): it is OfHold => ofHolds.has(it.does);

function run(world: World, it: Command): Promise<string> {
  if (it.does === 'book') return bookWith(world, it);
  if (it.does === 'bookTwice') return bookTwice(world, it);
  if (isOfHold(it)) return withHold(world, it);
  return 'at' in it ? underLink(world, it) : byStaff(world, it);
}

type Step = { pause: Pause; together: readonly Command[] };

const clockwork: Record<Pause, Command[]> = {
  'a second': [],
  'five minutes': [{ does: 'endHolds' }],
  'a day': [{ does: 'expire' }, { does: 'endHolds' }],
  'the day before': [{ does: 'expire' }, { does: 'endHolds' }],
  'ten minutes in': [{ does: 'expire' }],
};

async function play(line: readonly InLine[], history: readonly Step[]) {
  const world = await newWorld(line);
  for (const { pause, together } of history) {
    goOn(pause);
    // The clockwork runs whenever offers or holds may have ended, beside everything else.
    const all: Command[] = [...clockwork[pause], ...together];
    const words = await Promise.all(all.map((it) => run(world, it)));
    expect(words.filter((it) => it !== 'done' && !known.test(it))).toEqual([]);
    await expectInvariants(app.db, app.clock.now());
    const [parties] = await app.db.rows<{ n: number }>('SELECT count(*) AS n FROM party');
    expect(parties?.n).toBe(world.keys.size);
  }
}

it(
  `holds the invariants after every step of ${histories} histories`,
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(inLine, { minLength: 1, maxLength: 5 }),
        fc.array(step, { minLength: 3, maxLength: 12, size: 'max' }),
        play,
      ),
      { numRuns: histories, endOnFailure: true },
    ),
  histories * 5000,
);
