/** Programmes as Skolverket codes them from autumn 2025, the closed codes with what they became, and municipalities by SCB code. */

export interface ProgrammeFact {
  readonly code: string;
  readonly sv: string;
  readonly en?: string;
  readonly kind: string;
  readonly successor?: string;
}

const of =
  (kind: string) =>
  ([code, sv, en]: readonly [string, string, string?]): ProgrammeFact => ({
    code,
    sv,
    kind,
    ...(en && { en }),
  });

const vocational = [
  ['BA', 'Bygg- och anläggningsprogrammet', 'Building and Construction Programme'],
  ['BF', 'Barn- och fritidsprogrammet', 'Child and Recreation Programme'],
  ['EE', 'El- och energiprogrammet', 'Electricity and Energy Programme'],
  ['FR', 'Frisör- och stylistprogrammet', 'Hairdresser and Stylist Programme'],
  ['FS', 'Försäljnings- och serviceprogrammet', 'Sales and Service Programme'],
  ['FT', 'Fordons- och transportprogrammet', 'Vehicle and Transport Programme'],
  ['HT', 'Hotell- och turismprogrammet', 'Hotel and Tourism Programme'],
  ['IN', 'Industritekniska programmet', 'Industrial Technology Programme'],
  ['NB', 'Naturbruksprogrammet', 'Natural Resource Use Programme'],
  ['RL', 'Restaurang- och livsmedelsprogrammet', 'Restaurant Management and Food Programme'],
  ['VF', 'VVS- och fastighetsprogrammet', 'HVAC and Property Maintenance Programme'],
  ['VO', 'Vård- och omsorgsprogrammet', 'Health and Social Care Programme'],
] as const;

const preparatory = [
  ['EK', 'Ekonomiprogrammet', 'Business Management and Economics Programme'],
  ['ES', 'Estetiska programmet', 'Arts Programme'],
  ['HU', 'Humanistiska programmet', 'Humanities Programme'],
  ['NA', 'Naturvetenskapsprogrammet', 'Natural Science Programme'],
  ['SA', 'Samhällsvetenskapsprogrammet', 'Social Science Programme'],
  ['TE', 'Teknikprogrammet', 'Technology Programme'],
] as const;

const introductory = [
  ['IMV', 'Programinriktat val', 'Programme-Oriented Option'],
  ['IMY', 'Yrkesintroduktion', 'Vocational Introduction'],
  ['IMA', 'Individuellt alternativ', 'Individual Alternative'],
  ['IMS', 'Språkintroduktion', 'Language Introduction'],
] as const;

const adapted = [
  ['EV', 'Programmet för estetiska verksamheter', 'Aesthetic Activities'],
  ['FB', 'Programmet för fastighet och byggnation', 'Property and Building'],
  ['FG', 'Programmet för fordonsvård och godshantering', 'Vehicle Care and Goods Handling'],
  ['HS', 'Programmet för handel och service', 'Commerce and Service'],
  ['HP', 'Programmet för hantverk och produktion', 'Handicraft and Production'],
  ['HR', 'Programmet för hotell, restaurang och bageri', 'Hotel, Restaurant and Bakery'],
  ['HO', 'Programmet för hälsa, vård och omsorg', 'Health and Care'],
  ['SN', 'Programmet för samhälle, natur och språk', 'Society, Nature and Languages'],
  ['SK', 'Programmet för skog, mark och djur', 'Forest, Land and Animals'],
] as const;

const nationalIntake = [
  ['DS', 'Design och sömnadstekniska utbildningen'],
  ['FI', 'Finsnickeriutbildningen'],
  ['FO', 'Floristutbildningen'],
  ['GL', 'Glashantverksutbildningen'],
  ['GU', 'Guldsmedsutbildningen'],
  ['FX', 'Flygteknikutbildningen'],
  ['MX', 'Marinteknikutbildningen'],
  ['SX', 'Sjöfartsutbildningen'],
  ['TX', 'Tågteknikutbildningen'],
  ['UX', 'Utbildningen samiska näringar'],
  ['YX', 'Yrkesdansarutbildningen'],
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
