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
 * @property {string} phase the one of the page's marks asked for that came last before it, or the empty string
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
 * @param {number} leastClock in ms on the clock
 * @param {readonly string[]} phases names of marks (`performance.mark`) that divide the page's time
 * @returns {Task[]} of the main thread of the renderer with the marks, or of all renderers where there are none: those
 *   that took at least so long in one way or the other, in the order of time
 */
export function traceTasks({ traceEvents }, least, leastClock, phases) {
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const marks = traceEvents.filter(({ name, ph }) => phases.includes(name) && (ph === 'I' || ph === 'R'));
  // The browser draws parts of itself with renderers of their own.
  const page = marks[0]?.pid;
  const events = traceEvents
    .filter(
      (event) => event.ph === 'X' && mains.has(thread(event)) && (page === undefined || event.pid === page),
    )
    .sort((a, b) => a.ts - b.ts);
  const first = events[0]?.ts ?? 0;
  /** @param {TraceEvent} task @param {number} index its place among the events @returns {string} */
  const partsOf = (task, index) => {
    const end = task.ts + (task.dur ?? 0);
    const parts = [];
    for (let i = index + 1; i < events.length; i++) {
      const event = events[i];
      if (event === undefined || event.ts >= end) break;
      if (thread(event) !== thread(task) || event.name.endsWith('RunTask')) continue;
      if ((event.tdur ?? 0) > LEAST_PART) parts.push(event);
    }
    return parts
      .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
      .slice(0, MOST_PARTS)
      .map((event) => `${partName(event)} ${((event.tdur ?? 0) / 1000).toFixed(0)}`)
      .join(', ');
  };
  return events.flatMap((event, i) => {
    const { name, ts, dur = 0, tdur = 0 } = event;
    if (name !== TASK || (tdur < 1000 * least && dur < 1000 * leastClock)) return [];
    return {
      at: (ts - first) / 1e6,
      phase: marks.findLast((mark) => mark.ts <= ts)?.name ?? '',
      processor: tdur / 1000,
      clock: dur / 1000,
      parts: partsOf(event, i),
    };
  });
}
