import type { Fleet, FleetCheckup } from '../ports/fleet.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import { type ClockElsewhere } from './clocks.ts';
import { type Finding, ill, well } from './finding.ts';

/** A service with its servers, and with whatever its vendor can find out beforehand. */
export type FleetToCheck = {
  readonly service: string;
  readonly fleet: Pick<Fleet, 'observe'>;
  readonly checkup: ((asks: { counts: boolean }) => Promise<FleetCheckup>) | null;
};

/** What was found of all fleets, and of which of them nobody can tell what is live. */
export type FleetsSeen = {
  readonly findings: readonly Finding[];
  readonly versionless: ReadonlySet<string>;
  readonly clocks: readonly ClockElsewhere[];
};

/** Looks at the servers of each service, and at what a release will need of their vendor. */
export async function lookAtFleets(
  fleets: readonly FleetToCheck[],
  asks: { readonly counts: boolean },
): Promise<FleetsSeen> {
  const seen = await Promise.all(fleets.map((one) => lookAtFleet(one, asks)));
  return {
    findings: seen.flatMap(({ findings }) => findings),
    versionless: new Set(
      fleets.flatMap(({ service }, i) => (seen[i]?.knowsVersions === true ? [] : [service])),
    ),
    clocks: seen.flatMap(({ aheadMs }) => (aheadMs === null ? [] : [{ of: 'AWS', aheadMs }])),
  };
}

async function lookAtFleet({ service, fleet, checkup }: FleetToCheck, asks: { counts: boolean }) {
  const checked = (await checkup?.(asks)) ?? nothing;
  const own = checked.findings.map(({ what, todo }) =>
    todo === null ? well(`${service}: ${what}`) : ill(`${service}: ${what}`, todo),
  );
  const servers = await lookAtServers(service, fleet, checked.isExplained);
  return { ...checked, findings: [...servers, ...own] };
}

const nothing: FleetCheckup = {
  findings: [],
  isExplained: false,
  knowsVersions: true,
  aheadMs: null,
};

/** Whether anything runs; what keeps the look from answering is said once. */
async function lookAtServers(
  service: string,
  fleet: Pick<Fleet, 'observe'>,
  isExplained: boolean,
): Promise<readonly Finding[]> {
  try {
    const { servers } = await fleet.observe(service);
    const ready = servers.filter((server) => server.state === 'ready').length;
    return [
      ready > 0
        ? well(`${service}: ${ready} of ${servers.length} servers are ready`)
        : ill(
            `${service}: no server is ready`,
            'Start one before the first release: Davy needs a version to roll back to',
          ),
    ];
  } catch (cause) {
    return isExplained
      ? []
      : [
          ill(
            `${service}: its servers cannot be seen (${String(cause)})`,
            'Check what davy.yml says of the fleet, and whether it can be reached from here',
          ),
        ];
  }
}

/**
 * Two services that share a rule, a target group or their servers would move each other's users:
 * lines of one product are refused at start, services are looked at here.
 */
export function lookAtWhatIsShared(
  entries: readonly (readonly [string, Pick<ServiceEntry, 'fleet'>])[],
): readonly Finding[] {
  const pairs = entries.flatMap((one, i) =>
    entries.slice(i + 1).map((other) => [one, other] as const),
  );
  return pairs.flatMap(([[one, { fleet }], [other, { fleet: another }]]) => {
    const others = thingsOf(another);
    const both = thingsOf(fleet).filter((thing) => others.includes(thing));
    return both.length === 0
      ? []
      : [
          ill(
            `${one} and ${other} share ${both.join(', ')}`,
            'Give each its own in davy.yml: a release of one would move users of the other',
          ),
        ];
  });
}

function thingsOf(fleet: ServiceEntry['fleet']): readonly string[] {
  if (fleet.kind === 'local') return [`the balancer ${fleet.balancer}`];
  const tags = Object.entries(fleet.select.tags).map(([key, value]) => `${key}=${value}`);
  return [
    fleet.traffic.listener_rule,
    ...fleet.traffic.groups,
    fleet.traffic.waiting,
    `the servers with ${tags.toSorted().join(', ')}`,
  ];
}
