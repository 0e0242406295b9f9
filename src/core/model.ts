/** What the picker needs to know of a model. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  /** Tokens of input and output together; undefined when not known. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly imageInput?: boolean;
  readonly lifecycle?: "active" | "deprecated" | "retired";
  /** ISO 8601 date, when one is announced. */
  readonly retiresAt?: string;
}

/** The models to choose from, and whether they came from the endpoint or from the table built in. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  readonly source: "endpoint" | "table";
}

/** What the composer shows of the model that the next question goes to. */
export interface ModelState {
  readonly id: string;
  readonly name: string;
  /** How hard the model is asked to try, where it can be asked; an empty value leaves it to the model. */
  readonly effort?: { readonly value: string; readonly choices: readonly string[] };
  readonly thinking?: { readonly on: boolean; readonly canChange: boolean };
  readonly imageInput?: boolean;
  readonly problem?: "retired" | "unknown";
}
