/**
 * Whom to sign in as: User and UserDom of MS-NLMP section 3.1.1.1. `DOMAIN\user` names its domain; otherwise the domain of the settings
 * counts. With neither, `user@domain` goes whole as the user with an empty domain, which is how a user principal name is given; the server
 * finds the domain.
 */
export function identityOf(
  username: string,
  domainSetting: string,
): { readonly user: string; readonly domain: string } {
  const backslash = username.indexOf('\\');
  if (backslash === -1) return { user: username, domain: domainSetting };
  return { user: username.slice(backslash + 1), domain: username.slice(0, backslash) };
}
