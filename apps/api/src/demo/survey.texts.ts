import { badly, choices, no, notAtAll, scale, survey, veryMuch, well, wholly, yes } from './survey.facts.ts';
import type { QuestionFact, SurveyFact } from './survey.facts.ts';

const vocational = (weights: readonly number[]) =>
  scale(
    'vocational-view',
    {
      sv: 'Hur ser du på yrkesprogram?',
      en: 'How do you see vocational programmes?',
      ar: 'كيف تنظر إلى البرامج المهنية؟',
    },
    [
      { sv: 'Mycket negativt', en: 'Very negatively', ar: 'بشكل سلبي جدًا' },
      { sv: 'Mycket positivt', en: 'Very positively', ar: 'بشكل إيجابي جدًا' },
    ],
    weights,
  );
const sure = (weights: readonly number[]) =>
  scale(
    'sure',
    {
      sv: 'Hur säker är du på ditt val?',
      en: 'How sure are you of your choice?',
      ar: 'ما مدى ثقتك في اختيارك؟',
    },
    [notAtAll, wholly],
    weights,
  );
const known = (weights: readonly number[]) =>
  scale(
    'options',
    {
      sv: 'Hur väl känner du till vad du kan välja?',
      en: 'How well do you know what you can choose?',
      ar: 'ما مدى معرفتك بالخيارات المتاحة لك؟',
    },
    [notAtAll, { sv: 'Mycket väl', en: 'Very well', ar: 'جيدًا جدًا' }],
    weights,
  );

/** What one who can say that it gave nothing may choose besides. */
const nothing = { sv: 'Inget av det', en: 'None of these', ar: 'لا شيء من ذلك' };

const pupilsBefore = survey({
  audience: 'pupil-before',
  title: {
    sv: 'Innan du kommer till mässan',
    en: 'Before you come to the fair',
    ar: 'قبل أن تأتي إلى المعرض',
  },
  intro: {
    sv: 'Tre frågor före besöket. Efter mässan frågar vi samma sak igen, så att vi ser om den hjälpte.',
    en: 'Three questions before the visit. After the fair we ask the same again, to see whether it helped.',
    ar: 'ثلاثة أسئلة قبل الزيارة. بعد المعرض نسأل الأسئلة نفسها مرة أخرى لنرى هل كان مفيدًا.',
  },
  questions: [vocational([10, 22, 38, 20, 10]), sure([16, 26, 32, 18, 8]), known([12, 28, 36, 18, 6])],
  invited: 1380,
  answered: 0.82,
  inClass: 0.97,
});

const newToMe: QuestionFact = {
  key: 'new',
  kind: 'text',
  page: 2,
  text: {
    sv: 'Vad visste du inte förut?',
    en: 'What did you not know before?',
    ar: 'ما الذي لم تكن تعرفه من قبل؟',
  },
  words: [
    ['Att man blir behörig till högskolan på ett yrkesprogram.', 'Vägen till högskolan'],
    ['Att man kan bli lärling.', 'Lärling'],
    ['Hur man svetsar!', 'Yrken'],
    ['Att det finns så många skolor.', 'Skolor'],
  ],
};

const pupilsAfter = survey({
  audience: 'pupil-after',
  title: { sv: 'Efter mässan', en: 'After the fair', ar: 'بعد المعرض' },
  intro: {
    sv: 'Svara på lektionen. Det tar ungefär fem minuter, och ingen kan se vad just du svarar.',
    en: 'Answer in class. It takes about five minutes, and nobody can see what you in particular answer.',
    ar: 'أجب أثناء الحصة. يستغرق ذلك حوالي خمس دقائق، ولا يمكن لأحد معرفة إجابتك أنت تحديدًا.',
  },
  questions: [
    vocational([5, 12, 32, 32, 19]),
    sure([8, 18, 32, 28, 14]),
    known([4, 12, 32, 36, 16]),
    scale(
      'helped',
      {
        sv: 'Hjälpte mässan dig att välja?',
        en: 'Did the fair help you choose?',
        ar: 'هل ساعدك المعرض على الاختيار؟',
      },
      [notAtAll, veryMuch],
      [6, 12, 28, 34, 20],
    ),
    {
      key: 'tried',
      kind: 'single',
      text: { sv: 'Provade du ett yrke?', en: 'Did you try an occupation?', ar: 'هل جرّبت مهنة؟' },
      options: choices(yes, no),
      weights: [46, 54],
    },
    newToMe,
  ],
  more: [
    {
      ...scale(
        'tried-good',
        { sv: 'Hur bra var det att prova?', en: 'How good was it to try?', ar: 'كيف كانت تجربة المهنة؟' },
        [{ sv: 'Inte bra', en: 'Not good', ar: 'غير جيدة' }, well],
        [2, 5, 18, 40, 35],
      ),
      page: 2,
      shownIf: { question: 'tried', values: [1] },
    },
    {
      key: 'learnt',
      kind: 'several',
      page: 2,
      text: { sv: 'Vad fick du veta mer om?', en: 'What did you learn more about?', ar: 'عمّ عرفت المزيد؟' },
      options: [
        ...choices(
          { sv: 'Ett program', en: 'A programme', ar: 'برنامج دراسي' },
          { sv: 'Ett yrke', en: 'An occupation', ar: 'مهنة' },
          { sv: 'En skola', en: 'A school', ar: 'مدرسة' },
          { sv: 'Hur ansökan går till', en: 'How to apply', ar: 'طريقة التقديم' },
        ),
        { value: 5, text: nothing, alone: true },
      ],
      weights: [62, 41, 55, 23],
    },
  ],
  invited: 1450,
  answered: 0.81,
  inClass: 0.97,
});

const guardians = survey({
  audience: 'guardian',
  title: { sv: 'Till dig som är vårdnadshavare', en: 'To you who are a guardian', ar: 'إلى ولي الأمر' },
  intro: {
    sv: 'Du har varit på ett möte eller på mässan. Berätta vad som fungerade och vad du saknade.',
    en: 'You have been to a meeting or to the fair. Tell us what worked and what was missing.',
    ar: 'لقد حضرت اجتماعًا أو زرت المعرض. أخبرنا بما كان مفيدًا وبما كان ينقص.',
  },
  questions: [
    scale(
      'programmes',
      {
        sv: 'Hur väl förstår du nu vilka program som finns?',
        en: 'How well do you now understand which programmes there are?',
        ar: 'إلى أي مدى تفهم الآن البرامج المتاحة؟',
      },
      [notAtAll, wholly],
      [3, 8, 24, 40, 25],
    ),
    scale(
      'application',
      {
        sv: 'Hur väl förstår du nu hur ansökan går till?',
        en: 'How well do you now understand how to apply?',
        ar: 'إلى أي مدى تفهم الآن طريقة التقديم؟',
      },
      [notAtAll, wholly],
      [4, 10, 28, 36, 22],
    ),
    {
      key: 'language',
      kind: 'single',
      text: {
        sv: 'Fick du svar på ett språk du förstår?',
        en: 'Were you answered in a language you understand?',
        ar: 'هل حصلت على إجابات بلغة تفهمها؟',
      },
      options: choices(yes, { sv: 'Delvis', en: 'Partly', ar: 'جزئيًا' }, no),
      weights: [78, 16, 6],
    },
    scale(
      'time',
      { sv: 'Hur väl passade tiden?', en: 'How well did the time suit?', ar: 'هل كان الوقت مناسبًا؟' },
      [badly, well],
      [8, 14, 26, 32, 20],
    ),
    {
      key: 'missing',
      kind: 'text',
      page: 2,
      text: { sv: 'Vad saknade du?', en: 'What was missing?', ar: 'ما الذي كان ينقص؟' },
      words: [
        ['Fler möten på mitt språk.', 'Språk'],
        ['Mer om hur betygen räknas.', 'Betyg och antagning'],
        ['Information tidigare på hösten.', 'Tidpunkt'],
      ],
    },
  ],
  invited: 1900,
  answered: 0.26,
  inClass: 0,
});

const visitors = survey({
  audience: 'visitor',
  title: { sv: 'På väg ut från mässan', en: 'On your way out of the fair', ar: 'عند خروجك من المعرض' },
  intro: {
    sv: 'Fyra snabba frågor. Ingen kan se vem som har svarat.',
    en: 'Four quick questions. Nobody can see who has answered.',
    ar: 'أربعة أسئلة سريعة. لا يمكن لأحد معرفة من أجاب.',
  },
  questions: [
    {
      key: 'who',
      kind: 'single',
      text: { sv: 'Vem är du?', en: 'Who are you?', ar: 'من أنت؟' },
      options: choices(
        { sv: 'Elev', en: 'Pupil', ar: 'تلميذ' },
        { sv: 'Vårdnadshavare', en: 'Guardian', ar: 'ولي أمر' },
        { sv: 'Jag arbetar i skolan', en: 'I work at a school', ar: 'أعمل في مدرسة' },
        { sv: 'Någon annan', en: 'Somebody else', ar: 'شخص آخر' },
      ),
      required: true,
      weights: [58, 34, 5, 3],
    },
    scale(
      'step-closer',
      {
        sv: 'Har du kommit ett steg närmare ett val?',
        en: 'Are you one step closer to a choice?',
        ar: 'هل أصبحت أقرب خطوة إلى الاختيار؟',
      },
      [notAtAll, veryMuch],
      [4, 10, 26, 36, 24],
    ),
    {
      key: 'found',
      kind: 'several',
      text: { sv: 'Vad hittade du?', en: 'What did you find?', ar: 'ماذا وجدت؟' },
      options: [
        ...choices(
          { sv: 'Ett program jag inte kände till', en: 'A programme new to me', ar: 'برنامجًا لم أكن أعرفه' },
          { sv: 'Ett yrke jag inte kände till', en: 'An occupation new to me', ar: 'مهنة لم أكن أعرفها' },
          { sv: 'En skola jag vill besöka', en: 'A school I want to visit', ar: 'مدرسة أود زيارتها' },
          { sv: 'Svar på mitt språk', en: 'Answers in my language', ar: 'إجابات بلغتي' },
        ),
        { value: 5, text: nothing, alone: true },
      ],
      weights: [38, 33, 47, 12],
    },
    {
      key: 'missed-exhibitor',
      kind: 'text',
      page: 2,
      text: {
        sv: 'Saknade du någon utställare?',
        en: 'Was any exhibitor missing?',
        ar: 'هل افتقدت أي عارض؟',
      },
      words: [
        ['Fler hantverksyrken.', 'Yrken'],
        ['Folkhögskolorna.', 'Skolor'],
        ['Någon från flyget.', 'Yrken'],
        ['Nej, det var mycket redan.', 'Nöjd'],
        ['En skola närmare oss.', 'Skolor'],
      ],
    },
  ],
  invited: 0,
  answered: 0,
  inClass: 0,
  passing: 640,
});

export const visiting: readonly SurveyFact[] = [pupilsBefore, pupilsAfter, guardians, visitors];

/** Questions asked in other words from the coming edition on; whether their answers compare with those before. */
export const laterVersions: readonly { readonly question: QuestionFact; readonly comparable: boolean }[] = [
  {
    comparable: true,
    question: {
      ...sure([1]),
      text: {
        sv: 'Hur säker är du på vad du ska söka?',
        en: 'How sure are you of what to apply for?',
        ar: 'ما مدى ثقتك في البرنامج الذي ستتقدم إليه؟',
      },
    },
  },
  {
    comparable: false,
    question: {
      key: 'language',
      kind: 'single',
      text: {
        sv: 'Kunde du prata med någon på ett språk du förstår?',
        en: 'Could you talk to somebody in a language you understand?',
        ar: 'هل استطعت التحدث مع أحد بلغة تفهمها؟',
      },
      options: choices(
        { sv: 'Ja, hela tiden', en: 'Yes, all the time', ar: 'نعم، طوال الوقت' },
        { sv: 'Ja, ibland', en: 'Yes, sometimes', ar: 'نعم، أحيانًا' },
        { sv: 'Nej', en: 'No', ar: 'لا' },
        { sv: 'Jag behövde det inte', en: 'I did not need to', ar: 'لم أكن بحاجة إلى ذلك' },
      ),
    },
  },
];
