import type { World } from '../world.ts';
import { type Args, readArgs, text } from './args.ts';
import { appMethods } from './apps.ts';
import { canvasMethods } from './canvases.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import type { Limiter } from './limiter.ts';
import { type Answer, type Method, no } from './method.ts';
import { peopleMethods } from './people.ts';
import { viewMethods } from './views.ts';

/** Every method this Slack knows. */
export const methods: Readonly<Record<string, Method>> = {
  ...peopleMethods,
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
  ...appMethods,
  ...canvasMethods,
};

/** One HTTP request to the Web API, body read. */
export type Call = {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
};

/** What goes back over HTTP. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Answer;
};

/**
 * Answers one call of the Web API, checking in Slack's own order: method, token, scope, limits,
 * arguments.
 */
export function call(world: World, limiter: Limiter, request: Call): Reply {
  const method = methods[request.method];
  const args = readArgs(request.query, request.contentType, request.body);
  const channel = text(args, 'channel');
  const headers = {
    'x-oauth-scopes': world.scopes.join(','),
    ...(method?.scope === undefined ? {} : { 'x-accepted-oauth-scopes': method.scope }),
  };
  const seconds =
    world.faults.limited(request.method, channel) ??
    (world.switches.limits ? limiter(request.method, channel) : undefined);
  if (seconds !== undefined) {
    world.record({
      kind: 'refused',
      method: request.method,
      error: 'ratelimited',
      ...(channel === undefined ? {} : { channel }),
    });
    return {
      status: 429,
      headers: { ...headers, 'retry-after': String(seconds) },
      body: no('ratelimited'),
    };
  }
  const answer = answerOf(world, request, method, args);
  if (!answer.ok)
    world.record({
      kind: 'refused',
      method: request.method,
      error: answer.error,
      ...(channel === undefined ? {} : { channel }),
    });
  return { status: 200, headers, body: answer };
}

function answerOf(world: World, request: Call, method: Method | undefined, args: Args): Answer {
  if (method === undefined) return no('unknown_method', { req_method: request.method });
  const { error } = args;
  if (error === 'invalid_json' || error === 'json_not_object') return no(error);
  if (method.open !== true) {
    const token = /^Bearer (.+)$/.exec(request.authorization ?? '')?.[1] ?? text(args, 'token');
    if (token === undefined || token === '') return no('not_authed');
    if (method.appLevel === true && token === world.options.botToken)
      return no('not_allowed_token_type');
    if (token !== (method.appLevel === true ? world.options.appToken : world.options.botToken))
      return no('invalid_auth');
    if (method.scope !== undefined && !world.scopes.includes(method.scope)) {
      return no('missing_scope', { needed: method.scope, provided: world.scopes.join(',') });
    }
  }
  const { organisation } = world.options;
  if (method.ofTeam === true && organisation) {
    const team = text(args, 'team_id');
    if (team === undefined || team === '') return no('missing_argument');
    if (![organisation.id, ...organisation.teams].includes(team))
      return no('team_access_not_granted');
  }
  const wished = world.faults.take('error', request.method);
  if (wished?.kind === 'error') return no(wished.error);
  const answer = method.run(world, args);
  if (answer.ok || request.method === 'api.test' || method.errors.includes(answer.error))
    return answer;
  throw new Error(`${request.method} answered ${answer.error}, which it does not declare`);
}
