import type { Failure } from "../core/failure";

/** Carries a failure that the egress has already named through whatever the SDK wraps around it. */
export class EgressFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    // Fixed words: the SDK reads a time-out out of an error's text, and no text may hold what the server sent.
    super("The egress ended this request");
    this.name = "EgressFailure";
    this.failure = failure;
  }
}

/** The errors inside an error, outermost first, as far as a chain of causes can be followed. */
export function errorChain(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && chain.length < 20) {
    const next = waiting.shift();
    if (typeof next !== "object" || next === null || chain.includes(next)) {
      continue;
    }
    chain.push(next);
    if ("cause" in next) {
      waiting.push(next.cause);
    }
    if (next instanceof AggregateError) {
      waiting.push(...next.errors);
    }
  }
  return chain;
}

/** The system's own code for what broke (`ECONNREFUSED`, a TLS code), found anywhere in the chain of causes. */
export function systemCode(error: unknown): string | undefined {
  for (const link of errorChain(error)) {
    if (typeof link === "object" && link !== null && "code" in link && typeof link.code === "string") {
      // A fixed form, so that no other text can come along under this name.
      if (/^[A-Z][A-Z0-9_]{2,60}$/.test(link.code)) {
        return link.code;
      }
    }
  }
  return undefined;
}
