import type { AnswerEvent } from "../core/answer";
import type { Failure } from "../core/failure";

/** How long silence is taken for work, in milliseconds. */
export interface Timeouts {
  /** From the request to the reply's headers; for a short JSON reply, to its end. */
  readonly firstByteMs: number;
  /** From one piece of the answer to the next. Pings are no piece of it. */
  readonly contentMs: number;
  /** The silence after which the person is told of it; told again with every tick. */
  readonly shownMs: number;
  /** How often silence is looked at, and whether the machine slept. */
  readonly tickMs: number;
  /** What is left for a sign of life after the machine slept. */
  readonly wakeMs: number;
}

/** The silence after which a request is given up, unless a test has less time. */
export const usualTimeouts: Timeouts = {
  firstByteMs: 120_000,
  contentMs: 180_000,
  shownMs: 8_000,
  tickMs: 1_000,
  wakeMs: 3_000,
};

/** The two clocks that tell a sleep: the time of day goes on in it, timers do not. Milliseconds. */
export interface Clocks {
  readonly timeOfDay: () => number;
  readonly steady: () => number;
}

export const systemClocks: Clocks = { timeOfDay: () => Date.now(), steady: () => performance.now() };

/** Thinking is sent only when it was asked for, so that its silence may last this much longer than any other. */
export const thinkingPatience = 4;

/** How long the end of a whole reply may take to arrive, so that its connection ends in good order. */
const settlingMs = 1000;

/** A tick that comes this much late was slept through. */
const sleepMs = 30_000;

/** A silence that lasts still. */
export type Silent = Extract<AnswerEvent, { readonly type: "silent" }>;

/**
 * Everything that can end a request from this side: the person's signal, a consumer that has seen enough, silence, and
 * a connection that did not live through a sleep. They all close the one `signal` that the request and its reply
 * depend on.
 */
export interface Lifeline {
  readonly signal: AbortSignal;
  /** Begins to wait for `ms`; any earlier wait is over. */
  readonly expectWithin: (ms: number) => void;
  /** Waits for `ms` from now, where that is longer than what is left of the wait that is under way. */
  readonly extend: (ms: number) => void;
  /** Something came that is no piece of an answer: the connection is alive. */
  readonly heard: () => void;
  /** Nothing is waited for: the next move is the consumer's. */
  readonly rest: () => void;
  /** The reply is whole: what is left of it has a moment to arrive. */
  readonly settle: () => void;
  /** Nobody waits any more: ends the request, unless it is settling, and lets go of the person's signal. */
  readonly leave: () => void;
  /** Why this side ended the request, where that is for the person to know. */
  readonly verdict: (began: boolean) => Failure | undefined;
  /** Whether it was ended, and for no such reason: then nobody is to be told anything. */
  readonly abandoned: () => boolean;
  /** Resolves with what is waited for, or earlier with a silence that is long enough to be told. */
  readonly orSilence: <Value>(
    value: Promise<Value>,
  ) => Promise<{ readonly value: Value } | Omit<Silent, "isThinking">>;
}

/** Begins the life of one request, which ends with `personsSignal` at the latest. */
export function openLifeline(
  personsSignal: AbortSignal,
  { shownMs, tickMs, wakeMs }: Timeouts,
  { timeOfDay, steady }: Clocks,
): Lifeline {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: NodeJS.Timeout | undefined;
  let wait: { readonly since: number; readonly until: number } | undefined;
  /** How long the wait under way was before the machine slept. */
  let lastMs = 0;
  let ended: "silence" | "sleep" | undefined;
  let silenceMs = 0;
  let hasSlept = false;
  let settling = false;
  let tell: ((silent: Omit<Silent, "isThinking">) => void) | undefined;
  const lastTick = { timeOfDay: timeOfDay(), steady: steady() };

  const rest = (): void => {
    clearTimeout(timer);
    wait = undefined;
  };
  const end = (): void => {
    rest();
    clearInterval(ticking);
    controller.abort();
  };
  const waitUntil = (since: number, until: number): void => {
    clearTimeout(timer);
    wait = { since, until };
    timer = setTimeout(() => {
      silenceMs = until - since;
      ended = hasSlept ? "sleep" : "silence";
      end();
    }, until - steady()).unref();
  };
  const wake = (): void => {
    if (wait !== undefined) {
      hasSlept = true;
      const now = steady();
      waitUntil(wait.since, Math.min(wait.until, now + wakeMs));
    }
  };
  const tick = (): void => {
    const now = { timeOfDay: timeOfDay(), steady: steady() };
    // Some machines stop the steady clock while they sleep and some do not; the time of day always goes on. A clock that
    // was only set forward costs nothing as long as something comes soon.
    const late = Math.max(now.timeOfDay - lastTick.timeOfDay, now.steady - lastTick.steady) - tickMs;
    Object.assign(lastTick, now);
    if (late > sleepMs) {
      wake();
    } else if (wait !== undefined && now.steady - wait.since >= shownMs) {
      tell?.({
        type: "silent",
        seconds: Math.floor((now.steady - wait.since) / 1000),
        secondsLeft: Math.max(0, Math.ceil((wait.until - now.steady) / 1000)),
      });
    }
  };
  const ticking = setInterval(tick, tickMs).unref();
  const expectWithin = (ms: number): void => {
    rest();
    hasSlept = false;
    lastMs = ms;
    if (!signal.aborted) {
      const now = steady();
      waitUntil(now, now + ms);
    }
  };
  personsSignal.addEventListener("abort", end, { once: true });
  if (personsSignal.aborted) {
    end();
  }
  return {
    signal,
    expectWithin,
    extend: (ms) => {
      if (wait !== undefined && !hasSlept) {
        waitUntil(wait.since, Math.max(wait.until, steady() + ms));
      }
    },
    heard: () => {
      if (hasSlept) {
        expectWithin(lastMs);
      }
    },
    rest,
    settle: () => {
      rest();
      settling = true;
      timer = setTimeout(end, settlingMs).unref();
    },
    leave: () => {
      clearInterval(ticking);
      personsSignal.removeEventListener("abort", end);
      if (!settling) {
        end();
      }
    },
    verdict: (began) =>
      ended === undefined
        ? undefined
        : ended === "sleep"
          ? { kind: "slept" }
          : { kind: "stalled", seconds: Math.round(silenceMs) / 1000, began },
    abandoned: () => signal.aborted && ended === undefined,
    orSilence: (value) =>
      new Promise((resolve, reject) => {
        tell = resolve;
        value.then((came) => resolve({ value: came }), reject);
      }),
  };
}
