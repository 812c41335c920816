/** What a page and its workers hold in memory, asked by the protocol of developers' tools. */

/**
 * The answers to the calls that are made here.
 *
 * @typedef {object} Answer
 * @property {number} [usedSize] of `Runtime.getHeapUsage`
 * @property {{ objectId?: string, value?: number }} [result] of an evaluation
 * @property {{ objectId?: string }} [objects] of `Runtime.queryObjects`
 */

/** @typedef {(method: string, params?: object) => Promise<Answer | undefined>} Send */

/**
 * @typedef {object} Realm
 * @property {string} title the script's name, or `page`
 * @property {number} heap bytes of JavaScript after a collection of garbage; NaN where there was no answer
 * @property {number} wasm bytes of all WebAssembly memories; NaN where there was no answer
 */

/** @param {string} text @returns {unknown} */
const parsed = (text) => JSON.parse(text);

/** A worker that has ended gives no answer within so many ms. */
const PATIENCE = 10_000;

const SUM = 'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) }';

/**
 * @param {Send} send to the realm
 * @returns {Promise<{ heap: number, wasm: number }>}
 */
async function measure(send) {
  await send('HeapProfiler.collectGarbage');
  const heap = await send('Runtime.getHeapUsage');
  const group = { objectGroup: 'memories' };
  const prototype = await send('Runtime.evaluate', {
    expression: 'WebAssembly.Memory.prototype',
    ...group,
  });
  const found = await send('Runtime.queryObjects', {
    prototypeObjectId: prototype?.result?.objectId,
    ...group,
  });
  const sum = await send('Runtime.callFunctionOn', {
    objectId: found?.objects?.objectId,
    functionDeclaration: SUM,
    returnByValue: true,
  });
  await send('Runtime.releaseObjectGroup', group);
  return { heap: heap?.usedSize ?? NaN, wasm: sum?.result?.value ?? NaN };
}

/**
 * @param {import('@playwright/test').CDPSession} session of the page; it attaches itself to the page's workers
 * @returns {Promise<() => Promise<Realm[]>>} measures the page and what workers it has at that time
 */
export async function memoryMeter(session) {
  /** @type {Map<string, { title: string, answers: Map<number, (answer: Answer) => void> }>} */
  const workers = new Map();
  let calls = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo: { url } }) => {
    const title = url.replace(/^.*\//, '').replace(/(-[\w-]{8})?\.js$/, '');
    workers.set(sessionId, { title, answers: new Map() });
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const { id, result } = /** @type {{ id: number, result: Answer }} */ (parsed(message));
    workers.get(sessionId)?.answers.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });

  /** @type {Send} */
  const toPage = (method, params) =>
    // The name of the call is not known to the types here, nor what it answers.
    /** @type {(method: string, params?: object) => Promise<Answer>} */ (session.send.bind(session))(
      method,
      params,
    );
  /** @param {string} sessionId @returns {Send} */
  const toWorker = (sessionId) => (method, params) =>
    new Promise((resolve) => {
      const id = ++calls;
      const giveUp = setTimeout(() => {
        resolve(undefined);
      }, PATIENCE);
      workers.get(sessionId)?.answers.set(id, (answer) => {
        clearTimeout(giveUp);
        workers.get(sessionId)?.answers.delete(id);
        resolve(answer);
      });
      session
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
        .catch(() => {
          clearTimeout(giveUp);
          resolve(undefined);
        });
    });

  return async () => {
    const realms = [{ title: 'page', ...(await measure(toPage)) }];
    for (const [sessionId, { title }] of workers)
      realms.push({ title, ...(await measure(toWorker(sessionId))) });
    return realms;
  };
}
