import type { FleetFinding } from '../../../ports/fleet.ts';
import type { Ec2Machine } from '../machines.ts';
import type { Ec2FleetOptions, StickyUsers } from '../options.ts';
import { ofMachine } from '../sticky-users.ts';

const patienceMs = 5_000;

/** Whether the query counts whom the servers serve: what nobody counts no soak can have had. */
export async function lookAtCounting(
  running: readonly Ec2Machine[],
  { served }: Pick<Ec2FleetOptions, 'served'>,
): Promise<readonly FleetFinding[]> {
  if (running.length === 0) return [];
  try {
    const counted = await served.count(AbortSignal.timeout(patienceMs));
    const known = running.filter((one) => counted.has(ofMachine(served.label, one)));
    const [first] = running;
    if (known.length > 0 || first === undefined)
      return [{ what: `${known.length} of ${running.length} servers are counted`, todo: null }];
    const [other] = counted.keys();
    const wanted = ofMachine(served.label, first);
    return [
      {
        what:
          other === undefined
            ? 'fleet.users counts nobody: its query answers nothing'
            : `fleet.users counts ${other}, and no server is called so (one is ${wanted})`,
        todo: 'Compare query, label and is of fleet.users in davy.yml with what Prometheus shows',
      },
    ];
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return [
      {
        what: `fleet.users cannot be counted (${why instanceof Error ? why.message : ''})`,
        todo: 'Try its query in Prometheus, and mend fleet.users in davy.yml',
      },
    ];
  }
}

/**
 * Whether a server can be asked to hand its users over. It is not asked to: any answer shows that
 * somebody is there.
 */
export async function lookAtDraining(
  running: readonly Ec2Machine[],
  sticky: StickyUsers | null,
): Promise<readonly FleetFinding[]> {
  const one = running.find(({ privateIp }) => privateIp !== '');
  if (sticky === null || one === undefined) return [];
  const url = ofMachine(sticky.drain, one);
  const todo =
    "Check fleet.drain.url in davy.yml, and let Davy's machine reach that port of the servers";
  try {
    const { status, body } = await sticky.fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    await body?.cancel();
    return status >= 500
      ? [{ what: `${url}, where users are handed over, answers ${status}`, todo }]
      : [{ what: `${url} can be reached; what it does shows when users move`, todo: null }];
  } catch {
    return [{ what: `${url}, where users are handed over, cannot be reached`, todo }];
  }
}
