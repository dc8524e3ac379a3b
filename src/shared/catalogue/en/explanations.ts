import { explanationsGoogle } from './explanations-google.ts';
import { explanationsMicrosoft } from './explanations-microsoft.ts';
import { explanationsPolicies } from './explanations-policies.ts';
import { explanationsProviders } from './explanations-providers.ts';
import { explanationsServers } from './explanations-servers.ts';

/**
 * What a server's refusal means, by the id of its entry in the catalogue of explanations. Each sentence may use {host},
 * {username}, {sender} and {recipient}.
 */
export const explanations = {
  ...explanationsMicrosoft,
  ...explanationsGoogle,
  ...explanationsProviders,
  ...explanationsServers,
  ...explanationsPolicies,
} as const;
