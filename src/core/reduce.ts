import { applyAnswerEvent, resumed, withoutSilence } from "./answerProgress";
import { findTurn, withoutTurn, withRestored, withTurns } from "./branches";
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
    case "asked":
    case "retried":
      return withAdded(
        conversation,
        addedBy(event, {
          find: (id) => findTurn(conversation, id),
          end: () => conversation.turns.at(-1)?.id ?? root,
        }),
      );
    case "askedAgain":
    case "sent":
    case "answer":
    case "countingDown":
    case "stopped":
    case "resumed":
      return changeTurn(conversation, event.answerId, (turn) => turnAfter(turn, event));
    case "attachmentChanged":
      return changeTurn(conversation, event.turnId, (turn) => turnAfter(turn, event));
    case "shown":
      return withShown(conversation, event.turnId);
    case "deleted":
      return withoutTurn(conversation, event.turnId);
    case "restored":
      return withRestored(conversation, event);
    case "renamed": {
      const { title: _, ...rest } = conversation;
      return event.title === "" ? rest : { ...rest, title: event.title };
    }
    case "configured":
      return { ...conversation, options: { ...conversation.options, ...event.options } };
  }
}

/** What has to be known of a conversation to add to it. */
interface Known {
  /** A turn of any branch. */
  readonly find: (id: string) => Turn | undefined;
  /** The id of the last turn that is shown, or `root`. */
  readonly end: () => string;
}

/** The turns that an event adds, each the child of the one before it; none when it no longer fits. */
export function addedBy(
  event: Extract<ConversationEvent, { type: "asked" | "retried" }>,
  { find, end }: Known,
): readonly Turn[] {
  if (find(event.answerId) !== undefined) {
    return [];
  }
  if (event.type === "retried") {
    return find(event.questionId)?.role === "user"
      ? [newAnswer(event.answerId, event.questionId, event.options)]
      : [];
  }
  const { turn, answerId, options } = event;
  if (find(turn.id) !== undefined) {
    return [];
  }
  const named = turn.parentId;
  const isKnown = named === root || (named !== undefined && find(named) !== undefined);
  // A parent that was lost must not take what follows with it.
  return [{ ...turn, parentId: isKnown ? named : end() }, newAnswer(answerId, turn.id, options)];
}

/** What happens to one turn. */
type TurnEvent = Extract<ConversationEvent, { answerId: string } | { type: "attachmentChanged" }>;

/** The turn after an event about it; the same object when the event no longer fits. */
export function turnAfter(turn: Turn, event: Exclude<TurnEvent, { type: "asked" | "retried" }>): Turn {
  if (event.type === "attachmentChanged") {
    return turn.role === "user" ? withAttachment(turn, event) : turn;
  }
  return turn.role === "assistant" ? answerAfter(turn, event) : turn;
}

function answerAfter(
  turn: AssistantTurn,
  event: Exclude<TurnEvent, { type: "asked" | "retried" | "attachmentChanged" }>,
): AssistantTurn {
  if (event.type === "askedAgain") {
    return {
      ...newAnswer(turn.id, turn.parentId, event.options),
      ...(turn.parts.length === 0 ? {} : { parts: turn.parts, isStale: true }),
    };
  }
  if (event.type === "resumed") {
    return resumed(turn);
  }
  if (!isPending(turn.status)) {
    return turn;
  }
  switch (event.type) {
    case "sent":
      return turn.resumedAt === undefined ? { ...turn, prefix: event.prefix, time: event.time } : turn;
    case "answer":
      return applyAnswerEvent(turn, event.event);
    case "countingDown": {
      const { failure, secondsLeft } = event;
      return { ...turn, status: { type: "countingDown", failure, secondsLeft } };
    }
    case "stopped":
      return { ...withoutSilence(turn), status: { type: "stopped" } };
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
  const byId = new Map(conversation.all.map((turn) => [turn.id, turn]));
  const chosen = { ...conversation.chosen };
  let turn = byId.get(turnId);
  if (turn === undefined) {
    return conversation;
  }
  for (; turn !== undefined; turn = byId.get(turn.parentId)) {
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
