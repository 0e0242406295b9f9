/**
 * Every way an answer can fail, as a value. Words and buttons are made from it at the edge, so that the chat, a
 * notification and the log speak of the same thing. No member ever holds a key.
 */
export type Failure = FailureKind & {
  /** The API's `request-id`, for its support. */
  readonly requestId?: string;
};

type FailureKind =
  /** No key is saved for the host in use. `savedFor` names the host that the saved key belongs to. */
  | { readonly kind: "noKey"; readonly host: string; readonly savedFor?: string }
  /** 401. */
  | { readonly kind: "badKey"; readonly host: string; readonly message?: string }
  /** 403. */
  | { readonly kind: "forbidden"; readonly message: string }
  /** 402, or a 400/429 that says a spend limit was reached: waiting does not help. */
  | { readonly kind: "billing"; readonly message: string }
  /** 404 that names the model. */
  | { readonly kind: "modelNotFound"; readonly model: string; readonly message?: string }
  /** 400 and other requests that the API refuses, in its own words. */
  | { readonly kind: "badRequest"; readonly message: string; readonly status: number }
  /** 413. `bytes` is the size of the request body that was sent. */
  | {
      readonly kind: "tooLarge";
      readonly bytes: number;
      readonly message?: string;
      /** There are images in it, which are most of such a request. */
      readonly hasImages?: true;
    }
  /** 429. `retryAfterSeconds` is what the API asked for, if it did. */
  | { readonly kind: "rateLimited"; readonly retryAfterSeconds?: number; readonly message?: string }
  /** 529. (The same inside a stream that had begun is a `streamError`.) */
  | { readonly kind: "overloaded"; readonly retryAfterSeconds?: number; readonly message?: string }
  /** 5xx. */
  | { readonly kind: "server"; readonly status: number; readonly message?: string }
  /** An `error` event in a stream that had begun. */
  | { readonly kind: "streamError"; readonly errorType: string; readonly message: string }
  /** No connection. `code` is the system's (`ECONNREFUSED`, `ENOTFOUND`, a TLS code). */
  | { readonly kind: "offline"; readonly host: string; readonly code?: string }
  /** `NODE_TLS_REJECT_UNAUTHORIZED=0` would let anyone in between read the key; nothing was sent. */
  | { readonly kind: "tlsSwitchedOff"; readonly host: string }
  /** The server answered with a redirect, which is never followed. */
  | { readonly kind: "redirected"; readonly host: string }
  /** The server answered 200 with something that is not an event stream: a login page, a proxy's notice. */
  | { readonly kind: "notTheApi"; readonly host: string; readonly contentType: string }
  /** The stream ended before `message_stop`. */
  | { readonly kind: "cut"; readonly code?: string }
  /** The stream held something that is not what the API documents. */
  | { readonly kind: "garbled" }
  /** Nothing came for `seconds`; `began` tells whether anything had come before. */
  | { readonly kind: "stalled"; readonly seconds: number; readonly began: boolean }
  /** The machine slept while the answer was under way, and the connection did not live through it. */
  | { readonly kind: "slept" }
  /** The reply was larger than any honest answer. */
  | { readonly kind: "replyTooLarge"; readonly limitBytes: number }
  /** The window closed or the extension host ended while the answer was being written. */
  | { readonly kind: "interrupted" }
  /** `askClaude.baseUrl` cannot be used. */
  | { readonly kind: "badBaseUrl"; readonly url: string; readonly reason: BaseUrlProblem }
  /** The request is longer than the model's context; nothing was sent, or the API refused it. */
  | { readonly kind: "contextTooLong"; readonly tokens: number; readonly limit: number }
  /** US dollars: today's budget, what was spent today, and the least that this request would add. Nothing was sent. */
  | {
      readonly kind: "overBudget";
      readonly spent: number;
      readonly budget: number;
      readonly least: number;
      /** What was spent is more: some of it has no known price. */
      readonly isPartial?: true;
    }
  /** There is a budget in US dollars, and nobody knows what this model costs. Nothing was sent. */
  | { readonly kind: "unknownPrice"; readonly model: string; readonly budget: number }
  /** The model is no longer there for anybody; nothing was sent. */
  | { readonly kind: "modelRetired"; readonly model: string }
  /** The API key in use stands in what would have been sent; nothing was. */
  | { readonly kind: "ownKey" }
  /** The model takes no images, and the request would have some. Nothing was sent. */
  | { readonly kind: "noImageInput"; readonly model: string }
  /** The API refused the request because of an image; `images` are the one, or those that it may be. */
  | {
      readonly kind: "imageRefused";
      readonly message: string;
      readonly images: readonly ImagePlace[];
      /** Where in the request the API says that they are; only until the images are found by it. */
      readonly paths?: readonly string[];
    }
  /** More images than one request may have. Nothing was sent. */
  | { readonly kind: "tooManyImages"; readonly count: number; readonly limit: number }
  /** Images could not be made as small as the request needs them, or no page was there to do it. Nothing was sent. */
  | { readonly kind: "imagesNotReady"; readonly noPage?: true }
  /** A fault of this extension. */
  | { readonly kind: "unexpected"; readonly message: string };

/** Where in a conversation an image is attached. */
export interface ImagePlace {
  readonly turnId: string;
  /** The attachment's. */
  readonly id: string;
  readonly name: string;
}

/** Why a base URL cannot be used. */
export type BaseUrlProblem = "notAUrl" | "notHttps" | "credentials" | "apiKey" | "queryOrFragment";

/** A thing a person can do about a failure. */
export type FailureAction = (typeof failureActions)[number];

export const failureActions = [
  "setApiKey",
  "selectModel",
  "tryAgain",
  "openSettings",
  "newChat",
  /** Sends what was held back, this once. */
  "askAnyway",
  /** Changes the daily budget. */
  "changeBudget",
  /** Tells what models cost. */
  "setPrices",
  /** Takes the images off that are in the way, and asks again. */
  "sendWithoutImages",
  /** Says step by step what works on the way to the API. */
  "diagnose",
] as const;

/** What else helps, after `failureAction`. */
export function otherFailureActions(failure: Failure): readonly FailureAction[] {
  switch (failure.kind) {
    case "contextTooLong":
      return ["selectModel"];
    case "overBudget":
      return ["changeBudget"];
    case "unknownPrice":
      return ["setPrices"];
    case "noImageInput":
      return ["sendWithoutImages"];
    case "imageRefused":
      return ["tryAgain"];
    case "modelRetired":
      return ["askAnyway"];
    case "badBaseUrl":
      // Settings are changed elsewhere: when that is done, the question is asked from here.
      return ["tryAgain"];
    case "redirected":
    case "notTheApi":
      return ["tryAgain", "diagnose"];
    case "offline":
    case "tlsSwitchedOff":
    case "stalled":
      return ["diagnose"];
    default:
      return [];
  }
}

/** The one action that helps most, or undefined where only editing the question would. */
export function failureAction(failure: Failure): FailureAction | undefined {
  switch (failure.kind) {
    case "overBudget":
    case "unknownPrice":
      return "askAnyway";
    case "noKey":
    case "badKey":
      return "setApiKey";
    case "modelRetired":
    case "modelNotFound":
    case "noImageInput":
      return "selectModel";
    case "imageRefused":
      return "sendWithoutImages";
    case "badBaseUrl":
    case "redirected":
    case "notTheApi":
      return "openSettings";
    case "tooLarge":
    case "contextTooLong":
    case "tooManyImages":
      return "newChat";
    case "ownKey":
      return undefined;
    case "badRequest":
    case "billing":
    case "forbidden":
    case "rateLimited":
    case "overloaded":
    case "server":
    case "streamError":
    case "offline":
    case "tlsSwitchedOff":
    case "cut":
    case "garbled":
    case "stalled":
    case "slept":
    case "replyTooLarge":
    case "interrupted":
    case "imagesNotReady":
    case "unexpected":
      return "tryAgain";
  }
}

/** The longest wait that is counted down and retried without asking. */
const longestAutomaticWaitSeconds = 60;

/** How often one question is asked again by itself. */
const automaticRetries = 2;

/**
 * How many seconds to wait before asking again by itself, or undefined when only the person may decide. Only where the
 * API refused before doing any work: 429 with a `retry-after` of at most a minute, and 529.
 * @param attempt 0 for the first retry
 */
export function automaticRetryDelay(failure: Failure, attempt: number): number | undefined {
  if (attempt >= automaticRetries) {
    return undefined;
  }
  const wait = askedWait(failure, attempt);
  return wait !== undefined && wait <= longestAutomaticWaitSeconds ? Math.max(1, Math.ceil(wait)) : undefined;
}

function askedWait(failure: Failure, attempt: number): number | undefined {
  switch (failure.kind) {
    case "rateLimited":
      return failure.retryAfterSeconds;
    case "overloaded":
      return failure.retryAfterSeconds ?? 5 * 2 ** attempt;
    default:
      return undefined;
  }
}
