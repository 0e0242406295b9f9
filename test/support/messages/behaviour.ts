/** Words of the API for why an answer was refused; null where it gives no category. */
export type RefusalCategory =
  | "cyber"
  | "bio"
  | "frontier_llm"
  | "reasoning_extraction"
  | "general_harms"
  | null;

/**
 * What the endpoint does with one accepted `POST /v1/messages`, instead of answering by itself. A request that the
 * checks refuse gets its refusal and uses none up. Characters are code points of the answer's text.
 */
export type Behaviour =
  | AnswerBehaviour
  | ErrorBehaviour
  /** An `error` event after so many characters, then the end of the body. */
  | {
      readonly type: "errorEvent";
      readonly afterChars: number;
      readonly errorType: string;
      readonly message: string;
      readonly text?: string;
    }
  /**
   * The reply breaks off. `end`: the body ends as a whole one would, without `message_stop`; `close`: the connection
   * closes inside the body; `reset`: TCP reset. Without `afterChars`, before any header.
   */
  | {
      readonly type: "cut";
      readonly afterChars?: number;
      readonly how: "end" | "close" | "reset";
      readonly text?: string;
    }
  /**
   * Nothing more comes until the client hangs up: without `afterChars` no header either, with 0 the headers alone.
   * `pingEveryMs` sends `ping` events meanwhile.
   */
  | {
      readonly type: "stall";
      readonly afterChars?: number;
      readonly pingEveryMs?: number;
      readonly text?: string;
    }
  /** The whole answer, at so many bytes each second. */
  | { readonly type: "drip"; readonly bytesPerSecond: number; readonly text?: string }
  /** A login page, as a captive portal or a proxy sends it; status 200 unless told. */
  | { readonly type: "html"; readonly status?: number }
  | { readonly type: "redirect"; readonly status: number; readonly location: string }
  | RawBehaviour
  /** An event stream whose one line grows to so many megabytes once it is decompressed. */
  | { readonly type: "gzipBomb"; readonly megabytes: number };

/** A whole answer, by default in the endpoint's own words. */
export interface AnswerBehaviour {
  readonly type: "answer";
  readonly text?: string;
  /** "" is a thinking block as it comes when its display is omitted; left out, the model's default decides. */
  readonly thinking?: string;
  readonly stopReason?: string;
  /** Given with `stopReason: "refusal"`. */
  readonly refusalCategory?: RefusalCategory;
  /** Pause before each delta; 12 ms unless told. */
  readonly deltaMs?: number;
  /** The last delta waits for it; only for an endpoint in the process of the test, since JSON has no promises. */
  readonly endsAfter?: Promise<void>;
  /** A delta of text waits for what this gives for the number of characters that went out before; as above. */
  readonly beforeText?: (characters: number) => Promise<void> | undefined;
  /** Characters in each delta; a changing few unless told. */
  readonly deltaChars?: number;
  /** Whether `ping` events come among the deltas, as they do unless told. */
  readonly pings?: boolean;
}

/** An error before any stream began: the documented body, or `body` as it is. */
export interface ErrorBehaviour {
  readonly type: "error";
  readonly status: number;
  /** The documented type for the status unless told. */
  readonly errorType?: string;
  readonly message?: string;
  /** Such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
}

/** Bytes of a test's own making, with the headers of an event stream unless told. */
export interface RawBehaviour {
  readonly type: "raw";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each is one write. */
  readonly chunks: readonly string[];
  /** How a chunk's characters become bytes: utf8 unless told; latin1 reaches every byte. */
  readonly encoding?: "utf8" | "latin1";
  /** Pause before each chunk. */
  readonly chunkMs?: number;
  /** Whether the body ends after the chunks, as it does unless told; false holds it until the client hangs up. */
  readonly end?: boolean;
}

const types: readonly Behaviour["type"][] = [
  "answer",
  "error",
  "errorEvent",
  "cut",
  "stall",
  "drip",
  "html",
  "redirect",
  "raw",
  "gzipBomb",
];

/** Takes a script from another process; a word it does not know is a mistake in the test and says so. */
export function behavioursFrom(json: unknown): readonly Behaviour[] {
  if (!Array.isArray(json)) {
    throw new Error("behaviours are a JSON array");
  }
  for (const item of json) {
    const type: unknown = item?.type;
    if (!types.some((known) => known === type)) {
      throw new Error(`no such behaviour: ${JSON.stringify(item)}`);
    }
  }
  return json as readonly Behaviour[];
}
