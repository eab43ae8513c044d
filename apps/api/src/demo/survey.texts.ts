interface Text {
  readonly sv: string;
  readonly en: string;
  readonly ar?: string;
}

export interface QuestionFact {
  readonly key: string;
  readonly kind: 'single' | 'scale' | 'text';
  readonly text: Text;
  /** How often each value from 1 upwards is chosen. */
  readonly weights?: readonly number[];
  readonly words?: readonly string[];
  /** What a single one is chosen from, in the order of the values from 1. */
  readonly options?: readonly Text[];
}

export interface SurveyFact {
  readonly audience: string;
  readonly title: Text;
  readonly questions: readonly QuestionFact[];
  /** Invited and part that answers, for the newest finished edition; the one before had a tenth fewer. */
  readonly invited: number;
  readonly answered: number;
  readonly inClass: number;
}

const scale = (key: string, sv: string, en: string, weights: readonly number[]): QuestionFact => ({
  key,
  kind: 'scale',
  text: { sv, en },
  weights,
});

const yes = { sv: 'Ja', en: 'Yes', ar: 'نعم' };
const no = { sv: 'Nej', en: 'No', ar: 'لا' };

const vocational = (weights: readonly number[]) =>
  scale(
    'vocational-view',
    'Hur ser du på yrkesprogram? 1 är mycket negativt, 5 är mycket positivt.',
    'How do you see vocational programmes?',
    weights,
  );
const sure = (weights: readonly number[]) =>
  scale(
    'sure',
    'Hur säker är du på ditt val? 1 är inte alls, 5 är helt.',
    'How sure are you of your choice?',
    weights,
  );
const known = (weights: readonly number[]) =>
  scale(
    'options',
    'Hur väl känner du till vad du kan välja?',
    'How well do you know what you can choose?',
    weights,
  );

export const surveys: readonly SurveyFact[] = [
  {
    audience: 'pupil-before',
    title: {
      sv: 'Innan du kommer till mässan',
      en: 'Before you come to the fair',
      ar: 'قبل أن تأتي إلى المعرض',
    },
    questions: [vocational([10, 22, 38, 20, 10]), sure([16, 26, 32, 18, 8]), known([12, 28, 36, 18, 6])],
    invited: 1380,
    answered: 0.82,
    inClass: 0.97,
  },
  {
    audience: 'pupil-after',
    title: { sv: 'Efter mässan', en: 'After the fair', ar: 'بعد المعرض' },
    questions: [
      vocational([5, 12, 32, 32, 19]),
      sure([8, 18, 32, 28, 14]),
      known([4, 12, 32, 36, 16]),
      scale('helped', 'Hjälpte mässan dig att välja?', 'Did the fair help you choose?', [6, 12, 28, 34, 20]),
      {
        key: 'tried',
        kind: 'single',
        text: { sv: 'Provade du ett yrke?', en: 'Did you try an occupation?' },
        options: [yes, no],
        weights: [46, 54],
      },
      {
        key: 'new',
        kind: 'text',
        text: {
          sv: 'Vad visste du inte förut? Ditt svar blir en allmän handling.',
          en: 'What did you not know before?',
        },
        words: [
          'Att man blir behörig till högskolan på ett yrkesprogram.',
          'Att man kan bli lärling.',
          'Hur man svetsar!',
          'Att det finns så många skolor.',
        ],
      },
    ],
    invited: 1450,
    answered: 0.81,
    inClass: 0.97,
  },
  {
    audience: 'guardian',
    title: { sv: 'Till dig som är vårdnadshavare', en: 'To you who are a guardian', ar: 'إلى ولي الأمر' },
    questions: [
      scale(
        'programmes',
        'Hur väl förstår du nu vilka program som finns?',
        'How well do you now understand the programmes?',
        [3, 8, 24, 40, 25],
      ),
      scale(
        'application',
        'Hur väl förstår du nu hur ansökan går till?',
        'How well do you now understand the application?',
        [4, 10, 28, 36, 22],
      ),
      {
        key: 'language',
        kind: 'single',
        text: {
          sv: 'Fick du svar på ett språk du förstår?',
          en: 'Were you answered in a language you understand?',
        },
        options: [yes, { sv: 'Delvis', en: 'Partly', ar: 'جزئيًا' }, no],
        weights: [78, 16, 6],
      },
      scale('time', 'Hur väl passade tiden?', 'How well did the time suit?', [8, 14, 26, 32, 20]),
      {
        key: 'missing',
        kind: 'text',
        text: { sv: 'Vad saknade du? Ditt svar blir en allmän handling.', en: 'What was missing?' },
        words: ['Fler möten på mitt språk.', 'Mer om hur betygen räknas.', 'Information tidigare på hösten.'],
      },
    ],
    invited: 1900,
    answered: 0.26,
    inClass: 0,
  },
  {
    audience: 'counsellor',
    title: { sv: 'Till studie- och yrkesvägledare', en: 'To guidance counsellors' },
    questions: [
      scale(
        'material',
        'Hur användbart var materialet före besöket?',
        'How useful was the material?',
        [3, 12, 30, 38, 17],
      ),
      scale(
        'neutral',
        'Hur neutral var informationen i montrarna?',
        'How neutral was the information?',
        [4, 14, 32, 36, 14],
      ),
      scale(
        'im',
        'Hur väl passade mässan elever på introduktionsprogram?',
        'How well did the fair suit introductory pupils?',
        [18, 30, 30, 16, 6],
      ),
      scale('stand', 'Hur bra var yrkesmontern?', 'How good was the vocational stand?', [2, 5, 18, 42, 33]),
    ],
    invited: 92,
    answered: 0.72,
    inClass: 0,
  },
  {
    audience: 'exhibitor',
    title: { sv: 'Till dig som ställde ut', en: 'To you who exhibited' },
    questions: [
      scale(
        'talks',
        'Hur bra var samtalen med eleverna?',
        'How good were the talks with pupils?',
        [2, 8, 26, 42, 22],
      ),
      scale(
        'information',
        'Hur bra var informationen före mässan?',
        'How good was the information before the fair?',
        [4, 10, 30, 38, 18],
      ),
      scale('stand', 'Hur bra var yrkesmontern?', 'How good was the vocational stand?', [3, 6, 20, 40, 31]),
      {
        key: 'again',
        kind: 'single',
        text: { sv: 'Vill ni komma igen?', en: 'Will you come again?' },
        options: [yes, { sv: 'Kanske', en: 'Maybe', ar: 'ربما' }, no],
        weights: [81, 16, 3],
      },
    ],
    invited: 96,
    answered: 0.84,
    inClass: 0,
  },
];
