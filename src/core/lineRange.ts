/** Lines of a document, 0-based: from `start` up to, not including, `end`. An empty range lies before line `start`. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}
