/** The tasks of a page's main thread, out of a trace of Chromium. */

/**
 * @typedef {object} EventData
 * @property {string} [url]
 * @property {string} [functionName]
 * @property {string} [type]
 */

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts in µs
 * @property {number} [dur] in µs
 * @property {number} [tdur] in µs of the processor
 * @property {{ name?: string, data?: EventData, beginData?: EventData }} [args]
 */

/**
 * @typedef {object} Task
 * @property {number} at in seconds since the first event of a main thread
 * @property {number} processor the time of the processor that it took, in ms
 * @property {number} clock in ms
 * @property {string} parts its largest parts, with their times on the processor in ms
 */

/** @typedef {{ readonly traceEvents: readonly TraceEvent[] }} Trace */

const TASK = 'ThreadControllerImpl::RunTask';
/** Parts that take less, in µs of the processor, are not told. */
const LEAST_PART = 2000;
const MOST_PARTS = 7;

/** @param {TraceEvent} event */
const thread = ({ pid, tid }) => `${String(pid)}:${String(tid)}`;

/** @param {TraceEvent} event */
function partName({ name, args }) {
  const data = args?.data ?? args?.beginData ?? {};
  const file = (data.url ?? '').replace(/^.*\//, '');
  return [name, data.functionName ?? '', data.type ?? '', file].filter((text) => text !== '').join(' ');
}

/**
 * @param {Trace} trace
 * @param {number} least in ms of the processor
 * @returns {Task[]} of the main threads of all renderers, those that took at least so long, the longest first
 */
export function traceTasks({ traceEvents }, least) {
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const events = traceEvents.filter((event) => event.ph === 'X' && mains.has(thread(event)));
  const first = events.reduce((earliest, { ts }) => Math.min(earliest, ts), Infinity);
  /** @param {TraceEvent} task @returns {string} */
  const partsOf = (task) =>
    events
      .filter(
        (event) =>
          !event.name.endsWith('RunTask') &&
          event.pid === task.pid &&
          event.ts >= task.ts &&
          event.ts + (event.dur ?? 0) <= task.ts + (task.dur ?? 0) &&
          (event.tdur ?? 0) > LEAST_PART,
      )
      .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
      .slice(0, MOST_PARTS)
      .map((event) => `${partName(event)} ${((event.tdur ?? 0) / 1000).toFixed(0)}`)
      .join(', ');
  return events
    .filter(({ name, tdur = 0 }) => name === TASK && tdur >= 1000 * least)
    .map((task) => ({
      at: (task.ts - first) / 1e6,
      processor: (task.tdur ?? 0) / 1000,
      clock: (task.dur ?? 0) / 1000,
      parts: partsOf(task),
    }))
    .sort((a, b) => b.processor - a.processor);
}
