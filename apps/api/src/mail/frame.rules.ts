import mjml2html from 'mjml';

/** Colours as in the web's tokens: mails cannot read style sheets. */
const ink = '#0B2530';
const soft = '#43575F';
const ground = '#F4F7F5';
const paper = '#ffffff';
const line = '#C6D1D0';
const accent = '#FF6B3D';
const link = '#07598A';

const fonts = "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";

const styles = `
  .p > table > tbody > tr > td { padding-left:32px !important; padding-right:32px !important; }
  @media (max-width:620px) { .p > table > tbody > tr > td { padding-left:20px !important; padding-right:20px !important; } }
  @media (prefers-color-scheme:dark) {
    body, .bg > div { background:#0A161C !important; }
    .card, .card > table { background:#12242C !important; }
    .t { color:#EDF3F1 !important; } .s { color:#AFC1C6 !important; } .l { border-color:#2B434D !important; }
    a.a { color:#7CC8F0 !important; }
  }`;

const cell = `padding:12px 0;border-top:1px solid ${line};color:${ink};`;

const row = `<!--row--><tr><!--time--><td class="l t" width="72" valign="top" style="${cell}font-weight:800;font-size:19px">[[time]]</td><!--/time--><td class="l t" colspan="[[span]]" style="${cell}"><strong>[[title]]</strong><!--tag--> <span class="s" style="color:${soft};font-size:15px">[[tag]]</span><!--/tag--><!--detail--><br><span class="s" style="color:${soft};font-size:15px">[[detail]]</span><!--/detail--></td></tr><!--/row-->`;

const ticket = `<table role="presentation" align="center" cellpadding="0" cellspacing="0" border="0" style="border:2px solid ${ink};border-radius:14px;border-collapse:separate;background:${paper};margin:0 auto"><tr><td align="center" style="padding:20px 28px"><img src="cid:[[cid]]" width="200" height="200" alt="[[label]]" style="display:block;width:200px;height:200px"><div dir="ltr" style="font-size:24px;font-weight:800;letter-spacing:.04em;color:#0B2028;padding-top:12px">[[reference]]</div></td></tr></table>`;

const paragraph = (text: string, top: number, extra = '') =>
  `<p class="s" style="margin:${top}px 0 0;color:${soft};${extra}">${text}</p>`;
const anchor = (label: string, attributes = '') =>
  `<a class="a" href="[[href]]"${attributes} style="color:${link}">${label}</a>`;

/** One section per stretch of ground; parts between comment marks are left out or repeated. */
const frame = (dir: 'ltr' | 'rtl', start: 'left' | 'right') => `
<mjml lang="[[locale]]" dir="${dir}">
  <mj-head>
    <mj-title>[[subject]]</mj-title>
    <mj-preview>[[preheader]]</mj-preview>
    <mj-attributes>
      <mj-all font-family="${fonts}" />
      <mj-section direction="${dir}" padding="0" />
      <mj-column direction="${dir}" />
      <mj-text align="${start}" font-size="17px" line-height="1.55" color="${ink}" padding="0" />
      <mj-table align="${start}" font-size="17px" line-height="1.55" color="${ink}" padding="20px 0 0" />
    </mj-attributes>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-style>${styles}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="${ground}" css-class="bg">
    <mj-section padding="24px 0 0"></mj-section>
    <mj-section css-class="p" background-color="${ink}" border-bottom="8px solid ${accent}" padding="18px 32px">
      <mj-column><mj-text color="${ground}" font-size="19px" font-weight="800">[[sender]]</mj-text></mj-column>
    </mj-section>
    <mj-section css-class="card p" background-color="${paper}" padding="32px">
      <mj-column>
        <mj-text><h1 class="t" style="margin:0;font-size:32px;line-height:1.15;letter-spacing:${dir === 'rtl' ? '0' : '-.02em'};color:${ink}">[[heading]]</h1>${paragraph('[[lead]]', 12)}</mj-text>
        <mj-raw><!--ticket--></mj-raw>
        <mj-text align="center" padding="28px 0 8px">${ticket}</mj-text>
        <mj-raw><!--/ticket--></mj-raw>
        <mj-raw><!--rows--></mj-raw>
        <mj-table>${row}</mj-table>
        <mj-raw><!--/rows--></mj-raw>
        <mj-raw><!--paragraphs--></mj-raw>
        <mj-text padding="8px 0 0"><!--paragraph-->${paragraph('[[text]]', 12)}<!--/paragraph--></mj-text>
        <mj-raw><!--/paragraphs--></mj-raw>
        <mj-raw><!--button--></mj-raw>
        <mj-button align="${start}" href="[[href]]" background-color="${accent}" color="#0B2028" border-radius="4px" font-size="17px" font-weight="700" inner-padding="16px 24px" padding="28px 0 0">[[label]]</mj-button>
        <mj-raw><!--/button--></mj-raw>
        <mj-raw><!--secondary--></mj-raw>
        <mj-text>${paragraph(`[[text]] ${anchor('[[label]]')}.[[after]]`, 16, 'font-size:15px')}</mj-text>
        <mj-raw><!--/secondary--></mj-raw>
      </mj-column>
    </mj-section>
    <mj-section css-class="p" padding="20px 32px 32px">
      <mj-column><mj-text font-size="14px" color="${soft}"><div class="s" style="color:${soft}"><!--footer-->[[text]]<br><!--/footer--><!--questions-->[[ask]] ${anchor('[[address]]', ' dir="ltr"')}<br><!--/questions--><!--languages-->[[same]] <!--language-->${anchor('[[name]]', ' lang="[[locale]]" dir="[[dir]]"')} <!--/language--><!--/languages--></div></mj-text></mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

/** A text with named gaps, cut once so that filling it is only joining. */
export class Template {
  private readonly pieces: readonly string[];
  private readonly names: readonly string[];

  constructor(source: string) {
    const cut = source.split(/\[\[(\w+)\]\]/);
    this.pieces = cut.filter((_, index) => index % 2 === 0);
    this.names = cut.filter((_, index) => index % 2 === 1);
  }

  /** `values` are HTML already: whoever fills escapes. A gap without a value stays empty. */
  fill(values: Readonly<Record<string, string | undefined>>): string {
    let text = this.pieces[0] ?? '';
    this.names.forEach((name, index) => {
      text += (values[name] ?? '') + (this.pieces[index + 1] ?? '');
    });
    return text;
  }
}

/** The page and its parts; in the page (or in an outer part) a part's place is the gap of the same name. */
export type Frame = ReadonlyMap<string, Template>;

const innermost = /<!--(\w+)-->((?:(?!<!--\w+-->)[\s\S])*?)<!--\/\1-->/;

function dismantled(html: string): Frame {
  const parts = new Map<string, Template>();
  for (let found = innermost.exec(html); found; found = innermost.exec(html)) {
    const [whole, name = '', inner = ''] = found;
    parts.set(name, new Template(inner));
    html = html.replace(whole, () => `[[${name}]]`);
  }
  return parts.set('page', new Template(html));
}

/** Compiles the frame for one direction of writing; about 20 ms, so once at start. Throws when MJML finds a fault. */
export async function compileFrame(dir: 'ltr' | 'rtl'): Promise<Frame> {
  const start = dir === 'rtl' ? 'right' : 'left';
  const { html, errors } = await mjml2html(frame(dir, start), { validationLevel: 'strict' });
  if (errors.length) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  // Clients that drop <html> and <body> keep tables: the direction must stand there. MJML aligns columns left always.
  const directed = html
    .replaceAll('<table', `<table dir="${dir}"`)
    .replaceAll('text-align:left', `text-align:${start}`);
  return dismantled(directed.replace(/\s*\n\s*/g, '\n'));
}
