import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import {
  cannotPost,
  onlyMembers,
  outcome,
  rosterOfIds,
} from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { privately, type Reply, replyButton } from '../../src/command-kit/reply.ts';
import { unquoted } from '../../src/command-kit/words.ts';
import { type JobOffer, runnerIds, type Service } from '../../src/service/service.ts';
import { near } from '../../src/texts/near.ts';
import { texts } from '../../src/texts/texts.ts';

const { jobs: say } = texts.replies;

/** Has a job of davy.yml run, on its hosts one after the other, or on one of them. */
export const runCommand = defineCommand('release run', {
  run: about(findService, async (service, context, [said, ...rest]) => {
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const names = Object.keys(service.jobs);
    if (said === undefined || names.length === 0) return privately(say.which(service.name, names));
    const name = unquoted(said).toLowerCase();
    const job = Object.hasOwn(service.jobs, name) ? service.jobs[name] : undefined;
    if (!job) return noJob(service, said, rest);
    const where = hostsOf(job, rest);
    if ('reply' in where) return where.reply;
    return order(service, job, where, context);
  }),
});

function noJob({ name, jobs }: Service, said: string, rest: readonly string[]): Reply {
  const meant = near(said, Object.keys(jobs));
  return privately(
    say.noJob(name, said, meant, Object.keys(jobs)),
    ...meant.map((job) => replyButton(say.use(job), 'release run', [name, job, ...rest].join(' '))),
  );
}

type Where = { readonly on: readonly (string | null)[]; readonly reason: string };

function hostsOf(
  { name, hosts }: JobOffer,
  words: readonly string[],
): Where | { readonly reply: Reply } {
  const [first = '', ...after] = words;
  const said = /^on=(.*)$/i.exec(first)?.[1];
  if (said === undefined) return { on: hosts, reason: words.join(' ') };
  const named = unquoted(said).toLowerCase();
  const host = hosts.find((one) => one !== null && isMeant(one, named));
  if (host !== undefined) return { on: [host], reason: after.join(' ') };
  const known = hosts.filter((one) => one !== null);
  return { reply: privately(say.noHost(name, said, near(said, known), known)) };
}

/** `web1` is enough for `web1.example.com:2222`. */
function isMeant(host: string, named: string): boolean {
  const whole = host.toLowerCase();
  const [bare = ''] = whole.split(':');
  return [whole, bare, bare.split('.')[0]].includes(named);
}

async function order(
  service: Service,
  job: JobOffer,
  { on, reason }: Where,
  context: CommandContext,
): Promise<Reply> {
  const closed = await cannotPost(service, context);
  if (closed) return closed;
  const { live } = await context.ledger.line(service.name);
  if (job.needsVersion && live === null) return privately(say.nothingLive(service.name, job.name));
  const ids = runnerIds(service, job.who, context.caller.id);
  return given(rosterOfIds(ids, context), async (roster) => {
    const decision = await context.tell(
      { service: service.name, release: null },
      {
        kind: 'job-asked',
        at: context.now,
        by: context.caller,
        id: context.newId().replace(/^rel_/, 'run_'),
        job: job.name,
        on,
        reason,
        rules: job.rules,
        roster,
      },
    );
    return outcome(decision, say.begins(job.name, service.name, on), { service: service.name });
  });
}
