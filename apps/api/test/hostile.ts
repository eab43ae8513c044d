/** What people and machines send who do not mean well, or whose programs are broken. One entry, one way to go wrong. */
export const hostileTexts: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \t ',
  NUL: 'a\0b',
  'half a pair': 'a\ud800b',
  'other half': '\udfff',
  'right to left': 'a\u202egnp.exe',
  isolates: '\u2066\u2069x\u2067',
  'zero width': '\u200b\u200d\ufeff\u2060',
  combining: `Z${'\u0301'.repeat(300)}`,
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(9),
  control: '\u0001\u0008\u001b[31m\u007f\u0085',
  formula: '=HYPERLINK("http://x")',
  'header line': 'x\r\nBcc: x@example.se',
  'header in address': 'a@example.se\r\nBcc: x@example.se',
  'two addresses': 'a@example.se, x@example.se',
  placeholder: '{{placeholder}} ${placeholder} %s {0}',
  link: '[Klicka](https://evil.example "x") ![x](javascript:1)',
  script: '"><script>alert(1)</script>',
  'script address': 'javascript:alert(1)//https://evil.example',
  SQL: "' OR 1=1 --",
  'SQL array': '{"a",NULL}',
  wildcard: '%_\\%',
  'percent NUL': '%00',
  'percent nonsense': '%zz%ff',
  upwards: '../../etc/passwd',
  prototype: '__proto__',
  constructor: 'constructor',
  method: 'toString',
  NaN: 'NaN',
  Infinity: '-Infinity',
  'big number': '9'.repeat(40),
  'no uuid': '0198c000-0000-7000-8000-00000000000g',
  'no instant': '2027-02-30T25:61:61Z',
  'year 0': '0000-01-01',
  'instant in year 0': '0000-01-01T00:00:00Z',
  'last year': '9999-12-31',
  'long fraction': `2027-10-12T09:00:00.${'0'.repeat(500)}1Z`,
  'odd offset': '2027-10-12T09:00:00+23:59',
  commas: ','.repeat(60),
  'repeated dots': `a@${'a.'.repeat(2000)}`,
  'half a limit': 'å'.repeat(60_000),
  '1 MB': 'x'.repeat(1_048_576),
};

const deep = (open: string, close: string, depth: number, inside = '') =>
  open.repeat(depth) + inside + close.repeat(depth);

/** Written into JSON as they stand; all of them are JSON. */
export const hostileJson: Readonly<Record<string, string>> = {
  null: 'null',
  true: 'true',
  'minus zero': '-0',
  minus: '-1',
  zero: '0',
  fraction: '1.5',
  'beyond int4': '2147483648',
  'beyond exact': '9007199254740993',
  huge: '1e308',
  infinite: '1e999',
  tiny: '5e-324',
  'NaN as text': '"NaN"',
  'number as text': '"1"',
  'empty list': '[]',
  'empty object': '{}',
  'list in list': '[[[]]]',
  'list of null': '[null]',
  'object like a list': '{"0":1,"length":1}',
  'object like a function': '{"toString":1,"valueOf":null,"toJSON":"x"}',
  'deep lists': deep('[', ']', 10_000),
  'deep objects': deep('{"a":', '}', 10_000, '1'),
  'deep with NUL': deep('[', ']', 10_000, String.raw`"\u0000"`),
  'deepest that is read': deep('[', ']', 125_000),
  'many numbers': `[${'0,'.repeat(120_000)}0]`,
  'many objects': `[${'{},'.repeat(60_000)}{}]`,
  'many keys': `{${Array.from({ length: 15_000 }, (_, at) => `"k${at}":0`).join()}}`,
  'many halves': `[${Array.from({ length: 20_000 }, () => String.raw`"\ud800"`).join()}]`,
};

/** Bodies that are no JSON, or JSON that is refused before it is read. */
export const brokenBodies: Readonly<Record<string, string | Buffer>> = {
  'cut off': '{"a":',
  'no JSON': 'a=1&b=2',
  NaN: '{"a":NaN}',
  'two of them': '{}{}',
  'byte order mark': Buffer.from([0xef, 0xbb, 0xbf, 0x7b]),
  'no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31]),
  'UTF-16': Buffer.from('{"a":1}', 'utf16le'),
  prototype: '{"__proto__":{"admin":true}}',
  'hidden prototype': String.raw`{"\u005f_proto__":{"admin":true}}`,
  constructor: '{"constructor":{"prototype":{"admin":true}}}',
  'unfinished depth': '['.repeat(200_000),
  'unfinished text': `"${'\\'.repeat(99_999)}`,
  'too much': `{"a":"${'x'.repeat(300_000)}"}`,
};

export const wrongTypes: readonly string[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  'application/jsonx',
  'application/',
  ';',
  '*/*',
  'x'.repeat(5000),
];

/** Addresses' ends, written as they stand. */
export const hostilePieces: readonly string[] = [
  '%00',
  '%ff',
  '%ed%a0%80',
  '%',
  '%u0000',
  '..%2f..%2f',
  '%2e%2e%5c',
  '%0d%0aBcc:%20x@example.se',
  'a'.repeat(301),
  'a/'.repeat(2000),
  'x'.repeat(100_000),
  ';a=b',
  '//evil.example',
  '%3Cscript%3E',
];

export const hostileQueries: readonly string[] = [
  '__proto__=1',
  '__proto__[a]=1',
  'constructor=1&toString=2&hasOwnProperty=3',
  '=&&==&',
  '%00=%00',
  '%ff=%ff',
  'a=%',
  `${'a=1&'.repeat(5000)}`,
  `q=${'%'.repeat(5000)}`,
  'q[]=1&q[x]=2&by=1&by=2&day=1&day=2&ids=1&ids=2',
];

const token = 'A'.repeat(46);
export const hostileHeaders: readonly Readonly<Record<string, string>>[] = [
  ...['', ' ', 'with space', 'å', 'x'.repeat(201), 'x'.repeat(9000), '"', "' OR 1=1 --", '<script>'].map(
    (it) => ({ 'idempotency-key': it }),
  ),
  ...[
    '',
    'Bearer',
    `Bearer ${token}`,
    'Bearer å',
    'Basic eDp5',
    `Bearer ${'x'.repeat(9000)}`,
    'Bearer ../..',
  ].map((it) => ({ authorization: it })),
  ...[
    'vagval_session=',
    `vagval_session=${'a'.repeat(43)}`,
    ';;;=;',
    'vagval_session=%00',
    'x'.repeat(9000),
  ].map((it) => ({ cookie: it })),
  ...['*', 'sv;q=NaN', ',,,;;q=', 'xx-'.repeat(3000), '__proto__'].map((it) => ({ 'accept-language': it })),
  ...['<script>', '1.2.3.4, x', `${'10.0.0.1,'.repeat(500)}`, '::ffff:0:0:zz'].map((it) => ({
    'x-forwarded-for': it,
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'javascript',
  })),
  { host: 'evil.example', origin: 'https://evil.example', referer: 'https://evil.example/<script>' },
  { accept: 'text/html;q=NaN, */*' },
  { 'content-encoding': 'gzip' },
  { expect: 'nothing' },
  { 'x-http-method-override': 'DELETE' },
];

/** What must never stand in a header of an answer. */
export const marks = /Bcc|evil\.example|script|HYPERLINK|placeholder|OR 1=1|passwd/i;
