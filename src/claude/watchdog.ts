/** How long silence is taken for work, in milliseconds. */
export interface Timeouts {
  /** From the request to the reply's headers; for a short JSON reply, to its end. */
  readonly firstByteMs: number;
  /** From one piece of the answer to the next. Pings are no piece of it. */
  readonly contentMs: number;
}

/** The silence after which a request is given up, unless a test has less time. */
export const usualTimeouts: Timeouts = { firstByteMs: 120_000, contentMs: 180_000 };

/** Thinking is sent only when it was asked for, so that its silence may last this much longer than any other. */
export const thinkingPatience = 4;

/** How long the end of a whole reply may take to arrive, so that its connection can serve the next request. */
const settlingMs = 1000;

/**
 * Everything that can end a request from this side: the person's signal, a consumer that has seen enough, and silence.
 * They all close the one `signal` that the request and its reply depend on.
 */
export interface Lifeline {
  readonly signal: AbortSignal;
  /** Begins to wait for `ms`; any earlier wait is over. */
  readonly expectWithin: (ms: number) => void;
  /** Nothing is waited for: the next move is the consumer's. */
  readonly rest: () => void;
  /** The reply is whole: what is left of it has a moment to arrive. */
  readonly settle: () => void;
  /** Nobody waits any more: ends the request, unless it is settling, and lets go of the person's signal. */
  readonly leave: () => void;
  /** For how many seconds nothing came, where that has ended the request. */
  readonly silence: () => number | undefined;
  /** Whether it was ended, and not by silence: then nobody is to be told anything. */
  readonly abandoned: () => boolean;
}

/** Begins the life of one request, which ends with `personsSignal` at the latest. */
export function openLifeline(personsSignal: AbortSignal): Lifeline {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: NodeJS.Timeout | undefined;
  let silence: number | undefined;
  let settling = false;
  const rest = (): void => clearTimeout(timer);
  const end = (): void => {
    rest();
    controller.abort();
  };
  personsSignal.addEventListener("abort", end, { once: true });
  if (personsSignal.aborted) {
    end();
  }
  return {
    signal,
    expectWithin: (ms) => {
      rest();
      if (!signal.aborted) {
        timer = setTimeout(() => {
          silence = ms / 1000;
          end();
        }, ms).unref();
      }
    },
    rest,
    settle: () => {
      rest();
      settling = true;
      timer = setTimeout(end, settlingMs).unref();
    },
    leave: () => {
      personsSignal.removeEventListener("abort", end);
      if (!settling) {
        end();
      }
    },
    silence: () => silence,
    abandoned: () => signal.aborted && silence === undefined,
  };
}
