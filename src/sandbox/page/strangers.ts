import type { IncomingHttpHeaders } from 'node:http';
import { HOST } from '../loopback.ts';

/**
 * Whether a request comes from this page, or from a program on this machine. Another site in the
 * same browser sends its own origin, or, by a name that points to this machine, a foreign host.
 */
export function isOwnRequest(headers: IncomingHttpHeaders, port: number): boolean {
  const hosts = [HOST, 'localhost'].map((name) => `${name}:${port}`);
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host)) return false;
  return origin === undefined || hosts.some((each) => origin === `http://${each}`);
}

/** What the browser is to allow the page: its own files and sockets, and nothing from elsewhere. */
export function pageHeaders(port: number): Record<string, string> {
  const sockets = [HOST, 'localhost'].map((name) => `ws://${name}:${port}`).join(' ');
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "media-src 'self'",
      `connect-src 'self' ${sockets}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
