import { z } from 'zod';

const personSchema = z.strictObject({
  id: z.string().regex(/^U[A-Z0-9]+$/),
  name: z.string(),
  real_name: z.string(),
  tz: z.string(),
  locale: z.string(),
  title: z.string().optional(),
  email: z.string().optional(),
  guest: z.enum(['multi-channel', 'single-channel']).optional(),
  deactivated: z.boolean().optional(),
  bot: z.boolean().optional(),
  color: z.string().optional(),
});

const groupSchema = z.strictObject({
  id: z.string().regex(/^S[A-Z0-9]+$/),
  handle: z.string(),
  name: z.string(),
  users: z.array(z.string()),
});

const channelSchema = z.strictObject({
  id: z.string().regex(/^C[A-Z0-9]+$/),
  name: z.string(),
  members: z.array(z.string()),
  topic: z.string().optional(),
  is_private: z.boolean().optional(),
  is_archived: z.boolean().optional(),
});

/** Who and what a workspace starts with; everything later comes from the journal. */
export const workspaceSchema = z.strictObject({
  teamId: z.string().regex(/^T[A-Z0-9]+$/),
  name: z.string(),
  domain: z.string(),
  appId: z.string(),
  bot: z.strictObject({
    user: z.string(),
    bot_id: z.string(),
    name: z.string(),
    real_name: z.string(),
  }),
  people: z.array(personSchema),
  groups: z.array(groupSchema),
  channels: z.array(channelSchema),
});

/** A workspace as it is before anybody says anything. */
export type Workspace = z.infer<typeof workspaceSchema>;

/** Somebody with an account. */
export type Person = z.infer<typeof personSchema>;

const bot = 'U0DAVY';
const staff = ['U0PRIYA', 'U0ANA', 'U0TOM', 'U0NOOR', 'U0MARTA', 'U0MAX'];

/** The people of the playground: the ones a release needs, and one guest who may only look. */
export function playgroundWorkspace(): Workspace {
  return {
    teamId: 'T0PLAYGROUND',
    name: 'Whiteboard Works',
    domain: 'whiteboard-works',
    appId: 'A0DAVY',
    bot: { user: bot, bot_id: 'B0DAVY', name: 'davy', real_name: 'Davy' },
    people: people(),
    groups: groups(),
    channels: channels(),
  };
}

function people(): Person[] {
  return [
    person('U0PRIYA', 'priya', 'Priya N.', 'Europe/Amsterdam', 'en-GB', 'Developer'),
    person('U0ANA', 'ana', 'Ana R.', 'Europe/Lisbon', 'en-GB', 'Whiteboard lead'),
    person('U0TOM', 'tom', 'Tom B.', 'America/New_York', 'en-US', 'Whiteboard lead'),
    person('U0NOOR', 'noor', 'Noor H.', 'Europe/Amsterdam', 'en-GB', 'On call'),
    person('U0MARTA', 'marta', 'Marta K.', 'Europe/Warsaw', 'en-GB', 'Developer'),
    person('U0MAX', 'max', 'Max M.', 'America/Los_Angeles', 'en-US', 'Manager'),
    {
      ...person('U0GUS', 'gus', 'Gus G.', 'Asia/Tokyo', 'en-US', 'Guest'),
      guest: 'multi-channel',
    },
  ];
}

function person(
  id: string,
  name: string,
  real_name: string,
  tz: string,
  locale: string,
  title: string,
): Person {
  return { id, name, real_name, tz, locale, title, email: `${name}@example.com` };
}

function groups(): Workspace['groups'] {
  return [
    {
      id: 'S0WHITE',
      handle: 'whiteboard-leads',
      name: 'Whiteboard leads',
      users: ['U0ANA', 'U0TOM'],
    },
    {
      id: 'S0ACCOUNTS',
      handle: 'accounts-leads',
      name: 'Accounts leads',
      users: ['U0ANA', 'U0MARTA'],
    },
    { id: 'S0ONCALL', handle: 'board-oncall', name: 'Board on-call', users: ['U0NOOR'] },
  ];
}

function channels(): Workspace['channels'] {
  return [
    {
      id: 'C0RELEASES',
      name: 'releases',
      members: [...staff, 'U0GUS', bot],
      topic: 'What goes to users, and how it goes',
    },
    { id: 'C0CHANGELOG', name: 'changelog', members: [...staff, bot], topic: 'What users got' },
    {
      id: 'C0NEWS',
      name: 'release-news',
      members: [...staff, bot],
      topic: 'What releases brought, day by day and week by week',
    },
    { id: 'C0RANDOM', name: 'random', members: [...staff, 'U0GUS'], topic: 'Everything else' },
  ];
}
