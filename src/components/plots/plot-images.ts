/** What a plot gives to be saved. */
export interface PlotImages {
  /** The plot as it is shown, as a data address. Rejects while nothing is drawn. */
  image(format: 'png' | 'svg'): Promise<string>;
}
