/** What the demonstration's activities are called and say; klarspråk, and the same in English and Arabic. */
export interface Texts {
  readonly sv: string;
  readonly en: string;
  readonly ar: string;
}
const t = (sv: string, en: string, ar: string): Texts => ({ sv, en, ar });

export interface KindFact {
  readonly key: string;
  readonly title: Texts;
  readonly exclusivePlace: boolean;
  readonly partyLimit: number;
  readonly offerHours: number;
  readonly noShowMinutes: number | null;
  /** What a place is for: a person, or a party whatever its size. */
  readonly counts: 'persons' | 'parties';
}
const kind = (
  key: string,
  title: Texts,
  [exclusivePlace, partyLimit, offerHours, noShowMinutes]: readonly [boolean, number, number, number | null],
): KindFact => ({ key, title, exclusivePlace, partyLimit, offerHours, noShowMinutes, counts: 'persons' });

export const kinds: readonly KindFact[] = [
  kind('arrival', t('Tid att komma', 'Time to arrive', 'وقت الوصول'), [false, 1, 12, null]),
  kind('guardian-meeting', t('Möte för vårdnadshavare', 'Meeting for guardians', 'لقاء لأولياء الأمور'), [
    true,
    2,
    48,
    null,
  ]),
  kind('try-it', t('Prova ett yrke', 'Try an occupation', 'جرّب مهنة'), [true, 4, 24, 5]),
  {
    ...kind('guidance-talk', t('Vägledningssamtal', 'Guidance talk', 'حديث إرشادي'), [true, 1, 12, 5]),
    counts: 'parties',
  },
  kind('stage-talk', t('På scenen', 'On stage', 'على المسرح'), [true, 3, 12, null]),
  kind('open-house', t('Öppet hus', 'Open house', 'يوم مفتوح في المدرسة'), [false, 5, 48, null]),
  kind('theme-week', t('Temavecka', 'Theme week', 'أسبوع موضوعي'), [false, 2, 48, null]),
  kind('exhibitor-meeting', t('Förträff för utställare', 'Meeting for exhibitors', 'لقاء العارضين'), [
    false,
    1,
    48,
    null,
  ]),
];

export const arrivals = {
  class: {
    title: t('Klassen kommer', 'The class arrives', 'وصول الصف'),
    description: t(
      'Välj när klassen kommer. Gå in genom entré 5. Ni kan stanna så länge ni vill.',
      'Choose when the class arrives. Come in through entrance 5. Stay as long as you like.',
      'اختر وقت وصول الصف. الدخول من المدخل 5. يمكنكم البقاء كما تريدون.',
    ),
  },
  family: {
    title: t('Familjen kommer', 'The family arrives', 'وصول العائلة'),
    description: t(
      'Välj när ni kommer. Ni kan stanna tills mässan stänger.',
      'Choose when you arrive. You can stay until the fair closes.',
      'اختاروا وقت الوصول. يمكنكم البقاء حتى إغلاق المعرض.',
    ),
  },
} as const;

export interface StationFact {
  readonly branch: string;
  readonly title: Texts;
  readonly programmes: readonly string[];
  readonly places: number;
  /** How much more asked for than others. */
  readonly pull: number;
}
const station = (
  branch: string,
  title: Texts,
  programmes: readonly string[],
  [places, pull = 1]: readonly [number, number?],
): StationFact => ({ branch, title, programmes, places, pull });

export const stations: readonly StationFact[] = [
  station('bygg', t('Mura en vägg', 'Build a brick wall', 'ابنِ جداراً من الطوب'), ['BA'], [10]),
  station('el', t('Koppla el efter ritning', 'Wire a circuit', 'وصّل دائرة كهربائية'), ['EE'], [8]),
  station('vvs', t('Koppla rör', 'Connect pipes', 'وصّل الأنابيب'), ['VF'], [8]),
  station('fordon', t('Mät avgaser på en bil', 'Measure a car’s exhaust', 'قِس عادم سيارة'), ['FT'], [10]),
  station(
    'transport',
    t('Kör lastbil i simulator', 'Drive a lorry simulator', 'قُد شاحنة في جهاز محاكاة'),
    ['FT'],
    [8, 4],
  ),
  station('industri', t('Prova att svetsa', 'Try welding', 'جرّب اللحام'), ['IN', 'TE'], [8, 3]),
  station(
    'vard',
    t('Prova undersköterskans arbete', 'Try an assistant nurse’s work', 'جرّب عمل مساعد التمريض'),
    ['VO'],
    [12, 3],
  ),
  station('barn', t('Led en grupp', 'Lead a group', 'قُد مجموعة'), ['BF'], [12]),
  station('handel', t('Möt en kund', 'Meet a customer', 'تعامل مع زبون'), ['FS'], [10]),
  station(
    'besok',
    t('Ta emot gäster i receptionen', 'Welcome guests at reception', 'استقبل الضيوف في الفندق'),
    ['HT'],
    [10],
  ),
  station(
    'restaurang',
    t('Gör marsipanrosor', 'Make marzipan roses', 'اصنع وروداً من المرزبان'),
    ['RL'],
    [12, 2],
  ),
  station(
    'frisor',
    t('Klipp en övningsdocka', 'Cut hair on a training head', 'قص شعر دمية تدريب'),
    ['FR'],
    [8, 3],
  ),
  station(
    'naturbruk',
    t('Kör skogsmaskin i simulator', 'Drive a forest machine simulator', 'قُد آلة غابات في جهاز محاكاة'),
    ['NB'],
    [8, 2],
  ),
  station('hantverk', t('Slöjda i trä', 'Make something in wood', 'اصنع شيئاً من الخشب'), ['FI'], [10]),
  station(
    'sjofart',
    t('Styr ett fartyg i simulator', 'Steer a ship simulator', 'قُد سفينة في جهاز محاكاة'),
    ['SX'],
    [8],
  ),
];

export const tryItDescription = t(
  'Du provar i 20 minuter tillsammans med någon som arbetar i yrket. Du behöver inte kunna något före.',
  'You try for 20 minutes together with someone who works in the occupation. You need no experience.',
  'تجرّب لمدة 20 دقيقة مع شخص يعمل في المهنة. لا تحتاج إلى خبرة سابقة.',
);

/** Languages of the guardian meetings, how many of the families ask for each, and places in the room. */
export const meetings: readonly { language: string; title: Texts; pull: number; places: number }[] = [
  { language: 'sv', title: meeting('svenska', 'Swedish', 'السويدية'), pull: 10, places: 120 },
  { language: 'ar', title: meeting('arabiska', 'Arabic', 'العربية'), pull: 6, places: 40 },
  { language: 'so', title: meeting('somaliska', 'Somali', 'الصومالية'), pull: 3, places: 40 },
  { language: 'fa', title: meeting('persiska', 'Persian', 'الفارسية'), pull: 2, places: 40 },
  { language: 'prs', title: meeting('dari', 'Dari', 'الدرية'), pull: 2, places: 40 },
  { language: 'ti', title: meeting('tigrinska', 'Tigrinya', 'التغرينية'), pull: 1, places: 40 },
];

function meeting(sv: string, en: string, ar: string): Texts {
  return t(
    `Möte för vårdnadshavare på ${sv}`,
    `Meeting for guardians in ${en}`,
    `لقاء لأولياء الأمور باللغة ${ar}`,
  );
}

export const meetingDescription = t(
  'Så fungerar gymnasiet och ansökan. Du kan ställa frågor på ditt eget språk.',
  'How upper secondary school and the application work. You can ask questions in your own language.',
  'كيف تعمل المدرسة الثانوية وكيف تقدم الطلب. يمكنك طرح الأسئلة بلغتك.',
);

export const guidance = {
  title: t(
    'Samtal med studie- och yrkesvägledare',
    'Talk with a guidance counsellor',
    'حديث مع مرشد دراسي ومهني',
  ),
  description: t(
    'Du får 15 minuter med en vägledare som inte hör till någon skola på mässan.',
    'You get 15 minutes with a counsellor who belongs to no school at the fair.',
    'لديك 15 دقيقة مع مرشد لا ينتمي إلى أي مدرسة في المعرض.',
  ),
};

export const stageTalks: readonly Texts[] = [
  t('Så väljer du gymnasieprogram', 'How to choose a programme', 'كيف تختار برنامجك الدراسي'),
  t('Yrkesprogram leder vidare', 'Vocational programmes lead on', 'البرامج المهنية تفتح الطريق'),
  t('Framtidens arbetsmarknad', 'The labour market ahead', 'سوق العمل في المستقبل'),
  t('Fråga en elev', 'Ask a pupil', 'اسأل طالباً'),
];
export const stageDescription = t(
  'Kom i tid. Samtalet teckentolkas inte, men det finns hörslinga.',
  'Be on time. There is no sign language interpreter, but there is a hearing loop.',
  'احضر في الوقت المحدد. لا توجد ترجمة بلغة الإشارة، لكن توجد حلقة سمعية.',
);

export const themes: readonly Texts[] = [
  t('Jag och mitt gymnasieval', 'My choice of school', 'أنا واختياري للمدرسة الثانوية'),
  t('Jag och mitt framtida jobb', 'My future job', 'أنا ووظيفتي المستقبلية'),
];
export const themeDescription = t(
  'Elever och yrkesverksamma svarar på klassens frågor på nätet.',
  'Pupils and people at work answer the class’s questions online.',
  'طلاب وعاملون يجيبون عن أسئلة الصف عبر الإنترنت.',
);

export const exhibitorMeeting = {
  title: t('Förträff för skolor och branscher', 'Meeting for schools and branches', 'لقاء المدارس والقطاعات'),
  description: t(
    'Lär känna de andra utställarna, så att du kan visa elever vidare.',
    'Get to know the other exhibitors, so that you can show pupils the way.',
    'تعرّف على العارضين الآخرين لتتمكن من إرشاد الطلاب.',
  ),
};

export const openHouse = (school: string) => ({
  title: t(`Öppet hus på ${school}`, `Open house at ${school}`, `يوم مفتوح في ${school}`),
  description: t(
    'Se skolan och träffa elever och lärare.',
    'See the school and meet pupils and teachers.',
    'شاهد المدرسة والتقِ بالطلاب والمعلمين.',
  ),
});
