import type { FleetFinding } from '../../../ports/fleet.ts';
import type { Denial } from './calls.ts';
import { scalingStatements } from './try-scaling.ts';

/** Where the shipped policy allows an action; where it does twice, the thing tells which. */
export const statements: Readonly<Record<string, string>> = {
  'ec2:DescribeImages': 'Look',
  'ec2:DescribeInstances': 'Look',
  'elasticloadbalancing:DescribeRules': 'Look',
  'elasticloadbalancing:DescribeTags': 'Look',
  'elasticloadbalancing:DescribeTargetHealth': 'Look',
  'ec2:DescribeLaunchTemplateVersions': 'LookBeforeARelease',
  'ec2:DescribeSubnets': 'LookBeforeARelease',
  'elasticloadbalancing:DescribeTargetGroupAttributes': 'LookBeforeARelease',
  'elasticloadbalancing:DescribeTargetGroups': 'LookBeforeARelease',
  'ec2:RunInstances': 'LaunchWhatBearsTheLine',
  'iam:PassRole': 'HandOverTheProfile',
  'ec2:CreateTags': 'NoteOnServersOfTheLine',
  'ec2:DescribeInstanceAttribute': 'MoveServersOfTheLine',
  'ec2:ModifyInstanceAttribute': 'MoveServersOfTheLine',
  'ec2:StartInstances': 'MoveServersOfTheLine',
  'ec2:StopInstances': 'MoveServersOfTheLine',
  'ec2:TerminateInstances': 'MoveServersOfTheLine',
  'elasticloadbalancing:ModifyRule': 'ShareOutTraffic',
  'elasticloadbalancing:RemoveTags': 'ShareOutTraffic',
  'elasticloadbalancing:AddTags': 'RememberFences',
  'elasticloadbalancing:DeregisterTargets': 'LetServersIn',
  'elasticloadbalancing:RegisterTargets': 'LetServersIn',
};

/** The statement to look at for one denial. */
function statementOf({ action, resource, statement }: Denial): string {
  if (statement !== undefined) return statement;
  const isFrom = /:(image|subnet|security-group|launch-template)\//.test(resource);
  if (action === 'ec2:RunInstances' && isFrom) return 'LaunchFrom';
  // Tags are asked about for servers that are yet to be, where a launch writes them.
  if (action === 'ec2:CreateTags' && resource.endsWith('/*')) return 'NameWhatIsLaunched';
  return statements[action] ?? scalingStatements[action] ?? action;
}

/**
 * One finding for each thing to mend: an action that is missing twice, or a thing that a whole
 * statement does not name, is mended at once.
 */
export function permissionFindings(
  denials: readonly Denial[],
  tried: number,
): readonly FleetFinding[] {
  if (denials.length === 0)
    return [{ what: `Davy may do all ${tried} things that its policy names`, todo: null }];
  const isTwice = ({ action }: Denial) => action === 'ec2:CreateTags';
  const together = Map.groupBy(denials, (one) => (isTwice(one) ? one.action : statementOf(one)));
  return [...together.values()].map(oneStatement);
}

function fileOf(statement: string): string {
  const isOfScaling =
    statement === 'LetGroupsLaunchFromIt' || Object.values(scalingStatements).includes(statement);
  return isOfScaling ? 'deploy/aws/auto-scaling.json' : 'deploy/aws/policy.json';
}

function oneStatement(denials: readonly Denial[]): FleetFinding {
  const actions = [...new Set(denials.map(({ action }) => action))];
  const things = [...new Set(denials.map(({ resource }) => resource))].join(', ');
  const where = [...new Set(denials.map(statementOf))].join(' and ');
  return {
    what: `Davy may not ${actions.join(', ')} (on ${things})`,
    todo:
      `Add ${actions.map((action) => `"${action}"`).join(', ')} on ${things} to the statement ` +
      `${where} of Davy's policy, as ${fileOf(where)} has it`,
  };
}
