import type { LyriaFailureCode } from './failure.ts';

/**
 * What a text of the service means. Its words change, so a family holds the ways to say one thing:
 * it fits where each of its patterns does. The first family that fits decides, so what is more
 * telling stands further up: "quota" beats the "try again later" behind it.
 */
interface Family {
  readonly code: LyriaFailureCode;
  readonly all: readonly RegExp[];
  /** Words that turn the meaning round. */
  readonly unless?: RegExp;
}

const KEY = /\bkeys?\b|credential|api_key|consumer|\bcallers?\b/i;
const USELESS =
  /not valid|invalid|no longer (valid|active|accepted)|expired?\b|renew|leak|compromis|exposed|publicly|stolen|unknown|not found|(un|not )recogni[sz]ed|revoked?|suspend|(disabl|delet|block|deactivat|reject|restrict|cancel|retir)(ed|ion|s)|unregistered|without established identity|missing|malformed|does(n't| not) exist|no such|wrong|incorrect|unauthenticated|not accepted|refused|inactive|could not find|not supported|\bno (api )?key|(pass|use|provide) a valid/i;
const PLACE = /\blocation|countr(y|ies)|\bregions?\b|territor|geograph|jurisdiction/i;
const SHUT =
  /(not|n't) (\w+ ){0,2}(support|availab|allow|permit|offer|serv|eligib)|unsupported|unavailable (in|from|to|for) (your|this)|restricted|blocked|prohibited|excluded|ineligible|policy_violated/i;
const MONEY = /credits?\b|funds?\b|balance|pre-?pa(y|id)|wallet/i;
const GONE =
  /deplet|exhaust|used up|insufficient|not enough|ran out|run out|out of|empty|expired|too low|negative|\bno (remaining )?(credit|fund|balance)|zero/i;

const FAMILIES: readonly Family[] = [
  { code: 'lyria.region', all: [PLACE, SHUT], unless: /temporar|try again/i },
  { code: 'lyria.billing', all: [MONEY, GONE] },
  {
    code: 'lyria.billing',
    all: [
      /spend(ing)?[ -](cap|limit)|monthly (spend|cap|budget)|budget (limit |cap )?(\w+ ){0,2}(exceed|reach|exhaust)|exceed\w* (\w+ ){0,3}(budget|spend)|payments? (\w+ ){0,2}(required|overdue|failed|declined|method)|past due|unpaid/i,
    ],
  },
  {
    code: 'lyria.billing',
    all: [
      /billing\b.{0,40}\b(disabled|inactive|not|closed|suspended|required|delinquent|must|needs?|missing)\b|\b(enable|requires?|set up|activate|without|needs?|add|no|check your)( \w+){0,3} billing|billing_disabled/i,
    ],
    // "You exceeded your current quota, please check your plan and billing details."
    unless: /\bquota\b/i,
  },
  {
    code: 'lyria.denied',
    all: [
      /has(n't| not) been used in project|service_disabled|\b(api|service)\b.{0,60}\b(disabled|not (been )?(enabled|activated)|turned off)\b|\benable (it|the (\w+ ){0,3}api)\b/i,
    ],
    unless: /\b(api )?key\b.{0,30}disabled/i,
  },
  {
    code: 'lyria.bad-key',
    all: [KEY, USELESS],
    unless: /\bquota\b|rate.?limit|exhausted|payload|unknown name/i,
  },
  {
    code: 'lyria.bad-key',
    all: [
      /requests from \S+ .{0,40}blocked|unauthenticated|unauthorized|invalid authentication|not authenticated/i,
    ],
  },
  {
    code: 'lyria.quota',
    all: [
      /quota|exhausted|too fast|maximum number|rate.?limit|too many|throttl|per (minute|hour|day)\b|concurren|limits? (\w+ ){0,3}(exceed|reach|hit)|(exceed|reach|hit)\w* (\w+ ){0,5}limit/i,
    ],
    unless: /deadline|time limit/i,
  },
  {
    code: 'lyria.denied',
    all: [
      /denied access|access (\w+ ){0,2}denied|permission.?denied|(not|n't) have (\w+ ){0,2}(permission|access)|forbidden|(project|account|caller|client|user|you|application)\b.{0,40} not (allowed|permitted|authori[sz]ed)|(account|project)\b.{0,40}\b(suspend|terminat|deactivat|disabl|block|denied|banned)|terms of service/i,
    ],
    unless: /\boperation\b|\bmodel\b.{0,40}not found/i,
  },
  {
    code: 'lyria.outage',
    all: [
      /unavailable|overload|heavy load|cancell?ed|high demand|\bbusy\b|capacity|deadline|timed? ?out|internal (server )?error|internal\b.*\berror|::internal|\bINTERNAL\b|an error (has )?occurred|bad gateway|backend error|maintenance|temporar|try again|please retry|going away|shutting down/i,
    ],
    unless: /\bmodels?\b.{0,80}\b(no longer|permanently|not found|not supported|shut ?down)/i,
  },
  {
    code: 'lyria.model',
    all: [
      /\bmodels?\b/i,
      /not found|does(n't| not) exist|unknown|(not|n't) (\w+ ){0,2}(support|availab|allow)|unsupported|no such|no longer|deprecat|retired|discontinu|shut ?down|permanently|invalid|removed|unrecogni[sz]ed|not recogni[sz]ed/i,
    ],
  },
];

/**
 * The reasons of Google's `ErrorInfo`, by how they begin: the only part of an error that is
 * promised to stay (google/api/error_reason.proto).
 */
const REASONS: readonly (readonly [RegExp, LyriaFailureCode])[] = [
  [
    /^API_KEY_|^CONSUMER_(INVALID|SUSPENDED)|^CREDENTIALS?_|^ACCESS_TOKEN_|^ACCOUNT_STATE_INVALID/,
    'lyria.bad-key',
  ],
  [/^BILLING_/, 'lyria.billing'],
  [
    /^SERVICE_(DISABLED|NOT_VISIBLE)|^USER_PROJECT_DENIED|^ORG_RESTRICTION|^SECURITY_POLICY|^(IAM_)?PERMISSION_DENIED|^RESOURCE_USAGE_RESTRICTION/,
    'lyria.denied',
  ],
  [/^LOCATION_/, 'lyria.region'],
  [/^RATE_LIMIT|^RESOURCE_QUOTA|^QUOTA/, 'lyria.quota'],
  [/^MODEL_/, 'lyria.model'],
];

/** gRPC's names for what went wrong: coarse, and read only where no word says more. */
const STATUSES: Readonly<Record<string, LyriaFailureCode>> = {
  UNAUTHENTICATED: 'lyria.bad-key',
  PERMISSION_DENIED: 'lyria.denied',
  RESOURCE_EXHAUSTED: 'lyria.quota',
  // Google's way to say that a free key is not served in this country.
  FAILED_PRECONDITION: 'lyria.region',
  UNAVAILABLE: 'lyria.outage',
  INTERNAL: 'lyria.outage',
  DEADLINE_EXCEEDED: 'lyria.outage',
  ABORTED: 'lyria.outage',
  CANCELLED: 'lyria.outage',
  UNKNOWN: 'lyria.outage',
  DATA_LOSS: 'lyria.outage',
};

const NAMES = Object.keys(STATUSES).join('|');
/** Google's own prefix is in small letters; elsewhere only capitals tell a name from a word. */
const STATUSES_IN_TEXT = [
  new RegExp(`generic::(${NAMES})\\b`, 'i'),
  new RegExp(`\\b(${NAMES})\\b`),
];

/** What stands where a key was, with what introduced it: no word of the service's. */
const BLOTTED = /(key(=|%3D))?\[key\]/gi;

export function codeOfWords(text: string): LyriaFailureCode | undefined {
  const words = text.replace(BLOTTED, '').replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
  const fits = ({ all, unless }: Family): boolean =>
    all.every((pattern) => pattern.test(words)) && unless?.test(words) !== true;
  return FAMILIES.find(fits)?.code;
}

export function codeOfReason(reason: string): LyriaFailureCode | undefined {
  return REASONS.find(([pattern]) => pattern.test(reason))?.[1];
}

/** @param status such as `RESOURCE_EXHAUSTED` */
export function codeOfStatusName(status: string): LyriaFailureCode | undefined {
  return Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;
}

/** The status that a text names, as in `generic::unavailable`. */
export function statusNameIn(text: string): string | undefined {
  for (const pattern of STATUSES_IN_TEXT) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return name.toUpperCase();
  }
  return undefined;
}
