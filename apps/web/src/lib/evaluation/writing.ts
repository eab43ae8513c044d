import { getContext, setContext } from 'svelte';
import type { Part } from './report.ts';

type PageOf = (part: Part) => string;
const key = Symbol('writing');

/** Lets the parts of a report link to where they are written; without it a report is only read. */
export const provideWriting = (pageOf: () => PageOf | undefined): void => void setContext(key, pageOf);

export const useWriting = (): (() => PageOf | undefined) =>
  getContext<(() => PageOf | undefined) | undefined>(key) ?? (() => undefined);
