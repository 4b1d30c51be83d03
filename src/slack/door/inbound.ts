import { z } from 'zod';

/** An id of a person, a team, a channel or an app, as Slack makes them. */
export const Id = z.string().regex(/^[A-Z0-9]{1,40}$/);
const Ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);
/** A workspace, and the organisation it belongs to. */
export const Workspace = z.object({ id: Id, enterprise_id: Id.nullish() });
const Who = z.object({
  id: Id,
  username: z.string().max(200).optional(),
  name: z.string().max(200).optional(),
  team_id: Id.optional(),
});

const Slash = z.object({
  command: z.string().regex(/^\/[a-z-]{1,31}$/),
  text: z.string().max(10_000).default(''),
  user_id: Id,
  user_name: z.string().max(200).default(''),
  team_id: Id,
  enterprise_id: Id.optional(),
  api_app_id: Id,
  channel_id: Id,
  response_url: z.url().max(500),
  trigger_id: z.string().min(1).max(200),
});

const common = {
  team: Workspace.nullable(),
  enterprise: Workspace.pick({ id: true }).nullish(),
  user: Who,
  api_app_id: Id,
};

const Option = z.object({ value: z.string().max(150) }).nullish();

/** What a field holds or a control was set to, whatever kind it is. */
const Picked = z.object({
  type: z.string().max(60),
  value: z.string().max(3_000).nullish(),
  selected_option: Option,
  selected_options: z
    .array(z.object({ value: z.string().max(150) }))
    .max(100)
    .nullish(),
  selected_time: z.string().max(10).nullish(),
  selected_date: z.string().max(10).nullish(),
  selected_user: Id.nullish(),
  selected_channel: Id.nullish(),
  selected_conversation: Id.nullish(),
});

const Click = z.object({
  type: z.literal('block_actions'),
  ...common,
  container: z.object({
    type: z.string().max(40),
    message_ts: Ts.optional(),
    channel_id: Id.optional(),
    is_ephemeral: z.boolean().default(false),
    thread_ts: Ts.optional(),
  }),
  view: z.object({ id: z.string().max(80), type: z.enum(['home', 'modal']) }).optional(),
  channel: z.object({ id: Id }).optional(),
  trigger_id: z.string().min(1).max(200),
  response_url: z.url().max(500).optional(),
  actions: z
    .array(
      Picked.extend({
        action_id: z.string().max(255),
        block_id: z.string().max(255),
        action_ts: Ts,
      }),
    )
    .length(1),
});

const Sent = z.object({
  type: z.literal('view_submission'),
  ...common,
  trigger_id: z.string().max(200).optional(),
  view: z.object({
    id: z.string().max(80),
    type: z.literal('modal'),
    callback_id: z.string().max(255),
    private_metadata: z.string().max(3_000),
    hash: z.string().max(200).default(''),
    state: z.object({
      values: z.record(z.string().max(255), z.record(z.string().max(255), Picked)),
    }),
  }),
});

/** The lightning beside the box: nowhere in particular. */
const Anywhere = z.object({
  type: z.literal('shortcut'),
  ...common,
  callback_id: z.string().max(255),
  trigger_id: z.string().min(1).max(200),
});

/** The menu of one message. */
const OnMessage = z.object({
  type: z.literal('message_action'),
  ...common,
  callback_id: z.string().max(255),
  trigger_id: z.string().min(1).max(200),
  response_url: z.url().max(500).optional(),
  channel: z.object({ id: Id }),
  message: z.object({ ts: Ts, thread_ts: Ts.optional() }),
});

const Mentioned = z.object({
  type: z.literal('app_mention'),
  user: Id.optional(),
  bot_id: Id.optional(),
  text: z.string().max(40_000),
  ts: Ts,
  thread_ts: Ts.optional(),
  channel: Id,
  event_ts: z.string().max(40).optional(),
  /** Slack brings a mention again each time its message is edited. */
  edited: z.object({ ts: Ts }).nullish(),
});
const HomeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: Id,
  channel: Id,
  tab: z.string().max(40),
  event_ts: z.string().max(40).optional(),
});

const Told = z.object({
  type: z.literal('event_callback'),
  team_id: Id,
  enterprise_id: Id.nullish(),
  api_app_id: Id,
  event_id: z.string().regex(/^[\w-]{1,80}$/),
  event: z.discriminatedUnion('type', [Mentioned, HomeOpened]),
});

/**
 * What Slack may bring, cut down to what is used. Its shape stays Slack's own, so that Bolt can
 * route it again after a crash.
 */
export type Inbound =
  | z.infer<typeof Slash>
  | z.infer<typeof Click>
  | z.infer<typeof Sent>
  | z.infer<typeof Anywhere>
  | z.infer<typeof OnMessage>
  | z.infer<typeof Told>;

/** What was typed into a field, picked in a menu or ticked in a list, as one text. */
export function pickedText({
  value,
  selected_option,
  selected_options,
  selected_time,
  selected_date,
  selected_user,
  selected_channel,
  selected_conversation,
}: Partial<z.infer<typeof Picked>>): string {
  const many = selected_options?.map((option) => option.value).join(',');
  return (
    value ??
    selected_option?.value ??
    many ??
    selected_time ??
    selected_date ??
    selected_user ??
    selected_channel ??
    selected_conversation ??
    ''
  );
}

const Kind = z.object({ command: z.unknown(), type: z.unknown() }).partial();
const byType = new Map<unknown, z.ZodType<Inbound>>([
  ['block_actions', Click],
  ['view_submission', Sent],
  ['shortcut', Anywhere],
  ['message_action', OnMessage],
  ['event_callback', Told],
]);

/**
 * Reads one of the kinds Davy answers; null for everything else. Only the schema of its own kind is
 * tried, because failing is slow.
 */
export function readInbound(body: unknown): Inbound | null {
  const kind = Kind.safeParse(body).data;
  const schema = kind?.command === undefined ? byType.get(kind?.type) : Slash;
  return schema?.safeParse(body).data ?? null;
}
