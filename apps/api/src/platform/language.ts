import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const languages = ['sv', 'en', 'ar'] as const;

/** The languages the interface speaks; Swedish is the one every text has. */
export type AppLanguage = (typeof languages)[number];

/** The best of our languages for an Accept-Language header; Swedish when none fits. */
export function languageOf(accepted: string | undefined): AppLanguage {
  if (!accepted) return 'sv';
  const wishes = accepted.split(',').map((wish) => {
    const [tag = '', quality] = wish.trim().split(/\s*;\s*q=/);
    return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = wishes
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .find(({ language }) => (languages as readonly string[]).includes(language));
  return (best?.language as AppLanguage | undefined) ?? 'sv';
}

/** Gives a handler the language the caller wants texts in. */
export const WantedLanguage = createParamDecorator((_: unknown, context: ExecutionContext) =>
  languageOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);
