import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { onlyMembers, outcome, rosterOfIds } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { runnerIds } from '../../src/service/service.ts';
import { texts } from '../../src/texts/texts.ts';

const { jobs: say } = texts.replies;

/** Ends a run early: the button on its card. Whoever asked for it may, and whoever may ask. */
export const runStopCommand = defineCommand('release run-stop', {
  typed: false,
  run: about(findService, async (service, context, [id = '']) => {
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const { runs } = await context.ledger.line(service.name);
    const run = runs.find((one) => one.id === id);
    if (!run) return privately(say.noRun(service.name));
    const who = Object.hasOwn(service.jobs, run.job) ? (service.jobs[run.job]?.who ?? []) : [];
    return given(
      rosterOfIds(runnerIds(service, who, context.caller.id), context),
      async (roster) => {
        const decision = await context.tell(
          { service: service.name, release: null },
          { kind: 'job-stopped', at: context.now, by: context.caller, run: run.id, roster },
        );
        return outcome(decision, say.stops(run.job, service.name), { service: service.name });
      },
    );
  }),
});
