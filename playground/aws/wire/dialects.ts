import type { Answered } from '../../standin/exchange.ts';
import { AwsFault } from './fault.ts';
import { type ServiceName, services } from './services.ts';
import { type Tree, xml, xmlInside } from './xml.ts';

const namespaces: Readonly<Record<Exclude<ServiceName, 'ssm'>, string>> = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  elasticloadbalancing: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  autoscaling: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** Writes an answer as its service writes it: EC2, the query protocol, or JSON 1.1. */
export function writeAnswer(
  service: ServiceName,
  action: string,
  tree: Tree,
  requestId: string,
): Answered {
  if (service === 'ssm')
    return { status: 200, headers: { ...json, ...idHeader(requestId) }, body: text(tree) };
  const space = ` xmlns="${namespaces[service]}"`;
  const body =
    services[service].dialect === 'ec2'
      ? `${xml('requestId', requestId, 'item')}${xmlInside(tree, 'item')}`
      : xml(`${action}Result`, tree ?? {}, 'member') +
        xml('ResponseMetadata', { RequestId: requestId }, 'member');
  const name = `${action}Response`;
  return page(200, `<${name}${space}>${body}</${name}>`, requestId);
}

/** Writes a refusal as its service writes it. */
export function writeFault(service: ServiceName, fault: AwsFault, requestId: string): Answered {
  const { code, message, status } = fault;
  switch (services[service].dialect) {
    case 'ec2':
      return page(
        status,
        xml(
          'Response',
          { Errors: [{ Code: code, Message: message }], RequestID: requestId },
          'Error',
        ),
        requestId,
      );
    case 'query': {
      const sender = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
      const body = xml('Error', sender, 'member') + xml('RequestId', requestId, 'member');
      return page(status, `<ErrorResponse>${body}</ErrorResponse>`, requestId);
    }
    case 'json':
      return {
        status,
        headers: { ...json, 'x-amzn-errortype': code, ...idHeader(requestId) },
        body: text({ __type: code, message }),
      };
  }
}

/** "You call too often", in the words of each service. */
export function throttled(service: ServiceName): AwsFault {
  switch (services[service].dialect) {
    case 'ec2':
      return new AwsFault('RequestLimitExceeded', 'Request limit exceeded.', 503);
    case 'query':
      return new AwsFault('Throttling', 'Rate exceeded');
    case 'json':
      return new AwsFault('ThrottlingException', 'Rate exceeded');
  }
}

/** "There is no such action", in the words of each service. */
export function unknownAction(service: ServiceName, action: string): AwsFault {
  return services[service].dialect === 'json'
    ? new AwsFault('UnknownOperationException', '')
    : new AwsFault('InvalidAction', `The action ${action} is not valid for this web service.`);
}

const json = { 'content-type': 'application/x-amz-json-1.1' } as const;

function page(status: number, body: string, requestId: string): Answered {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', ...idHeader(requestId) },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function idHeader(requestId: string): Record<string, string> {
  return { 'x-amzn-requestid': requestId };
}

function text(tree: Tree): string {
  return JSON.stringify(tree ?? {});
}
