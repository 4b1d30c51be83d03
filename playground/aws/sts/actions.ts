import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { action, type Actions } from '../action.ts';
import type { Key } from '../iam/identity.ts';
import { AwsFault } from '../wire/fault.ts';
import { whole } from '../wire/input.ts';
import type { World } from '../world.ts';

const roleArn = ({ account }: World, name: string) => `arn:aws:iam::${account}:role/${name}`;

/** Says who calls. No policy can forbid that. */
const getCallerIdentity = action({
  input: z.strictObject({}),
  touches: () => [],
  run: ({ account }, _, { arn, userId }) => ({ UserId: userId, Account: account, Arn: arn }),
});

const chainedMaxSeconds = 3_600;

/**
 * Lends the keys of a role for a while: to those who know its external id. How long is counted in
 * real time, as the clients of AWS count it.
 */
const assumeRole = action({
  input: z.strictObject({
    RoleArn: z.string().min(20),
    RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
    ExternalId: z.string().min(2).optional(),
    DurationSeconds: whole.pipe(z.int().min(900).max(43_200)).default(3_600),
  }),
  touches: (_, { RoleArn, ExternalId }) => [
    {
      resource: RoleArn,
      context: ExternalId === undefined ? {} : { 'sts:ExternalId': [ExternalId] },
    },
  ],
  run(world, { RoleArn, RoleSessionName, ExternalId, DurationSeconds }, caller) {
    const role = [...world.identity.roles.values()].find(
      ({ name }) => roleArn(world, name) === RoleArn,
    );
    if (role === undefined || (role.externalId ?? ExternalId) !== ExternalId)
      throw new AwsFault(
        'AccessDenied',
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        403,
      );
    if (caller.session !== undefined && DurationSeconds > chainedMaxSeconds)
      throw new AwsFault(
        'ValidationError',
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by ' +
          'role chaining',
      );
    const endsAtMs = Date.now() + DurationSeconds * 1_000;
    const key: Key = {
      id: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secret: randomBytes(30).toString('base64'),
      session: { token: randomBytes(96).toString('base64'), endsAtMs },
      arn: `arn:aws:sts::${world.account}:assumed-role/${role.name}/${RoleSessionName}`,
      userId: `AROA${role.name.toUpperCase()}:${RoleSessionName}`,
      ...(role.policies === undefined ? {} : { policies: role.policies }),
    };
    world.identity.keys.set(key.id, key);
    return {
      Credentials: {
        AccessKeyId: key.id,
        SecretAccessKey: key.secret,
        SessionToken: key.session?.token,
        Expiration: new Date(endsAtMs).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: key.userId, Arn: key.arn },
    };
  },
});

/** Makes a refusal of EC2 readable. */
const decodeAuthorizationMessage = action({
  input: z.strictObject({ EncodedMessage: z.string() }),
  run(_, { EncodedMessage }) {
    const message = Buffer.from(EncodedMessage, 'base64url').toString('utf8');
    if (!message.startsWith('{"allowed"'))
      throw new AwsFault('InvalidAuthorizationMessageException', 'Message is not valid');
    return { DecodedMessage: message };
  },
});

/** What is spoken of the Security Token Service. */
export const tokenActions: Actions = {
  AssumeRole: assumeRole,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  GetCallerIdentity: getCallerIdentity,
};
