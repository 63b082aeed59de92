/** Which CPE is at the other end of a connection: digest and basic credentials and client certificates, each of one device or of several. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { CredentialsError } from '../http/server/credentials.js';
import type { DeviceId } from '../devices/devices.js';
import { digestGuard, digestParametersIn, type DigestAlgorithm, type DigestGuard } from './digest.js';

export interface ConnectionSecret {
  readonly user: string;
  readonly password: string;
}

/** One way for a device to show that it is what it says. */
export type DeviceCredential = {
  /**
   * `OUI-ProductClass-SerialNumber` or `OUI-SerialNumber`, as TR-069 3.4.4 writes them; a part may be `*`. Without it: any device, so that each
   * of those that have it is taken at its word.
   */
  readonly device?: string;
  /** What the CSE shows to this device when it requests a connection. */
  readonly connectionRequest?: ConnectionSecret;
} & (
  | { readonly user: string; readonly password: string }
  | {
      /** SHA-256 fingerprint of a client certificate, with or without colons. */
      readonly certificate: string;
    }
);

/** What was shown, as far as it was known: which devices it can be. */
export interface Admission {
  admits(this: void, device: DeviceId): boolean;
}

export interface ShownByDevice {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly certificate: string | undefined;
}

export interface DeviceGate {
  readonly hasCertificates: boolean;
  /** The challenges of a refusal, in the order of our preference. */
  admit(shown: ShownByDevice): Admission | { readonly challenges: readonly string[] };
  /**
   * Who may go on with a session that is under way, and its name known: a device that has shown a password, wherever it comes from; one that
   * has shown a certificate on connections that show it.
   */
  goesOn(certificate: string | undefined): Admission;
}

export interface DeviceGateOptions {
  readonly now: () => number;
  readonly realm?: string;
  readonly algorithm?: DigestAlgorithm;
  /** Whether passwords may be sent as they are: over TLS, and within a machine. */
  readonly basic: boolean;
}

/** @throws CredentialsError */
export function deviceGate(credentials: readonly DeviceCredential[], { now, realm = 'ACS', algorithm, basic }: DeviceGateOptions): DeviceGate {
  credentials.forEach(check);
  const guard: DigestGuard = digestGuard({ realm, now, ...(algorithm && { algorithm }) });
  const withPassword = credentials.filter((each) => 'user' in each);
  const withCertificate = credentials.filter((each) => 'certificate' in each);
  const byUser = new Map<string, typeof withPassword>();
  for (const each of withPassword) byUser.set(each.user, [...(byUser.get(each.user) ?? []), each]);
  // A fingerprint is no secret: who shows the certificate has its key.
  const byFingerprint = new Map<string, typeof withCertificate>();
  for (const each of withCertificate) byFingerprint.set(plain(each.certificate), [...(byFingerprint.get(plain(each.certificate)) ?? []), each]);
  const byCertificate = (certificate: string | undefined) => (certificate === undefined ? [] : (byFingerprint.get(plain(certificate)) ?? []));
  const admission = (found: readonly DeviceCredential[]): Admission | undefined =>
    found.length === 0 ? undefined : { admits: (device) => found.some((each) => isOf(each, device)) };
  const challenges = (isStale = false) => [guard.challenge(isStale), ...(basic ? [`Basic realm="${realm}", charset="UTF-8"`] : [])];
  const byBasic = (authorization: string | undefined) => {
    const text = /^\s*basic +([A-Za-z0-9+/]+=*)\s*$/i.exec(authorization ?? '')?.[1];
    if (text === undefined || !basic) return [];
    const [, user = '', password = ''] = /^([^:]*):([^]*)$/.exec(Buffer.from(text, 'base64').toString()) ?? [];
    return (byUser.get(user) ?? []).filter((each) => isSameSecret(each.password, password));
  };
  return {
    hasCertificates: withCertificate.length > 0,
    goesOn(certificate) {
      if (withCertificate.length === 0) return { admits: () => true };
      return { admits: (device) => [...byCertificate(certificate), ...withPassword].some((each) => isOf(each, device)) };
    },
    admit({ method, authorization, certificate }) {
      const parameters = digestParametersIn(authorization);
      if (parameters !== undefined) {
        const checked = guard.check(method, parameters, (user) => (byUser.get(user) ?? []).map(({ password }) => password));
        if (checked === 'stale') return { challenges: challenges(true) };
        if (checked === undefined) return { challenges: challenges() };
        return admission((byUser.get(checked.user) ?? []).filter(({ password }) => password === checked.password)) ?? { challenges: challenges() };
      }
      const known = authorization === undefined && certificate !== undefined ? byCertificate(certificate) : byBasic(authorization);
      return admission(known) ?? { challenges: challenges() };
    },
  };
}

/** What a device is shown when it is asked to connect: that of the credentials that name it most closely. */
export function secretFor(credentials: readonly DeviceCredential[], device: DeviceId | undefined): ConnectionSecret | undefined {
  if (device === undefined) return undefined;
  const found = credentials.filter((each) => each.connectionRequest !== undefined && isOf(each, device));
  const closeness = ({ device: pattern }: DeviceCredential) => (pattern === undefined ? 0 : pattern.includes('*') ? 1 : 2);
  return [...found].sort((a, b) => closeness(b) - closeness(a))[0]?.connectionRequest;
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Whether a credential is of this device. */
function isOf({ device }: DeviceCredential, { oui, productClass, serialNumber }: DeviceId): boolean {
  if (device === undefined) return true;
  // Its digits are in upper case, which not all devices know.
  const forms = [oui, oui.toUpperCase(), oui.toLowerCase()].flatMap((maker) => [`${maker}-${productClass}-${serialNumber}`, `${maker}-${serialNumber}`]);
  if (forms.includes(device)) return true;
  if (!device.includes('*')) return false;
  const pattern = new RegExp(`^${device.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*')}$`);
  return forms.some((form) => pattern.test(form));
}

function check(credential: DeviceCredential, index: number): void {
  const bad = (what: string) => new CredentialsError(`credential ${index + 1}: ${what}`);
  const { device, connectionRequest } = credential;
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (device !== undefined && !isText(device)) throw bad('device must be OUI-ProductClass-SerialNumber');
  if (connectionRequest !== undefined && !(isText(connectionRequest.user) && typeof connectionRequest.password === 'string')) throw bad('connectionRequest needs user and password');
  if ('user' in credential) {
    if (!isText(credential.user) || !isText(credential.password)) throw bad('it needs user and password');
    return;
  }
  if (!('certificate' in credential)) throw bad('it needs user and password, or certificate');
  if (!/^[0-9a-f]{64}$/.test(plain(String(credential.certificate)))) throw bad('certificate must be the SHA-256 fingerprint of a certificate');
}

/**
 * The text of a file of credentials: a list of them, or an object that has the list as `devices`.
 * @throws CredentialsError
 */
export function readDeviceCredentials(text: string): readonly DeviceCredential[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new CredentialsError(`no JSON: ${(error as Error).message}`);
  }
  const list: unknown = Array.isArray(content) ? content : (content as { readonly devices?: unknown } | null)?.devices;
  if (!Array.isArray(list)) throw new CredentialsError('must be a list of credentials');
  if (list.length === 0) throw new CredentialsError('has no credential: no device could connect');
  const wrong = list.findIndex((each) => typeof each !== 'object' || each === null);
  if (wrong !== -1) throw new CredentialsError(`credential ${wrong + 1} must be an object`);
  (list as DeviceCredential[]).forEach(check);
  return list as DeviceCredential[];
}
