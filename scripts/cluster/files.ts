import { randomBytes } from 'node:crypto';
import { createCertificate } from '#src/sandbox/certificate.ts';

const PORT = 4_222;
const PASSWORD_BYTES = 24;
const VALIDITY_DAYS = 3_650;

/** What a NATS server needs to be the middle of a cluster, and what its two roles need to get in. */
export interface ClusterFiles {
  /** By the name of the file; keys and the configuration are for the server alone. */
  readonly files: Readonly<Record<string, string>>;
  /** `CLUSTER_URL` of each role. */
  readonly urls: Readonly<Record<'control' | 'media', string>>;
}

/**
 * Makes certificates and passwords.
 *
 * @param names of the machine that the server is to run on, as others call it; the first is in the URLs
 */
export async function clusterFiles(
  names: readonly string[],
  options: { readonly folder: string; readonly port?: number },
): Promise<ClusterFiles> {
  const { folder, port = PORT } = options;
  const { cert, key, caPem } = await createCertificate({
    names,
    days: VALIDITY_DAYS,
    authorityName: 'Lyrebird cluster authority',
  });
  const passwords = { control: password(), media: password() };
  const [host = 'localhost'] = names;
  const urlOf = (role: 'control' | 'media'): string =>
    `tls://${role}:${passwords[role]}@${host}:${port}`;
  return {
    files: {
      'ca.pem': caPem,
      'server-cert.pem': cert,
      'server-key.pem': key,
      'nats.conf': configuration({ folder, port, passwords }),
    },
    urls: { control: urlOf('control'), media: urlOf('media') },
  };
}

function password(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}

/** Each role may use its own subjects alone (`SUBJECTS` in src/cluster/NatsLink.ts), of any version. */
function configuration({
  folder,
  port,
  passwords,
}: {
  readonly folder: string;
  readonly port: number;
  readonly passwords: Readonly<Record<'control' | 'media', string>>;
}): string {
  return `# Made by npm run cluster:init.
listen: "0.0.0.0:${port}"
# A clip of five minutes, for /lyria clip.
max_payload: 8MB
tls {
  cert_file: "${folder}/server-cert.pem"
  key_file: "${folder}/server-key.pem"
}
authorization {
  users: [
    {
      user: control, password: "${passwords.control}"
      permissions: {
        publish: ["lyrebird.*.to.*", "lyrebird.*.control", "_INBOX.>"]
        subscribe: ["lyrebird.*.from.*", "lyrebird.*.join", "lyrebird.*.control", "_INBOX.>"]
      }
    }
    {
      user: media, password: "${passwords.media}"
      permissions: {
        publish: ["lyrebird.*.from.*", "lyrebird.*.join"]
        subscribe: ["lyrebird.*.to.*", "_INBOX.>"]
      }
    }
  ]
}
`;
}
