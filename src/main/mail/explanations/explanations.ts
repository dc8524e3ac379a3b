import { exchange } from './exchange.ts';
import type { Explanation } from './explanation.ts';
import { google } from './google.ts';
import { microsoft } from './microsoft.ts';
import { policies } from './policies.ts';
import { providers } from './providers.ts';
import { providersByHost } from './providers-by-host.ts';
import { rules } from './rules.ts';
import { servers } from './servers.ts';

/** The catalogue of explanations, from special to general: the first that fits is taken. */
export const explanations: readonly Explanation[] = [
  ...microsoft,
  ...google,
  ...providers,
  ...exchange,
  ...servers,
  ...policies,
  ...providersByHost,
  ...rules,
];
