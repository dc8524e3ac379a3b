import { t } from '../../shared/catalogue/index.ts';
import { isSameHost } from '../../shared/host.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { CaptureServer } from '../capture/capture-server.ts';
import { blocksOf, readCertificates } from '../certificates/facts.ts';
import type { SecretReading } from '../secrets/index.ts';
import type { SecretName, SecretReferences } from '../settings/stored-document.ts';
import { readClientIdentity } from './client-identity.ts';
import { type Connection, type Credentials, plainConnection } from './connection.ts';

/** Secrets that were typed and are not stored; they stand before those that are. */
export type TypedSecrets = { readonly [Name in SecretName]?: string | undefined };

export type ConnectorDependencies = {
  readonly settings: { readonly readSecret: (reference: string) => Promise<SecretReading> };
  readonly capture: CaptureServer;
  /** Tells what an error means: a store or a vault that can't be used, or a bug. */
  readonly unexpected: (error: unknown) => Failure;
};

/** Turns settings into a connection: reads the secrets and files that they refer to. */
export type Connector = (
  draft: SettingsDraft,
  references: SecretReferences,
  typed: TypedSecrets,
) => Promise<Result<Connection>>;

/** Gives the connector. Whatever stands in the way is a failure of the delivery, which has its row all the same. */
export function createConnector({ settings, capture, unexpected }: ConnectorDependencies): Connector {
  return async (draft, references, typed) => {
    try {
      return await connectionOf(draft, references, typed);
    } catch (error) {
      return fail(unexpected(error));
    }
  };

  async function connectionOf(
    draft: SettingsDraft,
    references: SecretReferences,
    typed: TypedSecrets,
  ): Promise<Result<Connection>> {
    if (draft.service === 'capture') return succeed(await captureConnection());
    const secretOf = async (name: SecretName): Promise<Result<string | undefined>> => {
      const reference = references[name];
      if (typed[name] !== undefined) return succeed(typed[name]);
      if (reference === null) return succeed(undefined);
      const reading = await settings.readSecret(reference);
      return typeof reading === 'string' ? fail(unread(name, reading)) : succeed(reading.secret);
    };
    const { smtp } = draft;
    const password = needsSignIn(draft) ? await secretOf('password') : succeed(undefined);
    if (!password.ok) return fail(password.error);
    const identity = needsIdentity(draft) ? await identityOf(smtp, secretOf) : succeed(undefined);
    if (!identity.ok) return fail(identity.error);
    return succeed({
      ...basicConnection(smtp),
      ...(password.value === undefined ? {} : { credentials: credentialsOf(smtp, password.value) }),
      ...(identity.value === undefined ? {} : { clientIdentity: identity.value }),
    });
  }

  /** The capture server is part of this process and on loopback, and takes messages only from who signs in. */
  async function captureConnection(): Promise<Connection> {
    const { credentials, ...address } = await capture.address();
    const how = { method: 'plain', domain: '', allowClearText: true } as const;
    return { ...plainConnection, ...address, credentials: { ...credentials, ...how } };
  }
}

export function needsSignIn({ service, smtp }: SettingsDraft): boolean {
  return service === 'smtp' && smtp.authentication;
}

function needsIdentity({ service, smtp }: SettingsDraft): boolean {
  return service === 'smtp' && smtp.security !== 'none' && smtp.clientCertificateFile !== '';
}

/** Gives what the settings trust at a host: certificates are trusted for the mail server that they name, and no other. */
export function trustAt(
  { smtp }: SettingsDraft,
  host: string,
): Pick<Connection, 'trustedAuthorities' | 'trustedCertificate'> {
  return isSameHost(smtp.host, host) ? trustOf(smtp) : { trustedAuthorities: [] };
}

function trustOf(smtp: SettingsDraft['smtp']): Pick<Connection, 'trustedAuthorities' | 'trustedCertificate'> {
  const trusted = readCertificates(smtp.trustedCertificate)?.[0]?.fingerprint256;
  return {
    ...(trusted === undefined ? {} : { trustedCertificate: trusted }),
    trustedAuthorities: blocksOf(smtp.trustedAuthority),
  };
}

/** Everything about the connection but who signs in and what this computer shows of itself. */
function basicConnection(smtp: SettingsDraft['smtp']): Connection {
  const { host, port, security, rejectInvalidCertificates, addressFamily, ehloName, lowestTlsVersion } = smtp;
  return {
    host,
    port,
    security,
    rejectInvalidCertificates,
    addressFamily,
    ...(ehloName === '' ? {} : { clientName: ehloName }),
    timeouts: {
      connectMs: smtp.connectTimeout * 1000,
      greetingMs: smtp.greetingTimeout * 1000,
      idleMs: smtp.idleTimeout * 1000,
    },
    lowestTlsVersion,
    ...trustOf(smtp),
  };
}

function credentialsOf(smtp: SettingsDraft['smtp'], password: string): Credentials {
  const { username, spa, authenticationMethod, domain, allowClearTextPassword } = smtp;
  return {
    username,
    password,
    method: spa ? 'ntlm' : authenticationMethod,
    domain,
    allowClearText: allowClearTextPassword,
  };
}

async function identityOf(
  smtp: SettingsDraft['smtp'],
  secretOf: (name: SecretName) => Promise<Result<string | undefined>>,
): Promise<Result<Connection['clientIdentity']>> {
  const passphrase = await secretOf('clientKeyPassphrase');
  return passphrase.ok ? readClientIdentity(smtp, passphrase.value) : fail(passphrase.error);
}

function unread(name: SecretName, reading: 'unreadable' | 'unreachable'): Failure {
  const key = reading === 'unreachable' ? 'failure.VAULT_UNREACHABLE' : 'failure.SECRET_UNREADABLE';
  return { code: 'SECRET_UNREADABLE', message: t(key), field: `smtp.${name}`, help: t(`${key}.help`) };
}
