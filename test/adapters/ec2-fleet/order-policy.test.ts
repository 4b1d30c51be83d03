import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { orderParameter } from '../../../src/adapters/ec2-fleet/order-parameter.ts';
import { RollbackOrderRow } from '../../../src/adapters/postgres-ledger/rows/rollback-order.ts';
import { rollbackOrderOf } from '../../../src/release/servers/rollback-order.ts';
import { refused } from '../../contracts/contract.ts';
import { anAws } from '../../playground/aws/an-aws.ts';
import { line } from '../../support/a-release.ts';

const words: Readonly<Record<string, string>> = {
  REGION: 'eu-west-1',
  ACCOUNT: '123456789012',
  ORDER_PARAMETER: 'davy/board',
};
const written = readFileSync('deploy/aws/rollback-order.json', 'utf8');
const filled = written.replaceAll(/\b[A-Z]+(?:_[A-Z0-9]+)*\b/g, (word) => words[word] ?? word);
const statement = z.looseObject({ Action: z.array(z.string()) });
const policy = z.looseObject({ Statement: z.tuple([statement]) }).parse(JSON.parse(filled));
const [{ Action: actions }] = policy.Statement;
const order = rollbackOrderOf(line(), [], 0);

/** Keeps an order and reads it, with leave for these alone. */
async function keepAndRead(allowed: readonly string[], name = '/davy/board'): Promise<void> {
  const aws = await anAws();
  const credentials = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };
  const Statement = policy.Statement.map((one) => ({ ...one, Action: allowed }));
  try {
    await aws.control('things', {
      users: [
        {
          name: 'davy',
          keyId: credentials.accessKeyId,
          secret: credentials.secretAccessKey,
          policies: [{ ...policy, Statement }],
        },
      ],
    });
    const orders = orderParameter({
      name,
      sealing: { secret: 'x', schema: RollbackOrderRow },
      aws: { region: 'eu-west-1', endpoint: aws.url, credentials },
      role: null,
      now: Date.now,
    });
    await orders.keep(order);
    expect(await orders.read()).toEqual(order);
  } finally {
    await aws.close();
  }
}

describe('the policy for orders that are kept outside the database', () => {
  it('is enough, for this parameter alone', async () => {
    await expect(keepAndRead(actions)).resolves.toBeUndefined();
    expect((await refused(keepAndRead(actions, '/davy/other'))).message).toContain('AccessDenied');
  });

  it.each(actions)('is not enough without %s', async (action) => {
    const left = ['ssm:ListDocuments', ...actions.filter((one) => one !== action)];
    expect((await refused(keepAndRead(left))).message).toContain('AccessDenied');
  });

  it('leaves no word to be filled in that nobody explains', () => {
    const docs = readFileSync('docs/ec2.md', 'utf8');
    expect(docs).toContain('`ORDER_PARAMETER`');
    for (const word of Object.keys(words)) expect(written).toContain(word);
  });
});
