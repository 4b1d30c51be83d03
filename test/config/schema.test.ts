import { expect, it } from 'vitest';
import { z } from 'zod';
import { davyYml } from '../../src/config/davy-yml.ts';

it('editors learn the keys of davy.yml from a file made of the schema that reads it', async () => {
  const schema = z.toJSONSchema(davyYml({}), { io: 'input' });
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../davy.schema.json',
  );
});
