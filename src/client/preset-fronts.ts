/**
 * The fronts of the presets as thumbnails show them: found by short runs of the command line, recorded with their
 * commands by scripts/make-shipped-front.mjs --presets. Loaded after the page is drawn.
 */

export interface PresetFront {
  /** The command that gives this front again. */
  readonly command: string;
  readonly evaluations: number;
  readonly rows: readonly { readonly ops: number; readonly error: number; readonly kind: string }[];
}

export interface PresetTarget {
  readonly functionId: string;
  readonly interval: string;
  readonly format: string;
  readonly norm: string;
}

function keyOf({ functionId, interval, format, norm }: PresetTarget): string {
  return [functionId, interval, format, norm].join(' ');
}

/** Resolves with what finds a preset's front, or with null for one that has none. */
export async function loadPresetFronts(): Promise<(target: PresetTarget) => PresetFront | null> {
  const { default: document } = await import('./shipped/preset-fronts.json');
  const fronts = new Map(
    document.fronts.map(({ command, evaluations, target: { target, ...rest }, front }) => [
      keyOf({ functionId: target, ...rest }),
      {
        command,
        evaluations,
        rows: front.map(({ ops, errorText, errorKind }) => ({
          ops,
          error: Number(errorText),
          kind: errorKind,
        })),
      },
    ]),
  );
  return (target) => fronts.get(keyOf(target)) ?? null;
}
