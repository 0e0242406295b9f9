import type { Failure } from "./failure";

/** One piece of an answer, as the API's content blocks have it. */
export type Part =
  | { readonly type: "text"; readonly text: string }
  /** `signature` is empty until the block is complete; a block without one is never sent back. */
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | { readonly type: "redacted_thinking"; readonly data: string }
  /**
   * A block this version does not know: the person is told its type. `block` is all of it, as it has to be sent back
   * when the API pauses a turn; it is there once the block is complete.
   */
  | { readonly type: "unknown"; readonly blockType: string; readonly block?: RawBlock };

/** A content block as the API wrote it. */
export type RawBlock = Readonly<Record<string, unknown>>;

/** Tokens, as the API counts them. All input is `input + cacheWrite + cacheRead`. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
}

/** `stop_reason` as the API says it; values this version does not know are kept as they are. */
export type StopReason = string;

/**
 * What comes back from one request, in the order it came. A stream of these ends with exactly one `completed` or
 * `failed`, or, after an abort, with neither.
 */
export type AnswerEvent =
  /** The response's headers have arrived. */
  | { readonly type: "opened"; readonly requestId?: string }
  /** Comes a second time for a block that this version does not know, once that is complete. */
  | { readonly type: "partStarted"; readonly index: number; readonly part: Part }
  /** Text to append to the part at `index`: to a text part's text, a thinking part's thinking, or its signature. */
  | {
      readonly type: "partGrew";
      readonly index: number;
      readonly field: "text" | "thinking" | "signature";
      readonly delta: string;
    }
  | { readonly type: "usage"; readonly usage: Usage }
  /**
   * Nothing has come for so many seconds, and after so many more the request is given up. For the screen only; told
   * again every second.
   */
  | {
      readonly type: "silent";
      readonly seconds: number;
      readonly secondsLeft: number;
      readonly isThinking?: true;
    }
  /** `message_stop` was seen: the answer is whole. */
  | { readonly type: "completed"; readonly stopReason: StopReason; readonly refusalCategory?: string }
  | { readonly type: "failed"; readonly failure: Failure };
