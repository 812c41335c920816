/** What became of the GPU in a few words, and in full on request. */

import { useRef } from 'react';
import { sentence } from '../store/errors';
import type { GpuStatus } from '../store/workbench';
import controls from './controls.module.css';
import { Term } from './glossary/term';
import styles from './status-bar.module.css';

interface GpuStateProps {
  readonly gpu: GpuStatus;
  /** Why the engine on the CPU is the one it is; undefined before a run. */
  readonly cpuReason: string | undefined;
}

export function GpuState({ gpu, cpuReason }: GpuStateProps) {
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className={controls.quiet} onClick={() => panel.current?.togglePopover()}>
        {shortText(gpu)}
      </button>
      <div ref={panel} popover="auto" className={styles.detail} role="dialog" aria-label="GPU">
        <p>
          <Term name="gpu">GPU state</Term>
        </p>
        <Detail gpu={gpu} />
        {cpuReason !== undefined && <p>CPU engine: {cpuReason}.</p>}
      </div>
    </>
  );
}

function hasWebGpu(): boolean {
  return 'gpu' in navigator;
}

function shortText(gpu: GpuStatus): string {
  switch (gpu.state) {
    case 'unknown':
      return 'GPU: tested when a run starts';
    case 'unavailable':
      // The engine's word for both: no WebGPU here, and no use for it in this run. The reason tells more.
      return hasWebGpu() ? 'GPU: not used' : 'GPU: unavailable';
    case 'lost':
      return 'GPU: lost, going on without';
    case 'ready':
      return gpu.used ? 'GPU: exact, selecting' : 'GPU: exact, not used';
    case 'screening':
      return gpu.used ? 'GPU: screening only' : 'GPU: inexact, not used';
  }
}

function Detail({ gpu }: { gpu: GpuStatus }) {
  if (gpu.state === 'unknown') {
    return (
      <p>
        Searches run in WebAssembly on the CPU. Where there is a GPU, a run first compares it with the
        interpreter that is the law, word for word; its scores count only where they agree.
      </p>
    );
  }
  if (gpu.state === 'unavailable' || gpu.state === 'lost') {
    return (
      <>
        <p>{sentence(gpu.reason)}</p>
        <p>The run works without it, in WebAssembly on the CPU.</p>
      </>
    );
  }
  return (
    <>
      <p>{gpu.adapter}</p>
      <p>{sentence(gpu.reason)}</p>
      <Verdicts verdicts={gpu.verdicts} />
      <p>In kernels compiled for one structure:</p>
      <Verdicts verdicts={gpu.specialisedVerdicts} />
    </>
  );
}

function Verdicts({ verdicts }: { verdicts: Readonly<Record<string, string>> }) {
  return (
    <dl>
      {Object.entries(verdicts).map(([feature, verdict]) => (
        <div key={feature}>
          <dt>{feature}</dt>
          <dd>{verdict}</dd>
        </div>
      ))}
    </dl>
  );
}
