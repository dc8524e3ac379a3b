/** What an NTLM client and server agree on (MS-NLMP section 2.2.2.5): the flags that are of use here. */
export const UNICODE = 0x00000001;
const REQUEST_TARGET = 0x00000004;
export const LM_KEY = 0x00000080;
export const NTLM = 0x00000200;
const ALWAYS_SIGN = 0x00008000;
const EXTENDED_SESSION_SECURITY = 0x00080000;
export const TARGET_INFO = 0x00800000;

/**
 * What Postroom asks for. SMTP goes on unsigned and unsealed after the sign-in, so SIGN, SEAL, KEY_EXCH and the key
 * lengths are left out. ALWAYS_SIGN is what gives a session key without them, and the integrity code of the messages wants
 * one; EXTENDED_SESSION_SECURITY is what servers that require NTLMv2 look for.
 */
export const OFFERED = UNICODE | REQUEST_TARGET | NTLM | ALWAYS_SIGN | EXTENDED_SESSION_SECURITY | TARGET_INFO;
