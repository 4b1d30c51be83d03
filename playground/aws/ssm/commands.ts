/** What comes of a command on one server, decided when it is sent. */
export type Outcome = {
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Undeliverable' | 'Cancelled';
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it runs. */
  readonly seconds: number;
};

/** One run of a document on one server. */
export type Invocation = {
  readonly instance: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly outcome: Outcome;
};

/** A command that was sent: two of them are two runs, whatever they hold. */
export type Command = {
  readonly id: string;
  readonly document: string;
  readonly comment: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly sentAtMs: number;
  readonly timeoutSeconds: number;
  readonly invocations: readonly Invocation[];
};

/** A plan for runs still to come: of a document, on one server or any. */
export type RunPlan = Outcome & {
  readonly document: string;
  readonly instance: string | undefined;
  readonly times: number;
};

/** A value kept under a name, all its versions. */
export type Parameter = {
  readonly name: string;
  readonly type: string;
  readonly tier: 'Standard' | 'Advanced';
  readonly versions: readonly { readonly value: string; readonly atMs: number }[];
};

/** All that Systems Manager knows. */
export type Management = {
  readonly documents: Set<string>;
  readonly commands: Map<string, Command>;
  readonly parameters: Map<string, Parameter>;
  /** Servers on which no agent ever answers. */
  readonly withoutAgent: Set<string>;
  plans: readonly RunPlan[];
};

/** A Systems Manager with AWS's own documents in it. */
export function newManagement(): Management {
  return {
    documents: new Set(['AWS-RunShellScript', 'AWS-RunRemoteScript', 'AWS-ApplyAnsiblePlaybooks']),
    commands: new Map(),
    parameters: new Map(),
    withoutAgent: new Set(),
    plans: [],
  };
}

/** The plan for the next run of a document on a server, used up by being taken. */
export function takePlan(management: Management, document: string, instance: string): Outcome {
  const plan = management.plans.find(
    (one) => one.document === document && (one.instance === undefined || one.instance === instance),
  );
  if (plan === undefined)
    return { status: 'Success', code: 0, stdout: 'done\n', stderr: '', seconds: 3 };
  management.plans = management.plans.flatMap((one) =>
    one !== plan ? [one] : one.times > 1 ? [{ ...one, times: one.times - 1 }] : [],
  );
  return plan;
}
