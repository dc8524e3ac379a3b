import { z } from 'zod';
import { t } from './catalogue/index.ts';
import { oneLine } from './setting-values.ts';

export const TOKEN_NAME_LIMIT = 100;
/** Calls of one token in a minute. */
export const CALLS_PER_MINUTE = 120;

export const tokenNameSchema = oneLine(
  TOKEN_NAME_LIMIT,
  () => t('token.name.tooLong', { limit: TOKEN_NAME_LIMIT }),
  () => t('token.name.invalid'),
)
  .trim()
  .min(1, { error: () => t('token.name.empty') });

/** What lets a program run Actions through the local service. The token itself is shown once and never kept. */
export const apiTokenSchema = z.object({
  id: z.int(),
  name: z.string(),
  /** Its first characters, by which a person knows it again. */
  beginning: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;
