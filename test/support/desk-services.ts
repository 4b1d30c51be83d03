import type { JudgeOptions } from '../../src/release/state/judge-options.ts';
import type { Plan } from '../../src/release/state/plan.ts';
import type { Service, Team } from '../../src/service/service.ts';
import { plan } from './a-release.ts';
import { boardService } from './thread-samples.ts';

/** One team is asked, so that one press decides. */
export const deskPlan: Plan = {
  ...plan,
  signOff: [{ team: 'whiteboard', approvals: 1 }],
  batches: [0.1, 0.5, 1],
};

/** The one team of board. */
export const whiteboard: Team = {
  name: 'whiteboard',
  approvers: ['S0WHITE'],
  owns: ['server/board/**'],
};

/** The services of a desk; board's plans ask the teams that a test names. */
export function deskServices(
  teams: () => readonly string[],
  judge: () => JudgeOptions | null = () => null,
): Record<string, Service> {
  const board: Service = {
    ...boardService,
    admins: ['U0MO'],
    statusPage: 'https://status.example.com',
    teams: [whiteboard],
    dashboard: null,
    tickets: {
      url: 'https://jira.example.com',
      projects: ['BRD'],
      done: 'Done',
      fixVersion: null,
    },
    plan: ({ servers, soakMs, teams: asked } = {}) => ({
      ...deskPlan,
      signOff: teams()
        .filter((team) => asked?.includes(team) ?? true)
        .map((team) => ({ team, approvals: 1 })),
      servers: servers ?? deskPlan.servers,
      soakMs: soakMs ?? deskPlan.soakMs,
      judge: judge(),
    }),
  };
  const web: Service = {
    ...boardService,
    name: 'web',
    channel: 'C0WEB',
    changelogChannel: null,
    teams: [{ name: 'web', approvers: ['S0WEB'], owns: [] }],
    oncall: null,
    dashboard: null,
    mostServers: 1,
    plan: () => deskPlan,
  };
  return { board, web };
}
