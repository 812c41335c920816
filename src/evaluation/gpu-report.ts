/** What a run found out about the GPU, for the page to show. */
export type GpuReport =
  | { readonly state: 'unavailable'; readonly reason: string }
  | { readonly state: 'lost'; readonly reason: string }
  | {
      /** `ready`: its scores may select. `screening`: they only screen; the law decides. */
      readonly state: 'ready' | 'screening';
      readonly adapter: string;
      /** One word per feature, such as { add: 'exact', div: 'within 1 ulp', fma: 'unfused' }. */
      readonly verdicts: Readonly<Record<string, string>>;
      /** The same of kernels that are compiled for one structure: there a compiler sees the whole program. */
      readonly specialisedVerdicts: Readonly<Record<string, string>>;
      /** Whether the run scores on it, or found the CPU faster or exact scores impossible. */
      readonly used: boolean;
      /** The same for constant vectors of one structure, which a GPU takes in faster. */
      readonly usedForConstants: boolean;
      readonly reason: string;
    };

export type GpuPreference = 'auto' | 'on' | 'off';
