/** The names of the two files in the workspace. */
export const orderFile = ".colours-order.json";
export const doneFile = ".colours-done.json";

/** What the extension is to do; it writes the number into `doneFile` when that is done. */
export interface Order {
  readonly number: number;
  /** User settings; `undefined` takes one away. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace to be seen all at once, column by column. */
  readonly columns?: readonly (readonly string[])[];
}
