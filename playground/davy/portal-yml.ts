import { fleetYml } from './fleet-yml.ts';
import type { Addresses, Pace } from './settings.ts';

/** The davy.yml of a playground that releases the portal: nobody is handed over, shares move. */
export function portalYml(
  addresses: Addresses,
  { soak, launchTimeout, countdown, postpone, look, patience, batches }: Pace,
): string {
  return `# Made by the playground. A real davy.yml looks the same, with longer times.
timezone: Europe/Amsterdam
admins: [U0MAX]
services:
  portal:
    channel: C0RELEASES
    oncall: S0ONCALL
    teams:
      whiteboard: { approvers: [S0WHITE], owns: ["server/**"] }
    source:
      repository: ${JSON.stringify(addresses.repository)}
      tag: "v{version}"
      web: "https://git.example.com/whiteboard-works/board"
    ${fleetYml(addresses, 'portal')}
    prerelease:
      servers: 1
      share: 5%
      soak: ${soak}
      users: 3
      approvals: 1
      launch_timeout: ${launchTimeout}
    release:
      batches: [${batches}]
      between_batches: 3s
      watch: 3s
      retire_grace: 1s
    watch:
      every: ${look}
      prometheus:
        - name: "pages without a picture, per 1,000"
          query: >-
            1000 * sum(rate(portal_previews_total{version="{version}",status="missing"}[5s]))
            / sum(rate(portal_previews_total{version="{version}"}[5s]))
          max: 50
    rollback:
      { countdown: ${countdown}, postpone: ${postpone}, postponements: 2 }
    pager:
      kind: pagerduty
      routing_key: "\${PAGERDUTY_BOARD_KEY}"
      patience: ${patience}
      second: { kind: slack, who: U0MAX }
`;
}
