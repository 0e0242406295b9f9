import type { LevelledBracket } from "./styleNumbers";

/** A grammar that an extension contributes, and the file that it stands in. */
export interface ContributedGrammar {
  readonly file: string;
  readonly scope: string;
  /** Absent for one that others include, or that is injected into them. */
  readonly language?: string;
  readonly injectTo: readonly string[];
  /** Languages by the scope that they are embedded in. */
  readonly embedded: readonly (readonly [string, string])[];
  readonly tokenTypes: readonly (readonly [string, string])[];
  /** Absent where all scopes have brackets that count. */
  readonly balanced?: readonly string[];
  readonly unbalanced: readonly string[];
}

/** Where the brackets of a language are told of: in files, of which later ones count more, and in the person's settings. */
export interface ContributedBrackets {
  readonly language: string;
  readonly files: readonly string[];
  readonly settings: Readonly<Record<"brackets" | "colorizedBracketPairs", unknown>>;
}

/** Code whose colours are wanted. */
export interface CodeWork {
  readonly type: "code";
  readonly text: string;
  readonly language: string;
  /** Lines of this length and longer stay plain. */
  readonly longestLine: number;
}

/** The text of a property list that is to be read, as old themes are written. */
export interface ListWork {
  readonly type: "list";
  readonly text: string;
}

/** What the thread that reads code is told: what there is in the way of languages first, then one work at a time. */
export type ToTokens =
  | {
      readonly type: "contributed";
      readonly grammars: readonly ContributedGrammar[];
      readonly brackets: readonly ContributedBrackets[];
    }
  | CodeWork
  | ListWork;

/** What a number in the runs of that thread stands for. */
export interface TokenStyle {
  /** Outermost first. */
  readonly scopes: readonly string[];
  readonly bracket?: LevelledBracket;
}

/** Runs from a place in a text on, up to the end of a line: pairs of a length and a number. */
export interface TokenPart {
  readonly offset: number;
  readonly runs: Uint32Array<ArrayBuffer>;
}

/** The end of a work; every work has exactly one, unless the thread itself ends. */
export type TokenAnswer =
  /** New styles have the numbers that follow those told of before; no parts for a language without a grammar. */
  | { readonly type: "code"; readonly styles: readonly TokenStyle[]; readonly parts: readonly TokenPart[] }
  | { readonly type: "list"; readonly content: unknown }
  | { readonly type: "failed"; readonly detail: string };

/** What the thread says. */
export type FromTokens =
  /** It is at work, which takes its time. */
  | { readonly type: "alive" }
  /** Something for the log. */
  | { readonly type: "trouble"; readonly line: string; readonly detail: string }
  | TokenAnswer;
