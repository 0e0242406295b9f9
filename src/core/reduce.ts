import { applyAnswerEvent, resumed, withoutSilence } from "./answerProgress";
import { findTurn, hasTurn, withoutTurn, withRestored, withTurns } from "./branches";
import {
  type AskOptions,
  type AssistantTurn,
  type Conversation,
  type ConversationEvent,
  isPending,
  root,
  type Turn,
  type UserTurn,
} from "./conversation";

/**
 * The conversation after an event. An event that no longer fits (a delta after Stop, an answer nobody knows) changes
 * nothing and returns the same object.
 */
export function reduce(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case "asked": {
      const { turn, answerId, options } = event;
      if (hasTurn(conversation, turn.id) || hasTurn(conversation, answerId)) {
        return conversation;
      }
      const named = turn.parentId;
      const isKnown = named === root || (named !== undefined && hasTurn(conversation, named));
      // A parent that was lost must not take what follows with it.
      const parentId = isKnown ? named : (conversation.turns.at(-1)?.id ?? root);
      const question = { ...turn, parentId };
      return withAdded(conversation, [question, newAnswer(answerId, turn.id, options)]);
    }
    case "retried":
      return findTurn(conversation, event.questionId)?.role === "user" &&
        !hasTurn(conversation, event.answerId)
        ? withAdded(conversation, [newAnswer(event.answerId, event.questionId, event.options)])
        : conversation;
    case "askedAgain":
      return changeAnswer(conversation, event.answerId, (turn) => ({
        ...newAnswer(turn.id, turn.parentId, event.options),
        ...(turn.parts.length === 0 ? {} : { parts: turn.parts, isStale: true }),
      }));
    case "sent":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status) && turn.resumedAt === undefined
          ? { ...turn, prefix: event.prefix, time: event.time }
          : turn,
      );
    case "answer":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status) ? applyAnswerEvent(turn, event.event) : turn,
      );
    case "countingDown":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status)
          ? {
              ...turn,
              status: { type: "countingDown", failure: event.failure, secondsLeft: event.secondsLeft },
            }
          : turn,
      );
    case "stopped":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status) ? { ...withoutSilence(turn), status: { type: "stopped" } } : turn,
      );
    case "resumed":
      return changeAnswer(conversation, event.answerId, resumed);
    case "shown":
      return withShown(conversation, event.turnId);
    case "deleted":
      return withoutTurn(conversation, event.turnId);
    case "restored":
      return withRestored(conversation, event);
    case "attachmentChanged":
      return changeTurn(conversation, event.turnId, (turn) =>
        turn.role === "user" ? withAttachment(turn, event) : turn,
      );
    case "renamed": {
      const { title: _, ...rest } = conversation;
      return event.title === "" ? rest : { ...rest, title: event.title };
    }
    case "configured":
      return { ...conversation, options: { ...conversation.options, ...event.options } };
  }
}

function newAnswer(id: string, parentId: string, options: AskOptions): AssistantTurn {
  return {
    role: "assistant",
    id,
    parentId,
    model: options.model,
    status: { type: "waiting" },
    parts: [],
  };
}

/** Adds turns, each the child of the one before it, and shows them. */
function withAdded(conversation: Conversation, added: readonly Turn[]): Conversation {
  const [first] = added;
  return first === undefined
    ? conversation
    : withShown({ ...conversation, all: [...conversation.all, ...added] }, first.id);
}

/** Shows the branch that a turn is in, whichever was shown before. */
function withShown(conversation: Conversation, turnId: string): Conversation {
  const chosen = { ...conversation.chosen };
  let turn = findTurn(conversation, turnId);
  if (turn === undefined) {
    return conversation;
  }
  for (; turn !== undefined; turn = findTurn(conversation, turn.parentId)) {
    chosen[turn.parentId] = turn.id;
  }
  return withTurns({ ...conversation, chosen });
}

function changeTurn(conversation: Conversation, id: string, change: (turn: Turn) => Turn): Conversation {
  const index = conversation.all.findLastIndex((turn) => turn.id === id);
  const turn = conversation.all[index];
  const changed = turn && change(turn);
  if (turn === undefined || changed === undefined || changed === turn) {
    return conversation;
  }
  const shownIndex = conversation.turns.lastIndexOf(turn);
  return {
    ...conversation,
    all: conversation.all.with(index, changed),
    turns: shownIndex < 0 ? conversation.turns : conversation.turns.with(shownIndex, changed),
  };
}

function changeAnswer(
  conversation: Conversation,
  answerId: string,
  change: (turn: AssistantTurn) => AssistantTurn,
): Conversation {
  return changeTurn(conversation, answerId, (turn) => (turn.role === "assistant" ? change(turn) : turn));
}

function withAttachment(
  turn: UserTurn,
  { id, item, at }: Extract<ConversationEvent, { type: "attachmentChanged" }>,
): UserTurn {
  const { context } = turn;
  if (context.some((each) => each.id === id)) {
    const now = item === undefined ? [] : [item];
    return { ...turn, context: context.flatMap((each) => (each.id === id ? now : [each])) };
  }
  return item === undefined || at === undefined ? turn : { ...turn, context: context.toSpliced(at, 0, item) };
}
