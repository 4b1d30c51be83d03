import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { orderParameter } from '../../src/adapters/ec2-fleet/order-parameter.ts';
import { orderFile } from '../../src/adapters/local-fleet/order-file.ts';
import { RollbackOrderRow } from '../../src/adapters/postgres-ledger/rows/rollback-order.ts';
import { anAws, keys } from '../playground/aws/an-aws.ts';
import { holdTo } from './contract.ts';
import { orderLaws, type OrderWorld } from './rollback-orders-laws.ts';

const schema = RollbackOrderRow;

async function inFile(): Promise<OrderWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-order-'));
  const path = join(dir, 'below', 'board');
  return {
    orders: (with_) => orderFile(path, { secret: with_, schema }),
    text: () => readFile(path, 'utf8'),
    write: (text) => writeFile(path, text),
    goAway: async () => {
      rmSync(dir, { recursive: true });
      await writeFile(dir, 'no directory');
    },
    close: async () => rmSync(dir, { recursive: true, force: true }),
  };
}

async function inParameter(): Promise<OrderWorld> {
  const aws = await anAws();
  const name = '/davy/board';
  const reach = { region: 'eu-west-1', endpoint: aws.url, credentials: keys };
  return {
    orders: (with_) =>
      orderParameter({
        name,
        sealing: { secret: with_, schema },
        aws: reach,
        role: null,
        now: Date.now,
      }),
    text: async () =>
      (await aws.ssm.send(new GetParameterCommand({ Name: name }))).Parameter?.Value ?? '',
    write: (Value) => {
      // AWS takes three of these a second.
      aws.pass(1);
      return aws.ssm.send(
        new PutParameterCommand({ Name: name, Value, Type: 'String', Overwrite: true }),
      );
    },
    goAway: aws.close,
    close: aws.close,
  };
}

holdTo(
  'places of rollback orders',
  [
    ['a file', inFile],
    ['a parameter of Systems Manager', inParameter],
  ],
  orderLaws,
);
