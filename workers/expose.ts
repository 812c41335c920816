import { expose, transferHandlers } from 'comlink';
import nodeEndpoint, { type NodeEndpoint } from 'comlink/dist/esm/node-adapter';

/** The part of Node's `process` that tells a worker thread its port to the thread that started it. */
interface NodeProcess {
  getBuiltinModule(name: 'node:worker_threads'): { readonly parentPort: NodeEndpoint | null };
}

/** How comlink writes a thrown value; see `transferHandlers` in its documentation. */
interface SerializedThrow {
  readonly isError: boolean;
  readonly value: object;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isSerializedThrow(value: unknown): value is SerializedThrow {
  return isObject(value) && 'isError' in value && 'value' in value && isObject(value.value);
}

function thrownError(value: unknown): Error | undefined {
  return isObject(value) && 'value' in value && value.value instanceof Error ? value.value : undefined;
}

/**
 * Comlink sends an error's name, message and stack. This adds what the project's errors carry besides: own fields
 * that are plain values, such as a code or the line and column of a syntax error.
 */
function sendErrorFields(): void {
  const handler = transferHandlers.get('throw');
  if (handler === undefined) throw new Error('comlink has no handler for thrown values');
  transferHandlers.set('throw', {
    ...handler,
    serialize(value: unknown) {
      const [serialized, transferables] = handler.serialize(value);
      const error = thrownError(value);
      if (error === undefined || !isSerializedThrow(serialized)) return [serialized, transferables];
      const fields = Object.entries(error).filter(([, field]) =>
        ['string', 'number', 'boolean', 'bigint'].includes(typeof field),
      );
      const sent = { ...Object.fromEntries(fields), ...serialized.value };
      return [{ ...serialized, value: sent }, transferables];
    },
  });
}

/**
 * Offers a service to the page or thread that started this worker; the same worker file serves in the browser and,
 * bundled for Node, on a worker thread. Errors thrown by the service arrive with name, message and plain fields.
 */
export function exposeService(service: object): void {
  sendErrorFields();
  const { process } = globalThis as { process?: NodeProcess };
  const port = process?.getBuiltinModule('node:worker_threads').parentPort;
  if (port) expose(service, nodeEndpoint(port));
  else expose(service);
}
