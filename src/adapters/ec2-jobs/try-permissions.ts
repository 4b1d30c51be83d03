import type { JobObstacle } from '../../ports/jobs.ts';
import { isCode, isDenied, refusalIn } from '../ec2-fleet/faults.ts';
import { documentOf, type Ec2Work } from './parameters.ts';
import type { systemsManager } from './systems-manager.ts';

type Calls = Awaited<ReturnType<ReturnType<typeof systemsManager>>>;

/** No command is ever called so, and no document has so many versions. */
const nobodysCommand = '00000000-0000-4000-8000-000000000000';
const nobodysServer = 'i-00000000000000000';
const noVersion = '999999999';

/**
 * Tries each call that a job makes, about what cannot be there: whoever may make it is told so, and
 * whoever may not is told that. Systems Manager knows no dry run, so a command is sent in a version
 * that its document does not have and with a word that it does not take: each alone keeps it from
 * being run. Where no server is known, sending is not tried.
 */
export async function tryPermissions(
  calls: Calls,
  work: Ec2Work,
  on: string | null,
): Promise<JobObstacle | null> {
  const doing = 'trying what Davy may do';
  const CommandId = nobodysCommand;
  const found = [
    await outcome(calls.listCommandInvocations(doing, { MaxResults: 1 })),
    await outcome(
      calls.getCommandInvocation(doing, { CommandId, InstanceId: on ?? nobodysServer }),
      'InvocationDoesNotExist',
    ),
    await outcome(calls.cancelCommand(doing, { CommandId }), 'InvalidCommandId'),
    ...(on === null ? [] : [await trySending(calls, work, on)]),
  ].filter((obstacle) => obstacle !== null);
  const [first] = found;
  if (first === undefined) return null;
  const missing = found.filter(({ why }) => why === 'token-refused').map(({ detail }) => detail);
  return missing.length === 0 ? first : { why: 'token-refused', detail: missing.join('; ') };
}

async function trySending(calls: Calls, work: Ec2Work, on: string): Promise<JobObstacle | null> {
  const sent = calls.sendCommand('trying whether Davy may send commands', {
    DocumentName: documentOf(work),
    DocumentVersion: noVersion,
    Parameters: { davyTries: ['nothing'] },
    InstanceIds: [on],
    TimeoutSeconds: 30,
  });
  // Whether its agent speaks is looked at when a job is sent: a server may still be starting.
  return outcome(sent, 'InvalidDocumentVersion', 'InvalidParameters', 'InvalidInstanceId');
}

/** Null where it was let through, which these refusals say as well. */
async function outcome(
  call: Promise<unknown>,
  ...allowed: readonly string[]
): Promise<JobObstacle | null> {
  try {
    await call;
    return null;
  } catch (fault) {
    if (allowed.some((code) => isCode(fault, code))) return null;
    const obstacle = obstacleSaid(fault);
    if (obstacle === null) throw fault;
    return obstacle.why === 'token-refused' ? lacking(fault, obstacle) : obstacle;
  }
}

/** The action and the thing, and where the policy says them. */
function lacking(fault: unknown, obstacle: JobObstacle): JobObstacle {
  const said =
    /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(
      refusalIn(fault)?.message ?? '',
    ) ?? [];
  const [, action, resource] = said;
  if (action === undefined) return obstacle;
  const thing = resource === undefined ? '' : ` on ${resource}`;
  const detail = `AWS lacks ${action}${thing}, as deploy/aws/systems-manager.json has it`;
  return { why: 'token-refused', detail };
}

/** What only a person can take out of the way: AWS itself refused, and would again. */
export function obstacleSaid(fault: unknown): JobObstacle | null {
  const said = refusalIn(fault);
  if (said === null) return null;
  const detail = `${said.name} ${said.message}`.trim().slice(0, 160);
  return { why: isDenied(fault) ? 'token-refused' : 'not-accepted', detail };
}
