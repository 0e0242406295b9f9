import { uptime } from "node:os";

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
  /** The same while Claude thinks: pings may be all that comes then, and far from each other. */
  readonly thinkingWakeMs: number;
}

/** The silence after which a request is given up, unless a test has less time. */
export const usualTimeouts: Timeouts = {
  firstByteMs: 120_000,
  contentMs: 180_000,
  shownMs: 8_000,
  tickMs: 1_000,
  wakeMs: 4_000,
  thinkingWakeMs: 30_000,
};

/**
 * What tells a sleep, in milliseconds. The time of day is no part of it: it is set forward and back while everything is
 * awake.
 */
export interface Clocks {
  /** Goes on in a sleep. */
  readonly sinceBoot: () => number;
  /** Stands still in a sleep on some machines, and goes on in it on others. */
  readonly steady: () => number;
  /** How long this process has computed. */
  readonly worked: () => number;
}

export const systemClocks: Clocks = {
  sinceBoot: () => {
    try {
      return uptime() * 1000;
    } catch {
      // A sandbox may keep it from programs.
      return performance.now();
    }
  },
  steady: () => performance.now(),
  worked: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

/** Thinking is sent only when it was asked for, so that its silence may last this much longer than any other. */
export const thinkingPatience = 4;

/** How long the end of a whole reply may take to arrive, so that its connection ends in good order. */
const settlingMs = 1000;

/** A sleep that is shorter leaves connections as they are. */
const sleepMs = 30_000;

/** A tick that is late while the steady clock went on came through a sleep when less than this part of it was work. */
const mostWorkAsleep = 0.2;

/** A silence that lasts still. */
export type Silent = Extract<AnswerEvent, { readonly type: "silent" }>;

/**
 * Everything that can end a request from this side: the person's signal, a consumer that has seen enough, silence, and
 * a connection that did not live through a sleep. They all close the one `signal` that the request and its reply
 * depend on.
 */
export interface Lifeline {
  readonly signal: AbortSignal;
  /** Begins to wait for `ms`, of which `afterSleepMs` are left after a sleep; any earlier wait is over. */
  readonly expectWithin: (ms: number, afterSleepMs?: number) => void;
  /** Begins the wait that is under way once more, and tells so at once where the silence is told already. */
  readonly extend: () => void;
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
  clocks: Clocks,
): Lifeline {
  const { steady } = clocks;
  const controller = new AbortController();
  const { signal } = controller;
  let timer: NodeJS.Timeout | undefined;
  let wait: { readonly since: number; readonly until: number } | undefined;
  /** How long the wait under way was before the machine slept, and how long it is after. */
  let lastMs = 0;
  let lastAfterSleepMs = wakeMs;
  let ended: "silence" | "sleep" | undefined;
  let silenceMs = 0;
  let hasSlept = false;
  let settling = false;
  let tell: ((silent: Omit<Silent, "isThinking">) => void) | undefined;
  /** There was something to tell while nobody listened. */
  let isDue = false;
  const hasJustSlept = watchForSleep(clocks);

  const rest = (): void => {
    clearTimeout(timer);
    wait = undefined;
    isDue = false;
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
      if (steady() - until > sleepMs) {
        // A host that stood still reads only now what came meanwhile.
        waitUntil(since, steady() + lastAfterSleepMs);
        return;
      }
      silenceMs = until - since;
      ended = hasSlept ? "sleep" : "silence";
      end();
    }, until - steady()).unref();
  };
  const tellSilence = (): void => {
    isDue = wait !== undefined && tell === undefined;
    if (wait !== undefined) {
      const now = steady();
      tell?.({
        type: "silent",
        seconds: Math.floor((now - wait.since) / 1000),
        secondsLeft: Math.max(0, Math.ceil((wait.until - now) / 1000)),
      });
      tell = undefined;
    }
  };
  const tick = (): void => {
    const slept = hasJustSlept();
    if (wait === undefined) {
      return;
    }
    if (slept) {
      hasSlept = true;
      waitUntil(wait.since, Math.min(wait.until, steady() + lastAfterSleepMs));
    }
    if (slept || steady() - wait.since >= shownMs) {
      tellSilence();
    }
  };
  const ticking = setInterval(tick, tickMs).unref();
  const expectWithin = (ms: number, afterSleepMs = wakeMs): void => {
    rest();
    hasSlept = false;
    lastMs = ms;
    lastAfterSleepMs = afterSleepMs;
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
    extend: () => {
      if (wait !== undefined) {
        const isTold = hasSlept || steady() - wait.since >= shownMs;
        hasSlept = false;
        waitUntil(wait.since, steady() + lastMs);
        if (isTold) {
          tellSilence();
        }
      }
    },
    heard: () => {
      if (hasSlept) {
        expectWithin(lastMs, lastAfterSleepMs);
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
        if (isDue) {
          tellSilence();
        }
        value.then((came) => resolve({ value: came }), reject);
      }),
  };
}

/** Tells, whenever it is asked, whether the machine slept since the last time. */
function watchForSleep({ sinceBoot, steady, worked }: Clocks): () => boolean {
  const read = (): { sinceBoot: number; steady: number; worked: number } => ({
    sinceBoot: sinceBoot(),
    steady: steady(),
    worked: worked(),
  });
  const last = read();
  return () => {
    const now = read();
    const passed = Math.max(now.sinceBoot - last.sinceBoot, now.steady - last.steady);
    const stood = passed - (now.steady - last.steady);
    const workedMs = now.worked - last.worked;
    Object.assign(last, now);
    // A host that works for half a minute on end is late as well, and its connections are none the worse for it.
    return stood > sleepMs || (passed > sleepMs && workedMs < passed * mostWorkAsleep);
  };
}
