import type { Jobs } from '../../ports/jobs.ts';
import type { AwsSettings } from './settings.ts';
import type { CallBudget } from './budget.ts';
import type { Ec2Role } from './role.ts';

/** Who tells how many are served: users, or requests a second where these are shared out. */
export type ServedCount = {
  /** Figures by the label that tells servers apart; nothing of those nobody reports. */
  readonly count: (signal: AbortSignal) => Promise<ReadonlyMap<string, number>>;
  /** That label: `{private_ip}` and `{id}` are a server's own. */
  readonly label: string;
};

/** How a server hands over users that stick to it. */
export type StickyUsers = {
  /** Where it is asked to: `{private_ip}` and `{id}` are its own. */
  readonly drain: string;
  readonly fetch: typeof fetch;
};

/** The job that configures a server before anybody is let in, once for each. */
export type Configuring = {
  readonly job: string;
  readonly jobs: Pick<Jobs, 'begin' | 'look'>;
  /** By which of its names the job finds a server. */
  readonly at: 'address' | 'id';
  /** Is told once why a server is ill that its job left so. */
  readonly tell: (server: string, why: string) => void;
};

/** What davy.yml says of a fleet on EC2, and where its calls go. */
export type Ec2FleetOptions = {
  readonly template: { readonly id: string; readonly version: number };
  /** An order goes to one of them; a try that was refused, to the next. */
  readonly subnets: readonly string[];
  /** Tried one after the other, each in all subnets; none where the template's own is meant. */
  readonly types: readonly string[];
  /** What tells its servers from all others of the account, also those from before Davy. */
  readonly select: Readonly<Record<string, string>>;
  /** The tag of an image, or of a server from before Davy, that says its version. */
  readonly versionTag: string;
  readonly rule: string;
  /** Each holds one version of one release. */
  readonly groups: readonly string[];
  /** Here servers are checked before anybody is let in: it never gets any traffic. */
  readonly waiting: string;
  readonly served: ServedCount;
  /** Null where requests follow shares and servers keep nobody. */
  readonly sticky: StickyUsers | null;
  /** So many empty servers are stopped and kept; null where nobody takes or keeps any. */
  readonly spares: { readonly keep: number } | null;
  /**
   * The Auto Scaling group whose servers are released: each release gets one like it. Null where
   * servers belong to none.
   */
  readonly group: { readonly copy: string } | null;
  /** Null where servers are as their image makes them. */
  readonly configure: Configuring | null;
  /** A server that is not healthy so long after its preparation began is not coming any more. */
  readonly startsWithinMs: number;
  /** By type of server, for an hour. */
  readonly cost: Readonly<Record<string, number>>;
  /** Null where nobody says how often AWS may be called. */
  readonly budget: CallBudget | null;
  /** Real time. */
  readonly now: () => number;
  readonly aws: AwsSettings;
  /** Null where Davy calls as who it is. */
  readonly role: Ec2Role | null;
};
