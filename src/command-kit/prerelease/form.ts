import type { Refusal } from '../../release/state/decision.ts';
import { lineRefusal } from '../../release/start/may-go-out.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import { type Field, type Reply, privately } from '../reply.ts';
import { texts } from '../../texts/texts.ts';
import { type Builds, buildsOf, nothingReady } from '../facts/ready-builds.ts';
import { cannotPost, onlyMembers } from '../facts/facts.ts';
import { brief } from '../say/say.ts';
import { refusedLine } from './refused-line.ts';

const { prerelease: say } = texts.replies;

/** What is known before anybody fills the form in. */
export type Filled = {
  readonly service: string | null;
  readonly build: string | null;
  readonly servers: string | null;
  readonly soak: string | null;
  readonly note: string;
};

/** Nothing chosen yet. */
export const blank: Filled = { service: null, build: null, servers: null, soak: null, note: '' };

/**
 * Every build that may be started, and what may be said about it. Sending it says `/prerelease
 * board 7.1.0 servers=2 soak=45m and the note`.
 */
export async function prereleaseForm(
  services: readonly Service[],
  filled: Filled,
  context: CommandContext,
): Promise<Reply> {
  const outside = await onlyMembers(context);
  if (outside) return outside;
  const [only, ...more] = services;
  const silent = only && more.length === 0 ? await cannotPost(only, context) : null;
  if (silent) return silent;
  const { takes, no } = await takingNew(services, context);
  if (no) return refusedLine(no.refusal, no.service, context);
  const all = await Promise.all(
    takes.map(async (service) => ({
      service,
      builds: notRunning(await buildsOf(service, context)),
    })),
  );
  const offered = all.filter(({ builds }) => builds.ready.length > 0);
  const [first] = offered;
  if (!first) return none(all, context);
  return {
    kind: 'form',
    form: {
      command: 'prerelease',
      value: '',
      title: say.form.title,
      submit: say.form.submit,
      cancel: say.form.cancel,
      intro: say.form.intro,
      fields: fieldsOf(offered, first, filled),
    },
  };
}

/**
 * Nobody fills in a form for a service that is locked or frozen. Behind a release that moves one
 * can wait in line, so that is asked when it is sent. `no`: why the first takes nothing, where none
 * does.
 */
async function takingNew(
  services: readonly Service[],
  { ledger, now }: CommandContext,
): Promise<{
  readonly takes: readonly Service[];
  readonly no: { readonly service: Service; readonly refusal: Refusal } | null;
}> {
  const all = await Promise.all(
    services.map(async (service) => {
      const line = await ledger.line(service.name);
      const no = lineRefusal({ ...line, moving: null }, now);
      return { service, refusal: no?.code === 'locked' || no?.code === 'frozen' ? no : null };
    }),
  );
  const takes = all.flatMap(({ service, refusal }) => (refusal ? [] : [service]));
  const [first] = all;
  const no =
    takes.length === 0 && first?.refusal
      ? { service: first.service, refusal: first.refusal }
      : null;
  return { takes, no };
}

type Offered = { readonly service: Service; readonly builds: Builds };

/** What was said already stands in the fields; the rest begins with what the plan says. */
function fieldsOf(offered: readonly Offered[], first: Offered, filled: Filled): readonly Field[] {
  const plan = (
    offered.find(({ service }) => service.name === filled.service) ?? first
  ).service.plan();
  const build = filled.build ?? first.builds.ready[0]?.version ?? '';
  return [
    {
      kind: 'choice',
      name: 'build',
      label: say.form.build,
      groups: offered.map(groupOf),
      initial: `${filled.service ?? first.service.name} ${build}`,
    },
    {
      kind: 'text',
      name: 'servers=',
      label: say.form.servers(Math.max(...offered.map(({ service }) => service.mostServers))),
      lines: 'one',
      most: 4,
      initial: filled.servers ?? String(plan.servers),
    },
    {
      kind: 'text',
      name: 'soak=',
      label: say.form.soak,
      hint: say.form.soakHint,
      lines: 'one',
      most: 10,
      initial: filled.soak ?? brief(plan.soakMs),
    },
    {
      kind: 'text',
      name: 'note',
      label: say.form.note,
      hint: say.form.noteHint,
      lines: 'many',
      most: 300,
      initial: filled.note,
      optional: true,
    },
  ];
}

/** What is in production already cannot be started again. */
function notRunning(builds: Builds): Builds {
  return {
    ...builds,
    ready: builds.ready.filter(({ version }) => !builds.running.includes(version)),
  };
}

function groupOf({ service, builds }: Offered) {
  const options = builds.ready.map((build) => ({
    label: say.form.option(`${service.name} ${build.version}`, build.checks.passed),
    value: `${service.name} ${build.version}`,
  }));
  return { label: service.name, options };
}

function none(all: readonly Offered[], context: CommandContext): Promise<Reply> | Reply {
  const [only] = all;
  if (all.length === 1 && only) return nothingReady(only.service, only.builds.newest, context);
  return privately(say.noneReady(all.map(({ service }) => service.name)));
}
