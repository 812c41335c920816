/** The stops of the tour. `place` is the `data-tour` of what it is about. */

export interface Stop {
  readonly place: 'front' | 'presets' | 'target' | 'run' | 'curve' | 'inspector' | 'share';
  readonly title: string;
  readonly text: string;
}

export const STOPS: readonly Stop[] = [
  {
    place: 'front',
    title: 'The front',
    text: 'Each square is a program: to the right it has more operations, downwards it is more accurate. The grey families are what mathematics offers for the same count. A click selects a program, a drag zooms, and the slider beneath replays the run.',
  },
  {
    place: 'presets',
    title: 'A run in one click',
    text: 'A preset sets the target and starts to search. Each small picture is a front that a short run of it has found; yours starts from nothing.',
  },
  {
    place: 'target',
    title: 'Your own target',
    text: 'Choose a function or write one, its interval with ends taken in or left out, the arithmetic, and the norm in which errors count. The sketch follows as you type.',
  },
  {
    place: 'run',
    title: 'Run, pause, stop',
    text: 'A run works in the background on your own machine, and nothing leaves it. The bar at the foot of the page shows what is left of the budget.',
  },
  {
    place: 'inspector',
    title: 'What was found',
    text: 'The selected program with its largest error. Beside a number stands how far it can be trusted: sampled, refined, exhaustive or certified. Words with a dotted line explain themselves.',
  },
  {
    place: 'curve',
    title: 'Its error, everywhere',
    text: 'The error over the whole interval, the extremes of every pixel column. A minimax fit touches its largest error with alternating sign.',
  },
  {
    place: 'share',
    title: 'Take it away',
    text: 'Copy the code in a language of yours, or share a link that carries the program itself: whoever opens it has the error recomputed. Press ? for the keys.',
  },
];
