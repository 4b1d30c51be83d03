import { workspace } from '../ack/bodies.ts';

/** The names of so many services. */
export function servicesNamed(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `s${String(i + 1).padStart(3, '0')}`);
}

/** How long people have to stop a rollback. */
export const countdownMs = 5_000;

/**
 * A davy.yml whose releases go by themselves, and stay in the middle of their move for so long:
 * nothing but Davy's own time is in what is measured.
 */
export function davyYml(vendors: string, services: readonly string[], moveSeconds: number): string {
  const entries = services.map((service) => entry(service, vendors, moveSeconds));
  return `timezone: UTC\nservices:\n${entries.join('')}`;
}

function entry(service: string, vendors: string, moveSeconds: number): string {
  return `  ${service}:
    channel: ${workspace.channel}
    oncall: U0ANA
    teams: { owners: { approvers: [U0ANA, U0BEN] } }
    fleet: { kind: local, host: "${vendors}/host", balancer: "${vendors}/balancer/${service}" }
    prerelease: { soak: 2s, users: 1 }
    release:
      batches: [50%, 100%]
      between_batches: ${moveSeconds}s
      watch: 5s
      retire_grace: 5s
      automatic: true
    watch:
      every: 5s
      prometheus:
        - name: "p95 latency"
          unit: "ms"
          query: 'p95{service="${service}",version="{version}"}'
          max: 250
    rollback: { countdown: ${countdownMs / 1_000}s }
    pager: { kind: pagerduty, routing_key: "\${PAGER_KEY}" }
`;
}
