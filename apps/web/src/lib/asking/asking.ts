import type { AskingView, RoundView, SurveyLinkView } from '@vagval/contract';
import type * as z from 'zod';

export type Asking = z.output<typeof AskingView>;
export type Round = z.output<typeof RoundView>;
export type SurveyLink = z.output<typeof SurveyLinkView>;
