import { timing } from '../../time/timing.ts';
import type { Aws } from './aws.ts';
import type { CallBudget } from './budget.ts';
import { faultOf, isDenied, isThrottled } from './faults.ts';
import type { RoleKeys } from './role.ts';

type Calls = {
  readonly [Name in keyof Aws]: (
    doing: string,
    input: Parameters<Aws[Name]>[0],
  ) => ReturnType<Aws[Name]>;
};

/** AWS as one call of the port reaches it: all its calls together end within the deadline. */
export type AwsReach = Calls & {
  /** Anything else that is to end with it. */
  readonly within: <Output>(doing: string, work: Promise<Output>) => Promise<Output>;
};

/** A call of the SDK, as one call of the port makes it. */
type Asked = <Input, Output>(
  call: (input: Input, how: { abortSignal: AbortSignal }) => Promise<Output>,
) => (doing: string, input: Input) => Promise<Output>;

/** What its calls cost, and whose keys they are made with; null where nobody counts or lends. */
type CalledBy = {
  readonly budget: CallBudget | null;
  readonly keys: Pick<RoleKeys, 'refused'> | null;
};

/** Begins one call of the port. */
export function beginCall(aws: Aws, { budget, keys }: CalledBy): AwsReach {
  const deadline = AbortSignal.timeout(timing.callDeadlineMs);
  const over = endOf(deadline);
  const asked =
    <Input, Output>(call: (input: Input, how: { abortSignal: AbortSignal }) => Promise<Output>) =>
    async (doing: string, input: Input): Promise<Output> => {
      try {
        // What the SDK does before it sends, such as looking for credentials, ends in time as well.
        const how = { abortSignal: AbortSignal.any([deadline]) };
        budget?.spend();
        return await Promise.race([call(input, how), over]);
      } catch (cause) {
        const fault = faultOf(doing, cause);
        if (isThrottled(fault)) budget?.slowDown();
        if (isDenied(fault)) keys?.refused();
        throw fault;
      }
    };
  const within = async <Output>(doing: string, work: Promise<Output>): Promise<Output> => {
    // Whoever does not wait for it any more does not hear of it either.
    work.catch(() => undefined);
    return Promise.race([
      work,
      over.catch((cause: unknown) => Promise.reject(faultOf(doing, cause))),
    ]);
  };
  return {
    within,
    ...scalingBy(asked, aws),
    addTags: asked(aws.addTags),
    createTags: asked(aws.createTags),
    deregisterTargets: asked(aws.deregisterTargets),
    describeImages: asked(aws.describeImages),
    describeInstanceAttribute: asked(aws.describeInstanceAttribute),
    describeInstances: asked(aws.describeInstances),
    describeRules: asked(aws.describeRules),
    describeTags: asked(aws.describeTags),
    describeTargetHealth: asked(aws.describeTargetHealth),
    modifyInstanceAttribute: asked(aws.modifyInstanceAttribute),
    modifyRule: asked(aws.modifyRule),
    registerTargets: asked(aws.registerTargets),
    removeTags: asked(aws.removeTags),
    runInstances: asked(aws.runInstances),
    startInstances: asked(aws.startInstances),
    stopInstances: asked(aws.stopInstances),
    terminateInstances: asked(aws.terminateInstances),
  };
}

/** What only servers of Auto Scaling groups need. */
function scalingBy(asked: Asked, aws: Aws) {
  return {
    attachInstances: asked(aws.attachInstances),
    createAutoScalingGroup: asked(aws.createAutoScalingGroup),
    createLaunchTemplateVersion: asked(aws.createLaunchTemplateVersion),
    createOrUpdateTags: asked(aws.createOrUpdateTags),
    deleteAutoScalingGroup: asked(aws.deleteAutoScalingGroup),
    describeAutoScalingGroups: asked(aws.describeAutoScalingGroups),
    describeLifecycleHooks: asked(aws.describeLifecycleHooks),
    describePolicies: asked(aws.describePolicies),
    describeScheduledActions: asked(aws.describeScheduledActions),
    detachInstances: asked(aws.detachInstances),
    putScalingPolicy: asked(aws.putScalingPolicy),
    resumeProcesses: asked(aws.resumeProcesses),
    suspendProcesses: asked(aws.suspendProcesses),
    updateAutoScalingGroup: asked(aws.updateAutoScalingGroup),
  };
}

/** Rejects when the time is up, also where nobody waits for it any more. */
function endOf(deadline: AbortSignal): Promise<never> {
  const over = new Promise<never>((_resolve, reject) => {
    const end = () => reject(new DOMException('the call took too long', 'TimeoutError'));
    deadline.addEventListener('abort', end, { once: true });
  });
  over.catch(() => undefined);
  return over;
}
