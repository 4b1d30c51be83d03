/** The part of an OpenAPI document that describes one value. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

/** Schemas by name, for those that point at each other. */
export type Schemas = Readonly<Record<string, Schema>>;

/**
 * Where a value does not fit a schema, in words; nothing when it fits. Unknown fields are faults
 * too.
 */
export function misfits(schema: Schema, value: unknown, at = '$', named: Schemas = {}): string[] {
  if (schema.$ref !== undefined) {
    const meant = named[schema.$ref.split('/').at(-1) ?? ''];
    return meant === undefined
      ? [`${at} points at ${schema.$ref}, which is not there`]
      : misfits(meant, value, at, named);
  }
  if (value === null)
    return schema.nullable === true ||
      schema.enum?.includes(null) ||
      Object.keys(schema).length === 0
      ? []
      : [`${at} is null`];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined)
    return choices.some((one) => misfits(one, value, at, named).length === 0)
      ? []
      : [`${at} fits no choice`];
  if (schema.allOf !== undefined)
    return schema.allOf.flatMap((one) => misfits(one, value, at, named));
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at} is ${JSON.stringify(value)}, not one of ${JSON.stringify(schema.enum)}`];
  switch (schema.type) {
    case 'string':
      if (typeof value !== 'string') return [`${at} is no string`];
      return schema.format === 'date-time' && Number.isNaN(Date.parse(value))
        ? [`${at} is no time`]
        : [];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at} is no integer`];
    case 'number':
    case 'boolean':
      return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((one: unknown, index) =>
            misfits(schema.items ?? {}, one, `${at}[${index}]`, named),
          )
        : [`${at} is no array`];
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? objectMisfits(schema, { ...value }, at, named)
        : [`${at} is no object`];
    default:
      return [];
  }
}

function objectMisfits(
  { properties = {}, required = [], additionalProperties }: Schema,
  value: Readonly<Record<string, unknown>>,
  at: string,
  named: Schemas,
): string[] {
  const absent = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${at}.${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, one]) => {
    const known =
      properties[name] ??
      (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (known !== undefined) return misfits(known, one, `${at}.${name}`, named);
    return Object.keys(properties).length === 0 || additionalProperties === true
      ? []
      : [`${at}.${name} is not documented`];
  });
  return [...absent, ...inside];
}
