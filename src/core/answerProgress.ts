import type { AnswerEvent, Part } from "./answer";
import type { AssistantTurn } from "./conversation";
import { addUsage } from "./cost";

/** What a wait may seem longer by, in seconds, when its two halves are told in whole ones. */
const rounding = 1;

/** The answer after an event of the request that is under way. */
export function applyAnswerEvent(before: AssistantTurn, event: AnswerEvent): AssistantTurn {
  // A report of usage is no piece of the answer.
  const turn = event.type === "usage" ? before : withoutSilence(before);
  switch (event.type) {
    case "silent": {
      const { type: _, ...silence } = event;
      return { ...turn, silence: { ...silence, ...extension(before.silence, silence) } };
    }
    case "opened":
      return {
        ...turn,
        status: { type: "streaming" },
        ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
      };
    case "partStarted":
      return withPart(withoutStaleParts(turn), firstIndex(turn) + event.index, event.part);
    case "partGrew": {
      const index = firstIndex(turn) + event.index;
      return turn.isStale ? turn : withPart(turn, index, grow(turn.parts[index], event.field, event.delta));
    }
    case "usage":
      return {
        ...turn,
        usage: turn.usageBefore === undefined ? event.usage : addUsage(turn.usageBefore, event.usage),
      };
    case "completed":
      return {
        ...withoutStaleParts(turn),
        status: {
          type: "complete",
          stopReason: event.stopReason,
          ...(event.refusalCategory === undefined ? {} : { refusalCategory: event.refusalCategory }),
        },
      };
    case "failed":
      return { ...turn, status: { type: "failed", failure: event.failure } };
  }
}

/** The answer with nothing said of a silence: something came, or nobody waits any more. */
export function withoutSilence(turn: AssistantTurn): AssistantTurn {
  if (turn.silence === undefined) {
    return turn;
  }
  const { silence: _, ...rest } = turn;
  return rest;
}

/** The answer as it goes on after a pause; any other is left as it is. */
export function resumed(turn: AssistantTurn): AssistantTurn {
  return turn.status.type === "complete" && turn.status.stopReason === "pause_turn"
    ? {
        ...turn,
        status: { type: "waiting" },
        resumedAt: turn.parts.length,
        ...(turn.usage === undefined ? {} : { usageBefore: turn.usage }),
      }
    : turn;
}

/** Where the parts of the request under way begin. */
function firstIndex(turn: AssistantTurn): number {
  return turn.resumedAt ?? 0;
}

function withoutStaleParts(turn: AssistantTurn): AssistantTurn {
  if (!turn.isStale) {
    return turn;
  }
  const { isStale: _, ...rest } = turn;
  return { ...rest, parts: [] };
}

/** Blocks come in the order of their index; a part that would leave a hole is not one of an honest stream. */
function withPart(turn: AssistantTurn, index: number, part: Part | undefined): AssistantTurn {
  if (part === undefined || index > turn.parts.length || part === turn.parts[index]) {
    return turn;
  }
  return { ...turn, parts: turn.parts.toSpliced(index, 1, part) };
}

function grow(
  part: Part | undefined,
  field: "text" | "thinking" | "signature",
  delta: string,
): Part | undefined {
  if (part?.type === "text" && field === "text") {
    return { ...part, text: part.text + delta };
  }
  if (part?.type === "thinking" && field === "thinking") {
    return { ...part, thinking: part.thinking + delta };
  }
  if (part?.type === "thinking" && field === "signature") {
    return { ...part, signature: part.signature + delta };
  }
  return part;
}

/** A wait that has become longer than it was: the person goes on waiting. */
function extension(
  before: AssistantTurn["silence"],
  now: NonNullable<AssistantTurn["silence"]>,
): Pick<NonNullable<AssistantTurn["silence"]>, "isExtended"> {
  const isLonger =
    before !== undefined && now.seconds + now.secondsLeft > before.seconds + before.secondsLeft + rounding;
  return isLonger || before?.isExtended === true ? { isExtended: true } : {};
}
