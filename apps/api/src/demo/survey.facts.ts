export interface Text {
  readonly sv: string;
  readonly en: string;
  readonly ar: string;
}

export interface OptionFact {
  readonly value: number;
  readonly text: Text;
  readonly alone?: true;
}

export interface QuestionFact {
  readonly key: string;
  readonly kind: 'single' | 'several' | 'scale' | 'matrix' | 'number' | 'text';
  readonly text: Text;
  readonly help?: Text;
  /** What is chosen from; of a scale, words for its ends. */
  readonly options?: readonly OptionFact[];
  readonly rows?: readonly {
    readonly key: string;
    readonly text: Text;
    readonly weights: readonly number[];
  }[];
  /** How often each value from 1 upwards is chosen; of several, the part in a hundred that chooses each. */
  readonly weights?: readonly number[];
  readonly range?: readonly [least: number, most: number];
  /** Of a number: what is answered lies between these. */
  readonly drawn?: readonly [least: number, most: number];
  /** What is written, and the theme that staff have put it under. */
  readonly words?: readonly (readonly [text: string, theme: string])[];
  readonly page?: number;
  readonly required?: true;
  readonly shownIf?: { readonly question: string; readonly values: readonly number[] };
}

export interface SurveyFact {
  readonly audience: string;
  readonly title: Text;
  readonly intro: Text;
  readonly thanks: Text;
  readonly questions: readonly QuestionFact[];
  /** Asked besides; drawn apart from the first ones, so that their answers stay when something is added here. */
  readonly more?: readonly QuestionFact[];
  /** Invited and part that answers, for the newest finished edition; the one before had a tenth fewer. */
  readonly invited: number;
  readonly answered: number;
  readonly inClass: number;
  /** How many answer where nobody is invited: at the exit. */
  readonly passing?: number;
}

const thank = {
  sv: 'Tack för ditt svar! Vi läser allt och använder det när vi planerar nästa mässa.',
  en: 'Thank you for your answer! We read everything and use it when we plan the next fair.',
  ar: 'شكرًا لإجابتك! نقرأ كل الإجابات ونستفيد منها عند التخطيط للمعرض القادم.',
};

/** A survey with the same thanks as the others. */
export const survey = (it: Omit<SurveyFact, 'thanks'>): SurveyFact => ({ ...it, thanks: thank });

/** Options valued from 1 in their order. */
export const choices = (...texts: readonly Text[]): readonly OptionFact[] =>
  texts.map((text, n) => ({ value: n + 1, text }));

/** A scale of five with words for its ends. */
export const scale = (
  key: string,
  text: Text,
  ends: readonly [low: Text, high: Text],
  weights: readonly number[],
): QuestionFact => ({
  key,
  kind: 'scale',
  text,
  options: [
    { value: 1, text: ends[0] },
    { value: 5, text: ends[1] },
  ],
  range: [1, 5],
  weights,
});

export const yes = { sv: 'Ja', en: 'Yes', ar: 'نعم' };
export const no = { sv: 'Nej', en: 'No', ar: 'لا' };
export const maybe = { sv: 'Kanske', en: 'Maybe', ar: 'ربما' };

export const notAtAll = { sv: 'Inte alls', en: 'Not at all', ar: 'لا إطلاقًا' };
export const wholly = { sv: 'Helt', en: 'Completely', ar: 'تمامًا' };
export const badly = { sv: 'Mycket dåligt', en: 'Very badly', ar: 'سيئ جدًا' };
export const well = { sv: 'Mycket bra', en: 'Very well', ar: 'جيد جدًا' };
export const veryMuch = { sv: 'Mycket', en: 'Very much', ar: 'كثيرًا' };

/** The vocational stand, asked of everybody who worked at the fair. */
export const stand = (weights: readonly number[]): QuestionFact =>
  scale(
    'stand',
    {
      sv: 'Hur bra var yrkesmontern?',
      en: 'How good was the vocational stand?',
      ar: 'ما رأيك في جناح المهن؟',
    },
    [badly, well],
    weights,
  );

export const again = (weights: readonly number[]): QuestionFact => ({
  key: 'again',
  kind: 'single',
  text: { sv: 'Vill ni komma igen?', en: 'Will you come again?', ar: 'هل ترغبون في المشاركة مرة أخرى؟' },
  options: choices(yes, maybe, no),
  weights,
});
