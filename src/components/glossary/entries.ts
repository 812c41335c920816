/** The words of the page, each in a sentence or two and with where to read more. */

export interface GlossaryEntry {
  readonly word: string;
  readonly text: string;
  readonly source: string;
  readonly link?: string;
}

export const GLOSSARY = {
  target: {
    word: 'Target',
    text: 'What is to be approximated: a function, an interval whose ends are taken in or left out, the arithmetic in which programs are judged, and the norm in which errors are measured.',
    source: 'Real et al., AutoNumerics-Zero, arXiv 2312.08472',
    link: 'https://arxiv.org/abs/2312.08472',
  },
  format: {
    word: 'Format',
    text: 'The arithmetic in which a program is judged. real: exact arithmetic, so the error is the formula’s own. f64, f32, f16, bf16: every operation rounds, and constants are numbers of the format.',
    source: 'IEEE 754-2019',
  },
  ulp: {
    word: 'ulp',
    text: 'Unit in the last place: the distance between neighbouring numbers of the format at the exact value. A correctly rounded result is off by half an ulp at most.',
    source: 'Goldberg, What Every Computer Scientist Should Know About Floating-Point Arithmetic, 1991',
    link: 'https://doi.org/10.1145/103162.103163',
  },
  norm: {
    word: 'Error norm',
    text: 'How errors are measured. absolute: |p(x) − f(x)|. relative: the same divided by |f(x)|. ulp: the same in units in the last place, for finite formats. What counts is always the largest over the interval.',
    source: 'Muller, Elementary Functions, 3rd edition, chapter 3',
  },
  front: {
    word: 'Front',
    text: 'The programs that nothing else beats: each is the most accurate of its cost, and every step to the right is more accurate than all before it. The Pareto front of cost against error.',
    source: 'Deb et al., IEEE Trans. Evol. Comp. 6, 2002',
    link: 'https://doi.org/10.1109/4235.996017',
  },
  operations: {
    word: 'Operations',
    text: 'Instructions left after dead code is dropped. The input and constants are free; every opcode counts 1 unless another cost is chosen.',
    source: 'Real et al., arXiv 2312.08472',
    link: 'https://arxiv.org/abs/2312.08472',
  },
  cost: {
    word: 'Cost',
    text: 'What the front sets against the error. operations: each counts 1. weighted: as you say. x86-64 and arm64: cycles along the longest chain of instructions of which each needs the one before.',
    source: 'Fog, Instruction tables (Skylake); Arm, Cortex-A76 Software Optimization Guide',
    link: 'https://www.agner.org/optimize/instruction_tables.pdf',
  },
  algorithm: {
    word: 'Algorithm',
    text: 'regularized: the oldest program of a niche leaves, the best of a few drawn becomes a parent. NSGA-II: a population ranked by fronts and crowding. random: programs drawn independently, as a control. All fit constants alike.',
    source: 'Real et al., AAAI 2019; Deb et al., 2002',
    link: 'https://arxiv.org/abs/1802.01548',
  },
  niche: {
    word: 'Niche',
    text: 'The programs of one cost on one island. Each is a queue: when it is full, the oldest leaves. So cheap programs never compete with dear ones.',
    source: 'Real et al., arXiv 2312.08472',
    link: 'https://arxiv.org/abs/2312.08472',
  },
  island: {
    word: 'Island',
    text: 'A population of its own with its own random stream. Programs migrate rarely, so that islands settle on different ideas.',
    source: 'Whitley, Rana, Heckendorn, The Island Model Genetic Algorithm, 1999',
  },
  restart: {
    word: 'Restart',
    text: 'An island that explores begins anew when nothing has become better for long: the front keeps what it found, and the island gets the chance to settle on another idea.',
    source: 'Auger, Hansen, A Restart CMA Evolution Strategy, CEC 2005 (restarts in general)',
    link: 'https://doi.org/10.1109/CEC.2005.1554902',
  },
  tournament: {
    word: 'Tournament',
    text: 'A parent is the best of so many programs drawn at random from a niche. More means greedier.',
    source: 'Goldberg, Deb, A Comparative Analysis of Selection Schemes, 1991',
  },
  ablation: {
    word: 'Ablation',
    text: 'A part of the search that is switched off, to measure what it is worth. All parts are on unless you say otherwise.',
    source: 'Meyes et al., arXiv 1901.08644',
    link: 'https://arxiv.org/abs/1901.08644',
  },
  sampled: {
    word: 'Sampled',
    text: 'The largest error at the sample points: a lower bound of the true one.',
    source: 'this page’s own scale of trust: sampled, refined, exhaustive, certified',
  },
  refined: {
    word: 'Refined',
    text: 'The largest error after a local maximisation around every extremum, computed to many digits. Still a lower bound, but one that a smooth error rarely exceeds.',
    source: 'this page’s own scale of trust: sampled, refined, exhaustive, certified',
  },
  exhaustive: {
    word: 'Exhaustive',
    text: 'The largest error over every number of the format in the interval. Nothing is left out.',
    source: 'this page’s own scale of trust: sampled, refined, exhaustive, certified',
  },
  certified: {
    word: 'Certified',
    text: 'A rigorous upper bound, proved by Taylor models in interval arithmetic: the true error is not larger.',
    source: 'Chevillard, Harrison, Joldeş, Lauter, Theor. Comp. Sci. 412, 2011',
    link: 'https://doi.org/10.1016/j.tcs.2010.11.052',
  },
  claimed: {
    word: 'Claimed',
    text: 'What a link says of its program. It is recomputed here before it is called verified.',
    source: 'this page’s own scale of trust: sampled, refined, exhaustive, certified',
  },
  constraint: {
    word: 'Constraint',
    text: 'What every program of a run must fulfil. odd, even: by construction, so that it holds in every format. exact at: the function’s value at that point, exactly. monotone: it nowhere turns where the function does not. error at most: the cheapest program within it is looked for. The inspector says how each is known to hold.',
    source: 'Muller, Elementary Functions, 3rd edition (on monotonicity and symmetry of implementations)',
  },
  baseline: {
    word: 'Baseline',
    text: 'What there is without a search: Taylor, Chebyshev and minimax polynomials, Padé and minimax rationals, each by its cheapest evaluation scheme, and programs from the literature. A found program is worth its distance to them at the same cost.',
    source: 'Muller, Elementary Functions, 3rd edition, chapters 3 and 4',
  },
  gpu: {
    word: 'GPU state',
    text: 'What this GPU may do in a run. exact: in a self-test it computed each operation as the interpreter does, so its scores count. inexact or screening only: it differs somewhere, and at most sorts out what the CPU then scores. not used: the run has no need of it. lost: the browser took it away, and the run goes on without.',
    source: 'WebGPU Shading Language, section on floating point accuracy',
    link: 'https://www.w3.org/TR/WGSL/#floating-point-evaluation',
  },
  seeded: {
    word: 'Seeded',
    text: 'The run did not begin with nothing: it was given programs to start from, was imported, or went on from a stored run with a larger budget. What it found rests on that as well as on target and settings.',
    source: 'this page’s own marks of where a result comes from',
  },
  proved: {
    word: 'Proved',
    text: 'Best of its kind: every structure of as many operations, and of fewer, on the opcodes of the run was fitted from several starts, and none was found better. Exhaustive in structures; that each fit found the best constants is likely, not proved.',
    source: 'this page’s enumeration, as the command line’s “enumerate”',
  },
  measured: {
    word: 'Measured time',
    text: 'Nanoseconds for each value on this machine, the median of interleaved repetitions. throughput: independent values, in a loop with loads and stores; four f32 or two f64 at a time on a CPU, the whole device busy on a GPU. latency: each value waits for the one before. No run selects by it, since it never comes out the same twice; that is what the table of latencies is for.',
    source: 'Fog, Instruction tables, “How the values were measured”',
    link: 'https://www.agner.org/optimize/instruction_tables.pdf',
  },
  duplicates: {
    word: 'Duplicates',
    text: 'Proposals whose structure had been fitted often enough already and that were dropped for it. A rising share says that the search knows its neighbourhood.',
    source: 'Real et al., arXiv 2312.08472 (functional cache)',
    link: 'https://arxiv.org/abs/2312.08472',
  },
} as const satisfies Readonly<Record<string, GlossaryEntry>>;

export type GlossaryWord = keyof typeof GLOSSARY;
