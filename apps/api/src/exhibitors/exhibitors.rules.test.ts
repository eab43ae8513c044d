import { describe, expect, it } from 'vitest';
import type { Refusal } from '../platform/contract/refusal.ts';
import {
  anywhere,
  foldProgrammes,
  isOpen,
  mayAccept,
  mayBePlaced,
  mayBeSent,
  mayWrite,
  rolesWith,
  stateAfter,
  tasksOf,
} from './exhibitors.rules.ts';
import type { Answers, ApplicationState, Decision } from './exhibitors.rules.ts';

const now = new Date('2027-03-15T09:00:00Z');
const earlier = new Date('2027-03-15T08:59:59Z');
const later = new Date('2027-03-15T09:00:01Z');
const states: ApplicationState[] = [
  'draft',
  'submitted',
  'completion_asked',
  'approved',
  'declined',
  'waiting_list',
  'placed',
];

const complete: Answers = {
  state: 'draft',
  kind: 'school',
  guidelines: 2,
  accepted: 2,
  basics: {
    displayName: 'Skolan',
    contactName: 'K',
    contactEmail: 'k@example.se',
    contactPhone: '031-123456',
  },
  boothSize: 'small',
  boothWishes: null,
  programmes: ['BA'],
  programmesSaved: true,
};
const untouched: Answers = {
  ...complete,
  accepted: null,
  basics: { displayName: null, contactName: null, contactEmail: null, contactPhone: null },
  boothSize: null,
  programmes: [],
  programmesSaved: false,
};

const tasks = (changed: Partial<Answers>) => tasksOf({ ...complete, ...changed }).map(({ state }) => state);
const codeOf = (refusal: Refusal | undefined) => refusal && { code: refusal.code, ...refusal.extra };

describe('registration', () => {
  it.each([
    [null, null, false],
    [now, later, true],
    [earlier, now, false],
    [later, later, false],
    [earlier, later, true],
  ])('open from %s to %s: %s', (opensAt, closesAt, open) => {
    expect(isOpen({ opensAt, closesAt }, now)).toBe(open);
  });

  const open = { opensAt: earlier, closesAt: later };
  const closed = { opensAt: earlier, closesAt: now };
  it.each(states)('whether one may write in %s', (state) => {
    const wrong = { code: 'wrong_state', state };
    const expected = {
      draft: [undefined, { code: 'registration_closed' }],
      completion_asked: [undefined, undefined],
    };
    expect([codeOf(mayWrite(state, open, now)), codeOf(mayWrite(state, closed, now))]).toEqual(
      state === 'draft' || state === 'completion_asked' ? expected[state] : [wrong, wrong],
    );
  });
});

describe('tasks', () => {
  it('begins with everything to do', () => {
    expect(tasksOf(untouched)).toEqual([
      { step: 'guidelines', state: 'to_do' },
      { step: 'basics', state: 'to_do' },
      { step: 'booth', state: 'to_do' },
      { step: 'programmes', state: 'to_do' },
      { step: 'summary', state: 'to_do' },
    ]);
  });

  it.each<[string, Partial<Answers>, string[]]>([
    ['ready to send', {}, ['done', 'done', 'done', 'done', 'under_way']],
    ['sent', { state: 'submitted' }, ['done', 'done', 'done', 'done', 'done']],
    ['to be completed', { state: 'completion_asked' }, ['done', 'done', 'done', 'done', 'under_way']],
    ['older guidelines accepted', { accepted: 1 }, ['under_way', 'done', 'done', 'done', 'to_do']],
    [
      'no guidelines published',
      { guidelines: null, accepted: null },
      ['to_do', 'done', 'done', 'done', 'to_do'],
    ],
    [
      'one basic missing',
      { basics: { ...complete.basics, contactPhone: null } },
      ['done', 'under_way', 'done', 'done', 'to_do'],
    ],
    [
      'wishes but no size',
      { boothSize: null, boothWishes: 'Hörn' },
      ['done', 'done', 'under_way', 'done', 'to_do'],
    ],
    ['last year’s programmes', { programmesSaved: false }, ['done', 'done', 'done', 'under_way', 'to_do']],
    ['a school without programmes', { programmes: [] }, ['done', 'done', 'done', 'under_way', 'to_do']],
    [
      'a branch that has not looked',
      { kind: 'branch', programmes: [], programmesSaved: false },
      ['done', 'done', 'done', 'to_do', 'under_way'],
    ],
    [
      'a branch without programmes',
      { kind: 'branch', programmes: [] },
      ['done', 'done', 'done', 'done', 'under_way'],
    ],
  ])('%s', (_, changed, expected) => {
    expect(tasks(changed)).toEqual(expected);
  });
});

describe('sending in', () => {
  it.each<[string, Partial<Answers>, object | undefined]>([
    ['complete', {}, undefined],
    ['nothing accepted', { accepted: null }, { code: 'guidelines_not_accepted' }],
    ['nothing published', { accepted: null, guidelines: null }, { code: 'guidelines_not_accepted' }],
    ['older accepted', { accepted: 1 }, { code: 'guidelines_changed' }],
    ['basics', { basics: untouched.basics, boothSize: null }, { code: 'step_incomplete', step: 'basics' }],
    ['booth', { boothSize: null }, { code: 'step_incomplete', step: 'booth' }],
    ['programmes', { programmes: [] }, { code: 'step_incomplete', step: 'programmes' }],
    ['a company', { kind: 'company', programmes: [], programmesSaved: false }, undefined],
  ])('%s', (_, changed, expected) => {
    expect(codeOf(mayBeSent({ ...complete, ...changed }))).toEqual(expected);
  });

  it('accepts the current version alone', () => {
    expect([1, 2, 3].map((version) => codeOf(mayAccept(version, 2)))).toEqual([
      { code: 'guidelines_changed' },
      undefined,
      { code: 'guidelines_changed' },
    ]);
  });
});

describe('decisions', () => {
  const decisions: Decision[] = ['approve', 'ask_completion', 'decline', 'waiting_list'];
  const allowed: Partial<Record<ApplicationState, (ApplicationState | undefined)[]>> = {
    submitted: ['approved', 'completion_asked', 'declined', 'waiting_list'],
    waiting_list: ['approved', undefined, 'declined', undefined],
  };

  it.each(states)('in %s', (state) => {
    const after = decisions.map((decision) => {
      const next = stateAfter(state, decision);
      return typeof next === 'string' ? next : codeOf(next);
    });
    const wrong = { code: 'wrong_state', state };
    expect(after).toEqual((allowed[state] ?? decisions.map(() => undefined)).map((it) => it ?? wrong));
  });

  it('places the approved and moves the placed', () => {
    expect(states.filter((state) => !mayBePlaced(state))).toEqual(['approved', 'placed']);
  });

  it('knows who may', () => {
    expect(rolesWith('application.own')).toEqual(['exhibitor']);
    expect(rolesWith('booth.place')).toEqual(['leader']);
  });
});

describe('programme codes', () => {
  const known = [
    { code: 'BA', successor: null },
    { code: 'FS', successor: null },
    { code: 'HA', successor: 'FS' },
  ];

  it.each([
    [['BA', 'HA', 'FS', 'BA'], { programmes: ['BA', 'FS'] }],
    [[], { programmes: [] }],
    [['XX', 'BA', 'YY'], { unknown: [0, 2] }],
  ])('%j', (codes, expected) => {
    expect(foldProgrammes(codes, known)).toEqual(expected);
  });
});

it('takes a search for text and not for a pattern', () => {
  expect(anywhere(String.raw`50% _x\y`)).toBe(String.raw`%50\% \_x\\y%`);
});
