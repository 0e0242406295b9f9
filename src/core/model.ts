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
