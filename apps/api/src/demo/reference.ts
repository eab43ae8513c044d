/**
 * Programmes as Skolverket codes them from autumn 2025, the closed codes with what they became, and municipalities by
 * SCB code. Arabic names say what the Swedish ones mean; none of them is official.
 */

export interface ProgrammeFact {
  readonly code: string;
  readonly sv: string;
  readonly en?: string;
  readonly ar?: string;
  readonly kind: string;
  readonly successor?: string;
}

const of =
  (kind: string) =>
  ([code, sv, en, ar]: readonly [string, string, string, string]): ProgrammeFact => ({
    code,
    sv,
    en,
    ar,
    kind,
  });

const vocational = [
  [
    'BA',
    'Bygg- och anläggningsprogrammet',
    'Building and Construction Programme',
    'برنامج البناء والإنشاءات',
  ],
  ['BF', 'Barn- och fritidsprogrammet', 'Child and Recreation Programme', 'برنامج الطفولة وأوقات الفراغ'],
  ['EE', 'El- och energiprogrammet', 'Electricity and Energy Programme', 'برنامج الكهرباء والطاقة'],
  ['FR', 'Frisör- och stylistprogrammet', 'Hairdresser and Stylist Programme', 'برنامج الحلاقة والتجميل'],
  ['FS', 'Försäljnings- och serviceprogrammet', 'Sales and Service Programme', 'برنامج المبيعات والخدمات'],
  ['FT', 'Fordons- och transportprogrammet', 'Vehicle and Transport Programme', 'برنامج المركبات والنقل'],
  ['HT', 'Hotell- och turismprogrammet', 'Hotel and Tourism Programme', 'برنامج الفنادق والسياحة'],
  ['IN', 'Industritekniska programmet', 'Industrial Technology Programme', 'برنامج التقنية الصناعية'],
  ['NB', 'Naturbruksprogrammet', 'Natural Resource Use Programme', 'برنامج الموارد الطبيعية'],
  [
    'RL',
    'Restaurang- och livsmedelsprogrammet',
    'Restaurant Management and Food Programme',
    'برنامج المطاعم والأغذية',
  ],
  [
    'VF',
    'VVS- och fastighetsprogrammet',
    'HVAC and Property Maintenance Programme',
    'برنامج التدفئة والصرف الصحي وصيانة العقارات',
  ],
  ['VO', 'Vård- och omsorgsprogrammet', 'Health and Social Care Programme', 'برنامج الصحة والرعاية'],
] as const;

const preparatory = [
  ['EK', 'Ekonomiprogrammet', 'Business Management and Economics Programme', 'برنامج الاقتصاد'],
  ['ES', 'Estetiska programmet', 'Arts Programme', 'برنامج الفنون'],
  ['HU', 'Humanistiska programmet', 'Humanities Programme', 'برنامج العلوم الإنسانية'],
  ['NA', 'Naturvetenskapsprogrammet', 'Natural Science Programme', 'برنامج العلوم الطبيعية'],
  ['SA', 'Samhällsvetenskapsprogrammet', 'Social Science Programme', 'برنامج العلوم الاجتماعية'],
  ['TE', 'Teknikprogrammet', 'Technology Programme', 'برنامج التكنولوجيا'],
] as const;

const introductory = [
  ['IMV', 'Programinriktat val', 'Programme-Oriented Option', 'خيار موجّه نحو برنامج'],
  ['IMY', 'Yrkesintroduktion', 'Vocational Introduction', 'التمهيد المهني'],
  ['IMA', 'Individuellt alternativ', 'Individual Alternative', 'البديل الفردي'],
  ['IMS', 'Språkintroduktion', 'Language Introduction', 'التمهيد اللغوي'],
] as const;

const adapted = [
  ['EV', 'Programmet för estetiska verksamheter', 'Aesthetic Activities', 'برنامج الأنشطة الفنية'],
  ['FB', 'Programmet för fastighet och byggnation', 'Property and Building', 'برنامج العقارات والبناء'],
  [
    'FG',
    'Programmet för fordonsvård och godshantering',
    'Vehicle Care and Goods Handling',
    'برنامج العناية بالمركبات ومناولة البضائع',
  ],
  ['HS', 'Programmet för handel och service', 'Commerce and Service', 'برنامج التجارة والخدمات'],
  ['HP', 'Programmet för hantverk och produktion', 'Handicraft and Production', 'برنامج الحرف والإنتاج'],
  [
    'HR',
    'Programmet för hotell, restaurang och bageri',
    'Hotel, Restaurant and Bakery',
    'برنامج الفنادق والمطاعم والمخابز',
  ],
  ['HO', 'Programmet för hälsa, vård och omsorg', 'Health and Care', 'برنامج الصحة والعناية'],
  [
    'SN',
    'Programmet för samhälle, natur och språk',
    'Society, Nature and Languages',
    'برنامج المجتمع والطبيعة واللغات',
  ],
  [
    'SK',
    'Programmet för skog, mark och djur',
    'Forest, Land and Animals',
    'برنامج الغابات والأرض والحيوانات',
  ],
] as const;

const nationalIntake = [
  ['DS', 'Design och sömnadstekniska utbildningen', 'Design and Tailoring', 'تعليم التصميم والخياطة'],
  ['FI', 'Finsnickeriutbildningen', 'Fine Joinery', 'تعليم النجارة الدقيقة'],
  ['FO', 'Floristutbildningen', 'Floristry', 'تعليم تنسيق الزهور'],
  ['GL', 'Glashantverksutbildningen', 'Glass Craft', 'تعليم حرفة الزجاج'],
  ['GU', 'Guldsmedsutbildningen', 'Goldsmithing', 'تعليم صياغة الذهب'],
  ['FX', 'Flygteknikutbildningen', 'Aircraft Technology', 'تعليم تقنية الطيران'],
  ['MX', 'Marinteknikutbildningen', 'Marine Technology', 'تعليم التقنية البحرية'],
  ['SX', 'Sjöfartsutbildningen', 'Seafaring', 'تعليم الملاحة البحرية'],
  ['TX', 'Tågteknikutbildningen', 'Train Technology', 'تعليم تقنية القطارات'],
  ['UX', 'Utbildningen samiska näringar', 'Sami Industries', 'تعليم المهن السامية'],
  ['YX', 'Yrkesdansarutbildningen', 'Professional Dance', 'تعليم الرقص المهني'],
] as const;

const closed: readonly ProgrammeFact[] = [
  { code: 'HV', sv: 'Hantverksprogrammet', kind: 'vocational', successor: 'FR' },
  { code: 'HA', sv: 'Handels- och administrationsprogrammet', kind: 'vocational', successor: 'FS' },
  {
    code: 'AH',
    sv: 'Programmet för administration, handel och varuhantering',
    kind: 'adapted-national',
    successor: 'HS',
  },
  {
    code: 'FA',
    sv: 'Programmet för fastighet, anläggning och byggnation',
    kind: 'adapted-national',
    successor: 'FB',
  },
];

export const programmes: readonly ProgrammeFact[] = [
  ...vocational.map(of('vocational')),
  ...preparatory.map(of('higher-education-preparatory')),
  ...introductory.map(of('introduction')),
  ...adapted.map(of('adapted-national')),
  ...nationalIntake.map(of('national-intake-own-goals')),
  ...closed,
];

export const vocationalCodes: readonly string[] = vocational.map(([code]) => code);
export const preparatoryCodes: readonly string[] = preparatory.map(([code]) => code);

/** The thirteen of the region, with the share of its pupils out of about a hundred (an assumption). */
export const region = [
  { code: '1440', name: 'Ale', share: 4 },
  { code: '1489', name: 'Alingsås', share: 5 },
  { code: '1480', name: 'Göteborg', share: 48 },
  { code: '1401', name: 'Härryda', share: 5 },
  { code: '1384', name: 'Kungsbacka', share: 10 },
  { code: '1482', name: 'Kungälv', share: 5 },
  { code: '1441', name: 'Lerum', share: 6 },
  { code: '1462', name: 'Lilla Edet', share: 2 },
  { code: '1481', name: 'Mölndal', share: 9 },
  { code: '1402', name: 'Partille', share: 5 },
  { code: '1415', name: 'Stenungsund', share: 3 },
  { code: '1419', name: 'Tjörn', share: 2 },
  { code: '1407', name: 'Öckerö', share: 2 },
] as const;

/** Others whose schools come to the fair. */
export const neighbours = [
  { code: '1490', name: 'Borås' },
  { code: '1382', name: 'Falkenberg' },
  { code: '1499', name: 'Falköping' },
  { code: '1380', name: 'Halmstad' },
  { code: '1494', name: 'Lidköping' },
  { code: '1484', name: 'Lysekil' },
  { code: '1493', name: 'Mariestad' },
  { code: '1463', name: 'Mark' },
  { code: '1495', name: 'Skara' },
  { code: '1486', name: 'Strömstad' },
  { code: '1465', name: 'Svenljunga' },
  { code: '1488', name: 'Trollhättan' },
  { code: '1485', name: 'Uddevalla' },
  { code: '1491', name: 'Ulricehamn' },
  { code: '1470', name: 'Vara' },
  { code: '1383', name: 'Varberg' },
  { code: '1487', name: 'Vänersborg' },
  { code: '1492', name: 'Åmål' },
] as const;
