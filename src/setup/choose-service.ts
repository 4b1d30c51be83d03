import { askFor, choose, type Talk, type Wanted, yesOrNo } from './ask.ts';
import { askFleet } from './fleet.ts';
import { askPager } from './people-called.ts';
import { askTickets, askWatched } from './watched.ts';
import type { Chosen } from './write-yml.ts';

type Listed = readonly { readonly id: string; readonly name: string }[];

/** What Slack lists to choose from; null where Davy may not list channels. */
export type SlackLists = { readonly channels: Listed | null; readonly groups: Listed };

/** What is released, for whom, and how it is watched. */
export async function askService(talk: Talk, place: SlackLists): Promise<Chosen> {
  const timezone = await askFor(talk, 'Your time zone, such as Europe/Amsterdam', {
    usual: 'UTC',
    fits: /^[A-Z][\w+/-]+$/,
    otherwise: 'Write it like Europe/Amsterdam',
  });
  const people = await askPeople(talk, place);
  const repository = await askFor(talk, 'Its git repository (empty: none)', {
    usual: '',
    fits: /^\S*$/,
    otherwise: 'Write an address without blanks',
  });
  const fleet = await askFleet(talk);
  const sentry = await askFor(talk, 'Sentry, as organization/project (empty: none)', {
    usual: '',
    fits: /^([\w-]+\/[\w-]+)?$/,
    otherwise: 'Write acme/board',
  });
  const prometheus = await askFor(
    talk,
    'Does Prometheus count its requests, yes or no',
    sentry === '' ? onlyYes : yesOrNo,
  );
  const [organization = '', project = ''] = sentry.split('/');
  const counted = prometheus === 'yes' ? await askNames(talk) : null;
  const watched = await askWatched(talk, fleet['moves'] === 'traffic' ? 'traffic' : 'users');
  const pager = await askPager(talk, people.service);
  const tickets = await askTickets(talk, repository);
  return {
    timezone,
    ...people,
    repository: repository === '' ? null : repository,
    fleet,
    sentry: sentry === '' ? null : { organization, project },
    counted,
    watched,
    pager,
    tickets,
  };
}

/** Every service calls them otherwise, and what has no series is never healthy. */
async function askNames(talk: Talk): Promise<NonNullable<Chosen['counted']>> {
  const metric = (usual: string) => ({
    usual,
    fits: /^[a-zA-Z_:][\w:]*$/,
    otherwise: `Write the name of a metric, such as ${usual}`,
  });
  return {
    counter: await askFor(talk, 'The counter of its requests', metric('http_requests_total')),
    errors: await askFor(talk, 'Which of them failed', {
      usual: 'code=~"5.."',
      fits: /(?<!\w)\w+(=|!=|=~|!~)".*"$/,
      otherwise: 'Write it like code=~"5.."',
    }),
    histogram: await askFor(
      talk,
      'The histogram of their latency in seconds',
      metric('http_request_duration_seconds'),
    ),
  };
}

/** What is watched by neither is never healthy, and Davy would not start. */
const onlyYes: Wanted = {
  usual: 'yes',
  fits: /^yes$/,
  otherwise: 'Without Sentry it has to: what nobody watches is never healthy',
};

type People = Pick<Chosen, 'service' | 'channel' | 'team' | 'approvers' | 'oncall'>;

async function askPeople(talk: Talk, place: SlackLists): Promise<People> {
  const service = await askFor(talk, 'Name of the service', {
    fits: /^[a-z][a-z0-9-]{0,30}$/,
    otherwise: 'Small letters, digits and -, such as board',
  });
  if (place.channels === null)
    talk.say(
      '  Without the scope channels:read Slack lists none: write the id (channel details).\n',
    );
  const channel = await choose(talk, 'Its channel', place.channels ?? [], {
    fits: /^[CG][A-Z0-9]{2,}$/,
    otherwise: 'Write its number or name as listed, or its id (C…)',
  });
  const team = await askFor(talk, 'Name of the team that approves', {
    usual: service,
    fits: /^[a-z][\w-]*$/,
    otherwise: 'Small letters, such as whiteboard',
  });
  const somebody = {
    fits: /^[UWS][A-Z0-9]{2,}$/,
    otherwise: 'Write its number or name as listed, or the id of a person (U…)',
  };
  const approvers = [await choose(talk, 'Who approves', place.groups, somebody)];
  const oncall = await choose(talk, 'Who is on call (empty: nobody)', place.groups, {
    ...somebody,
    usual: '',
  });
  return { service, channel, team, approvers, oncall: oncall === '' ? null : oncall };
}
