import { again, badly, choices, notAtAll, scale, stand, survey, well, wholly } from './survey.facts.ts';
import type { SurveyFact } from './survey.facts.ts';

const grades = choices(
  { sv: 'Dåligt', en: 'Badly', ar: 'بشكل سيئ' },
  { sv: 'Ganska dåligt', en: 'Rather badly', ar: 'بشكل سيئ نوعًا ما' },
  { sv: 'Ganska bra', en: 'Rather well', ar: 'بشكل جيد نوعًا ما' },
  { sv: 'Bra', en: 'Well', ar: 'بشكل جيد' },
);

const intro = {
  sv: 'Vi frågar alla som arbetade med mässan. Svaren används i utvärderingen och när nästa år planeras.',
  en: 'We ask everybody who worked with the fair. The answers are used in the evaluation and to plan next year.',
  ar: 'نسأل كل من عمل في المعرض. تُستخدم الإجابات في التقييم وفي التخطيط للعام القادم.',
};

const counsellors = survey({
  audience: 'counsellor',
  title: {
    sv: 'Till studie- och yrkesvägledare',
    en: 'To guidance counsellors',
    ar: 'إلى المرشدين الدراسيين والمهنيين',
  },
  intro,
  questions: [
    scale(
      'material',
      {
        sv: 'Hur användbart var materialet före besöket?',
        en: 'How useful was the material before the visit?',
        ar: 'ما مدى فائدة المواد قبل الزيارة؟',
      },
      [notAtAll, { sv: 'Mycket användbart', en: 'Very useful', ar: 'مفيدة جدًا' }],
      [3, 12, 30, 38, 17],
    ),
    scale(
      'neutral',
      {
        sv: 'Hur neutral var informationen i montrarna?',
        en: 'How neutral was the information at the booths?',
        ar: 'ما مدى حيادية المعلومات في الأجنحة؟',
      },
      [notAtAll, { sv: 'Helt neutral', en: 'Completely neutral', ar: 'حيادية تمامًا' }],
      [4, 14, 32, 36, 14],
    ),
    scale(
      'im',
      {
        sv: 'Hur väl passade mässan elever på introduktionsprogram?',
        en: 'How well did the fair suit pupils of introductory programmes?',
        ar: 'ما مدى ملاءمة المعرض لتلاميذ البرامج التمهيدية؟',
      },
      [badly, well],
      [18, 30, 30, 16, 6],
    ),
    stand([2, 5, 18, 42, 33]),
  ],
  more: [
    {
      key: 'preparation',
      kind: 'matrix',
      page: 2,
      text: {
        sv: 'Hur fungerade det här för dina elever?',
        en: 'How did these work for your pupils?',
        ar: 'كيف كان أداء ما يلي بالنسبة إلى تلاميذك؟',
      },
      options: grades,
      rows: [
        {
          key: 'booking',
          text: { sv: 'Bokningen', en: 'The booking', ar: 'الحجز' },
          weights: [4, 12, 44, 40],
        },
        {
          key: 'schedule',
          text: { sv: 'Klassens schema', en: 'The class’s schedule', ar: 'جدول الصف' },
          weights: [6, 18, 46, 30],
        },
        {
          key: 'lessons',
          text: { sv: 'Temaveckorna', en: 'The theme weeks', ar: 'أسابيع المحاور' },
          weights: [10, 26, 42, 22],
        },
        {
          key: 'after',
          text: { sv: 'Arbetet efteråt', en: 'The work afterwards', ar: 'العمل بعد الزيارة' },
          weights: [14, 34, 38, 14],
        },
      ],
    },
  ],
  invited: 92,
  answered: 0.72,
  inClass: 0,
});

const exhibitors = survey({
  audience: 'exhibitor',
  title: { sv: 'Till dig som ställde ut', en: 'To you who exhibited', ar: 'إلى العارضين' },
  intro,
  questions: [
    scale(
      'talks',
      {
        sv: 'Hur bra var samtalen med eleverna?',
        en: 'How good were the talks with pupils?',
        ar: 'كيف كانت المحادثات مع التلاميذ؟',
      },
      [badly, well],
      [2, 8, 26, 42, 22],
    ),
    scale(
      'information',
      {
        sv: 'Hur bra var informationen före mässan?',
        en: 'How good was the information before the fair?',
        ar: 'كيف كانت المعلومات قبل المعرض؟',
      },
      [badly, well],
      [4, 10, 30, 38, 18],
    ),
    stand([3, 6, 20, 40, 31]),
    again([81, 16, 3]),
  ],
  more: [
    {
      key: 'talks-number',
      kind: 'number',
      page: 2,
      text: {
        sv: 'Ungefär hur många samtal hade ni?',
        en: 'About how many talks did you have?',
        ar: 'كم محادثة أجريتم تقريبًا؟',
      },
      help: {
        sv: 'Alla tre dagarna tillsammans.',
        en: 'All three days together.',
        ar: 'في الأيام الثلاثة مجتمعة.',
      },
      range: [0, 3000],
      drawn: [60, 700],
    },
    {
      key: 'again-why',
      kind: 'text',
      page: 2,
      text: {
        sv: 'Vad skulle få er att komma igen?',
        en: 'What would make you come again?',
        ar: 'ما الذي يجعلكم تشاركون مرة أخرى؟',
      },
      shownIf: { question: 'again', values: [2, 3] },
      words: [
        ['Lägre pris för små montrar.', 'Pris'],
        ['En lugnare plats i hallen.', 'Lokal'],
        ['Att fler äldre elever kommer.', 'Besökare'],
      ],
    },
  ],
  invited: 96,
  answered: 0.84,
  inClass: 0,
});

const workingLife = survey({
  audience: 'working-life',
  title: { sv: 'Till er från arbetslivet', en: 'To you from working life', ar: 'إلى ممثلي سوق العمل' },
  intro,
  questions: [
    {
      key: 'tried-number',
      kind: 'number',
      text: {
        sv: 'Hur många elever provade hos er?',
        en: 'How many pupils tried at your station?',
        ar: 'كم تلميذًا جرّب المهنة لديكم؟',
      },
      range: [0, 5000],
      drawn: [120, 900],
    },
    scale(
      'right-age',
      {
        sv: 'Hur väl passade det ni visade elevernas ålder?',
        en: 'How well did what you showed suit the pupils’ age?',
        ar: 'ما مدى ملاءمة ما عرضتموه لأعمار التلاميذ؟',
      },
      [badly, well],
      [1, 6, 20, 45, 28],
    ),
    scale(
      'staffing',
      { sv: 'Hur väl räckte ni till?', en: 'Were there enough of you?', ar: 'هل كان عدد موظفيكم كافيًا؟' },
      [notAtAll, wholly],
      [6, 16, 30, 30, 18],
    ),
    again([84, 13, 3]),
    {
      key: 'better',
      kind: 'text',
      page: 2,
      text: { sv: 'Vad kan bli bättre?', en: 'What can be better?', ar: 'ما الذي يمكن تحسينه؟' },
      words: [
        ['Mer tid för varje grupp.', 'Tid'],
        ['Ljudet från scenen störde.', 'Lokal'],
        ['Förbered eleverna innan de kommer.', 'Förberedelse'],
      ],
    },
  ],
  invited: 38,
  answered: 0.79,
  inClass: 0,
});

const part = (key: string, text: { sv: string; en: string; ar: string }, weights: readonly number[]) => ({
  key,
  text,
  weights,
});

const reference = survey({
  audience: 'reference-group',
  title: {
    sv: 'Till den strategiska referensgruppen',
    en: 'To the strategic reference group',
    ar: 'إلى المجموعة المرجعية الاستراتيجية',
  },
  intro,
  questions: [
    {
      key: 'parts',
      kind: 'matrix',
      text: { sv: 'Hur fungerade delarna?', en: 'How did the parts work?', ar: 'كيف كان أداء كل جزء؟' },
      options: grades,
      rows: [
        part('stand', { sv: 'Yrkesmontern', en: 'The vocational stand', ar: 'جناح المهن' }, [2, 8, 40, 50]),
        part(
          'guardians',
          { sv: 'Möten för vårdnadshavare', en: 'Meetings for guardians', ar: 'اجتماعات أولياء الأمور' },
          [10, 30, 40, 20],
        ),
        part('weeks', { sv: 'Temaveckorna', en: 'The theme weeks', ar: 'أسابيع المحاور' }, [6, 20, 44, 30]),
        part('houses', { sv: 'Öppna hus', en: 'Open houses', ar: 'الأيام المفتوحة' }, [4, 16, 50, 30]),
      ],
    },
    {
      key: 'focus-next',
      kind: 'several',
      text: {
        sv: 'Vad ska vara nästa års fokus?',
        en: 'What should be next year’s focus?',
        ar: 'ما الذي ينبغي التركيز عليه العام القادم؟',
      },
      options: choices(
        { sv: 'Vårdnadshavare', en: 'Guardians', ar: 'أولياء الأمور' },
        { sv: 'Introduktionsprogram', en: 'Introductory programmes', ar: 'البرامج التمهيدية' },
        { sv: 'Yrkesprogram', en: 'Vocational programmes', ar: 'البرامج المهنية' },
        { sv: 'Vägledning i skolan', en: 'Guidance at school', ar: 'الإرشاد في المدرسة' },
      ),
      weights: [60, 55, 30, 40],
    },
    {
      key: 'discuss',
      kind: 'text',
      page: 2,
      text: {
        sv: 'Vad vill du att vi talar om?',
        en: 'What do you want us to talk about?',
        ar: 'ما الذي تود أن نناقشه؟',
      },
      words: [
        ['Hur når vi vårdnadshavare som inte läser svenska?', 'Vårdnadshavare'],
        ['Elever på introduktionsprogram behöver en egen tid.', 'Introduktionsprogram'],
      ],
    },
  ],
  invited: 14,
  answered: 0.86,
  inClass: 0,
});

const places = (
  [key, sv, en, ar]: readonly [string, string, string, string],
  drawn: readonly [number, number],
) => ({
  key,
  kind: 'number' as const,
  text: { sv, en, ar },
  range: [0, 5000] as const,
  drawn,
});

/** The form that municipalities know as kapacitetsundersökning. */
const municipalities = survey({
  audience: 'municipality',
  title: { sv: 'Kapacitetsundersökning', en: 'Survey of capacity', ar: 'استبيان القدرة الاستيعابية' },
  intro: {
    sv: 'Hur många platser önskar kommunen på mässan? Svaren styr hur tiderna delas ut.',
    en: 'How many places does the municipality wish for at the fair? The answers decide how times are shared out.',
    ar: 'كم مكانًا ترغب البلدية في الحصول عليه في المعرض؟ تحدد الإجابات كيفية توزيع الأوقات.',
  },
  questions: [
    places(
      ['places-vocational', 'Platser för att prova yrken', 'Places to try occupations', 'أماكن لتجربة المهن'],
      [60, 900],
    ),
    places(
      [
        'places-preparatory',
        'Platser på föredrag om högskoleförberedande program',
        'Places at talks about preparatory programmes',
        'أماكن في محاضرات البرامج التحضيرية للجامعة',
      ],
      [40, 600],
    ),
    places(
      [
        'places-im',
        'Platser för elever på introduktionsprogram',
        'Places for pupils of introductory programmes',
        'أماكن لتلاميذ البرامج التمهيدية',
      ],
      [5, 90],
    ),
    places(
      [
        'places-adapted',
        'Platser för elever i anpassad skola',
        'Places for pupils of adapted schools',
        'أماكن لتلاميذ المدارس المكيّفة',
      ],
      [2, 30],
    ),
    {
      key: 'wishes',
      kind: 'text',
      page: 2,
      text: {
        sv: 'Vad behöver kommunen mer?',
        en: 'What else does the municipality need?',
        ar: 'ما الذي تحتاج إليه البلدية أيضًا؟',
      },
      words: [
        ['Tider före klockan elva, bussen går tillbaka tidigt.', 'Resor'],
        ['En lugn timme för anpassad skola.', 'Tillgänglighet'],
      ],
    },
  ],
  invited: 13,
  answered: 1,
  inClass: 0,
});

export const working: readonly SurveyFact[] = [
  counsellors,
  exhibitors,
  workingLife,
  reference,
  municipalities,
];
