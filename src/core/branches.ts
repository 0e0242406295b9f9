import {
  type Conversation,
  type ConversationEvent,
  type ConversationTree,
  isPending,
  root,
  type Turn,
} from "./conversation";

/** The conversation with its turns worked out. */
export function withTurns(tree: ConversationTree): Conversation {
  return { ...tree, turns: shownTurns(tree) };
}

/** The turns below each turn, by its id, in the order they came. */
export function byParent(all: readonly Turn[]): ReadonlyMap<string, readonly Turn[]> {
  const children = new Map<string, Turn[]>();
  for (const turn of all) {
    const list = children.get(turn.parentId);
    if (list === undefined) {
      children.set(turn.parentId, [turn]);
    } else {
      list.push(turn);
    }
  }
  return children;
}

/** The turns that stand in the same place, this one among them, in the order they came. */
function siblings(conversation: Conversation, turn: Turn): readonly Turn[] {
  return conversation.all.filter((other) => other.parentId === turn.parentId);
}

/**
 * The conversation as a window finds it on the disk: an answer that nobody is writing any more, as far as that window
 * knows, is interrupted. Not an event, because another window may be writing it still.
 */
export function withInterruptions(conversation: Conversation): Conversation {
  return withTurns({
    ...conversation,
    all: conversation.all.map((turn) =>
      turn.role === "assistant" && isPending(turn.status)
        ? { ...turn, status: { type: "failed", failure: { kind: "interrupted" } } }
        : turn,
    ),
  });
}

/** The turn with this id, in whatever branch. */
export function findTurn(conversation: Conversation, id: string): Turn | undefined {
  return conversation.all.findLast((turn) => turn.id === id);
}

/** Whether any branch has a turn with this id. */
export function hasTurn(conversation: Conversation, id: string): boolean {
  return findTurn(conversation, id) !== undefined;
}

/**
 * The conversation without a turn, and without its answers when it is a question. What followed moves up: after a
 * question, to what the question followed; after an answer, to another answer of the same question or else to the
 * question itself.
 */
export function withoutTurn(conversation: Conversation, turnId: string): Conversation {
  const turn = findTurn(conversation, turnId);
  if (turn === undefined) {
    return conversation;
  }
  const gone = new Set(
    conversation.all
      .filter((each) => each.id === turnId || (each.role === "assistant" && each.parentId === turnId))
      .map((each) => each.id),
  );
  const otherAnswer = siblings(conversation, turn).findLast(
    (each) => each.id !== turnId && each.role === turn.role,
  );
  const newParentId = turn.role === "assistant" && otherAnswer !== undefined ? otherAnswer.id : turn.parentId;
  // Of what moves up, the part that was shown stays in sight.
  const shownNext = conversation.turns.find((each) => !gone.has(each.id) && gone.has(each.parentId));
  const all = conversation.all
    .filter((each) => !gone.has(each.id))
    .map((each) => (gone.has(each.parentId) ? { ...each, parentId: newParentId } : each));
  const chosen = Object.fromEntries(
    Object.entries(conversation.chosen).filter(
      ([parentId, childId]) => !gone.has(parentId) && !gone.has(childId),
    ),
  );
  if (otherAnswer !== undefined && newParentId === otherAnswer.id) {
    chosen[turn.parentId] = otherAnswer.id;
  }
  if (shownNext !== undefined) {
    chosen[newParentId] = shownNext.id;
  }
  return withTurns({ ...conversation, all, chosen });
}

/** The event that takes a deletion back. */
export function restoration(before: Conversation, turnId: string): Restoration {
  const after = withoutTurn(before, turnId);
  const left = new Map(after.all.map((turn) => [turn.id, turn]));
  const moved = before.all.filter((turn) => (left.get(turn.id)?.parentId ?? turn.parentId) !== turn.parentId);
  return {
    type: "restored",
    turns: before.all.filter(({ id }) => !left.has(id)),
    parents: Object.fromEntries(moved.map(({ id, parentId }) => [id, parentId])),
    chosen: {
      ...before.chosen,
      ...Object.fromEntries(before.turns.map(({ id, parentId }) => [parentId, id])),
    },
  };
}

/** The conversation with a deletion taken back; what came since stays. */
export function withRestored(
  conversation: Conversation,
  { turns, parents, chosen }: Restoration,
): Conversation {
  const back = turns.filter(
    ({ id }, index) => !hasTurn(conversation, id) && turns.findIndex((turn) => turn.id === id) === index,
  );
  const waiting = [
    ...back,
    ...conversation.all.map((turn) => {
      const parentId = parents[turn.id];
      return parentId === undefined ? turn : { ...turn, parentId };
    }),
  ];
  const known = new Set([root]);
  const all: Turn[] = [];
  // A turn stands after its parent; what has none left changes nothing.
  for (let round = waiting; round.length > 0;) {
    const ready = round.filter(({ parentId }) => known.has(parentId));
    if (ready.length === 0) {
      return conversation;
    }
    ready.forEach(({ id }) => known.add(id));
    all.push(...ready);
    round = round.filter((turn) => !ready.includes(turn));
  }
  return back.length === 0
    ? conversation
    : withTurns({ ...conversation, all, chosen: { ...conversation.chosen, ...chosen } });
}

type Restoration = Extract<ConversationEvent, { type: "restored" }>;

/** The branch that is shown: from the beginning, at each turn its chosen child or else the last one. */
function shownTurns({ all, chosen }: ConversationTree): readonly Turn[] {
  const children = new Map(byParent(all));
  const shown: Turn[] = [];
  let next = choose(children.get(root), chosen[root]);
  while (next !== undefined) {
    shown.push(next);
    // A turn is shown once, whatever a damaged log says.
    const below = children.get(next.id);
    children.delete(next.id);
    next = choose(below, chosen[next.id]);
  }
  return shown;
}

function choose(children: readonly Turn[] | undefined, id: string | undefined): Turn | undefined {
  return children?.find((turn) => turn.id === id) ?? children?.at(-1);
}
