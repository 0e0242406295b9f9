import assert from "node:assert/strict";

import fc from "fast-check";

import { coalesce } from "../../../src/core/coalesce";
import {
  answerText,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  isPending,
  pendingAnswer,
  root,
  treeOf,
} from "../../../src/core/conversation";
import { restoration, withInterruptions, withTurns } from "../../../src/core/branches";
import { reduce } from "../../../src/core/reduce";
import { reduceAll } from "../../../src/core/reduceAll";
import { times } from "../../support/proof";
import { conversationEvents } from "./arbitrary";

const options = { model: "claude-sonnet-5-5", system: "Be brief." };

function asked(n: number): ConversationEvent {
  return {
    type: "asked",
    turn: { role: "user", id: `u${n}`, text: `question ${n}`, context: [] },
    answerId: `a${n}`,
    options,
  };
}

function reAsked(n: number, parentId: string): ConversationEvent {
  const event = asked(n);
  return event.type === "asked" ? { ...event, turn: { ...event.turn, parentId } } : event;
}

function after(...events: readonly ConversationEvent[]): Conversation {
  return events.reduce(reduce, emptyConversation("c"));
}

function grew(delta: string, index = 0): ConversationEvent {
  return { type: "answer", answerId: "a1", event: { type: "partGrew", index, field: "text", delta } };
}

const started: ConversationEvent = {
  type: "answer",
  answerId: "a1",
  event: { type: "partStarted", index: 0, part: { type: "text", text: "" } },
};

function lastAnswer(conversation: Conversation) {
  const last = conversation.turns.at(-1);
  assert.equal(last?.role, "assistant");
  return last;
}

describe("a conversation", () => {
  it("grows by a question and an answer that waits", () => {
    const conversation = after(asked(1));
    assert.deepEqual(
      conversation.turns.map((turn) => turn.role),
      ["user", "assistant"],
    );
    assert.deepEqual(pendingAnswer(conversation)?.status, { type: "waiting" });
  });

  it("takes in the text of the answer", () => {
    const conversation = after(asked(1), started, grew("Hello"), grew(", world"));
    assert.equal(answerText(lastAnswer(conversation)), "Hello, world");
  });

  it("keeps what had come when it is stopped, and nothing that comes later", () => {
    const conversation = after(
      asked(1),
      started,
      grew("Hel"),
      { type: "stopped", answerId: "a1" },
      grew("lo"),
    );
    assert.equal(answerText(lastAnswer(conversation)), "Hel");
    assert.deepEqual(lastAnswer(conversation).status, { type: "stopped" });
    assert.equal(pendingAnswer(conversation), undefined);
  });

  it("keeps what had come when it fails", () => {
    const conversation = after(asked(1), started, grew("Hel"), {
      type: "answer",
      answerId: "a1",
      event: { type: "failed", failure: { kind: "cut" } },
    });
    assert.equal(answerText(lastAnswer(conversation)), "Hel");
  });

  const again: ConversationEvent = { type: "askedAgain", answerId: "a1", options };
  const failed: ConversationEvent = {
    type: "answer",
    answerId: "a1",
    event: { type: "failed", failure: { kind: "cut" } },
  };

  it("waits again when it is asked again, and takes the new answer for the old", () => {
    const waiting = after(asked(1), started, grew("Hel"), failed, again);
    assert.deepEqual(lastAnswer(waiting).status, { type: "waiting" });
    const answered = [started, grew("Good day")].reduce(reduce, waiting);
    assert.equal(answerText(lastAnswer(answered)), "Good day");
  });

  it("keeps what had come when asking again brings nothing", () => {
    const conversation = after(asked(1), started, grew("Hel"), failed, again, failed);
    assert.equal(answerText(lastAnswer(conversation)), "Hel");
  });

  it("marks as interrupted what nobody goes on with", () => {
    const found = withInterruptions(after(asked(1), started, grew("Hel"), asked(2)));
    assert.deepEqual(
      found.turns.flatMap((turn) => (turn.role === "assistant" ? [turn.status] : [])),
      [
        { type: "failed", failure: { kind: "interrupted" } },
        { type: "failed", failure: { kind: "interrupted" } },
      ],
    );
  });

  it("does not take the same question twice", () => {
    assert.equal(after(asked(1), asked(1)).turns.length, 2);
  });

  it("is never broken by events in any order", () => {
    fc.assert(
      fc.property(conversationEvents, (events) => {
        const conversation = events.reduce(reduce, emptyConversation("c"));
        const ids = conversation.all.map((turn) => turn.id);
        assert.equal(new Set(ids).size, ids.length);
        for (const [index, turn] of conversation.all.entries()) {
          assert.ok(turn.parentId === root || ids.slice(0, index).includes(turn.parentId));
        }
        for (const [index, turn] of conversation.turns.entries()) {
          assert.equal(turn.parentId, conversation.turns[index - 1]?.id ?? root);
          assert.ok(conversation.all.includes(turn));
        }
        const last = conversation.turns.at(-1)?.id;
        assert.ok(conversation.all.every(({ parentId }) => parentId !== last || last === undefined));
        assert.deepEqual(conversation, withTurns(treeOf(conversation)));
      }),
      { numRuns: 3_000 },
    );
  });

  it("is the same for the host and for a page that joined at any moment", () => {
    fc.assert(
      fc.property(conversationEvents, fc.nat(), (events, cut) => {
        const whole = events.reduce(reduce, emptyConversation("c"));
        const at = events.length === 0 ? 0 : cut % events.length;
        const snapshot = events.slice(0, at).reduce(reduce, emptyConversation("c"));
        // What crosses to the page is JSON.
        const page = withTurns(JSON.parse(JSON.stringify(treeOf(snapshot))));
        assert.deepEqual(
          JSON.parse(JSON.stringify(coalesce(events.slice(at)).reduce(reduce, page))),
          JSON.parse(JSON.stringify(whole)),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it("is the same when many events are taken at once, whatever was there before them", () => {
    fc.assert(
      fc.property(conversationEvents, fc.nat(), (events, cut) => {
        const at = events.length === 0 ? 0 : cut % events.length;
        const before = events.slice(0, at).reduce(reduce, emptyConversation("c"));
        const untouched = JSON.stringify(before);
        assert.deepEqual(
          reduceAll(before, events.slice(at)),
          events.slice(at).reduce<Conversation>(reduce, before),
        );
        assert.equal(JSON.stringify(before), untouched);
      }),
      { numRuns: 3_000 },
    );
  });

  it("shows the same when many branches are left and taken again at once", () => {
    const place = fc.nat({ max: 30 });
    const step = fc.oneof(
      fc.record({ type: fc.constant("asked"), place: fc.option(place, { nil: undefined }) }),
      fc.record({ type: fc.constantFrom("retried", "shown", "deleted"), place }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const events = steps.map((each, n): ConversationEvent => {
          const at = each.place ?? 0;
          switch (each.type) {
            case "asked":
              return each.place === undefined ? asked(n) : reAsked(n, at === 0 ? root : `a${at}`);
            case "retried":
              return { type: "retried", questionId: `u${at}`, answerId: `a${n}`, options };
            case "shown":
              return { type: "shown", turnId: `a${at}` };
            default:
              return { type: "deleted", turnId: `a${at}` };
          }
        });
        assert.deepEqual(
          reduceAll(emptyConversation("c"), events),
          events.reduce<Conversation>(reduce, emptyConversation("c")),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("of very many turns is there at once: the time grows with their number, not with its square", () => {
    const count = times(10_000, 2_500);
    const events = Array.from({ length: count }, (_, n): readonly ConversationEvent[] => [
      asked(n),
      {
        type: "answer",
        answerId: `a${n}`,
        event: { type: "partStarted", index: 0, part: { type: "text", text: "" } },
      },
      {
        type: "answer",
        answerId: `a${n}`,
        event: { type: "partGrew", index: 0, field: "text", delta: "Because." },
      },
    ]).flat();
    const began = performance.now();
    const conversation = reduceAll(emptyConversation("c"), events);
    const took = performance.now() - began;
    assert.equal(conversation.turns.length, count * 2);
    // A busy machine is allowed for; one after the other they take minutes.
    assert.ok(took < 8_000, `${took} ms`);
  });

  it("loses no turn but those that are deleted", () => {
    fc.assert(
      fc.property(conversationEvents, (events) => {
        let conversation = emptyConversation("c");
        for (const event of events) {
          const next = reduce(conversation, event);
          const left = new Set(next.all.map(({ id }) => id));
          for (const turn of conversation.all) {
            const goes =
              event.type === "deleted" &&
              (turn.id === event.turnId || (turn.role === "assistant" && turn.parentId === event.turnId));
            assert.equal(left.has(turn.id), !goes);
          }
          conversation = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("never changes an answer that has ended, except by asking again", () => {
    fc.assert(
      fc.property(conversationEvents, (events) => {
        let conversation = emptyConversation("c");
        for (const event of events) {
          const next = reduce(conversation, event);
          const ended = conversation.all.filter(
            (turn) => turn.role === "assistant" && !isPending(turn.status),
          );
          for (const turn of structural.has(event.type) ? [] : ended) {
            assert.equal(
              next.all.find(({ id }) => id === turn.id),
              turn,
            );
          }
          conversation = next;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What may change an answer that has ended: by asking again, by going on after a pause, or by moving it. */
const structural: ReadonlySet<ConversationEvent["type"]> = new Set([
  "askedAgain",
  "resumed",
  "deleted",
  "restored",
]);

describe("branches", () => {
  const shownIds = (conversation: Conversation) => conversation.turns.map(({ id }) => id).join(" ");

  it("keep what was asked and answered before a question was changed", () => {
    const changed = after(asked(1), asked(2), reAsked(3, ""));
    assert.equal(shownIds(changed), "u3 a3");
    assert.equal(shownIds(reduce(changed, { type: "shown", turnId: "u1" })), "u1 a1 u2 a2");
  });

  it("hold every answer to one question", () => {
    const retried: ConversationEvent = { type: "retried", questionId: "u1", answerId: "b", options };
    const conversation = after(asked(1), asked(2), retried);
    assert.equal(shownIds(conversation), "u1 b");
    assert.equal(shownIds(reduce(conversation, asked(3))), "u1 b u3 a3");
    assert.equal(shownIds(reduce(conversation, { type: "shown", turnId: "a1" })), "u1 a1 u2 a2");
  });

  it("are shown when something is asked or answered in them, whichever was shown before", () => {
    const other: ConversationEvent = { type: "retried", questionId: "u1", answerId: "b", options };
    const elsewhere = after(asked(1), asked(2), other);
    assert.equal(shownIds(elsewhere), "u1 b");
    assert.equal(shownIds(reduce(elsewhere, reAsked(3, "a1"))), "u1 a1 u3 a3");
    assert.equal(
      shownIds(reduce(elsewhere, { type: "retried", questionId: "u2", answerId: "c", options })),
      "u1 a1 u2 c",
    );
    assert.equal(shownIds(reduce(elsewhere, { type: "shown", turnId: "u2" })), "u1 a1 u2 a2");
  });

  it("always end with what was asked last", () => {
    fc.assert(
      fc.property(conversationEvents, (events) => {
        let conversation = emptyConversation("c");
        for (const event of events) {
          const next = reduce(conversation, event);
          if (next !== conversation && (event.type === "asked" || event.type === "retried")) {
            assert.ok(next.turns.some(({ id }) => id === event.answerId));
          }
          if (next !== conversation && event.type === "asked") {
            assert.equal(next.turns.at(-1)?.id, event.answerId);
          }
          conversation = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("are as before when a deletion is taken back, with what came since", () => {
    fc.assert(
      fc.property(conversationEvents, fc.nat(), (events, which) => {
        const before = events.reduce(reduce, emptyConversation("c"));
        const turn = before.all[which % Math.max(1, before.all.length)];
        if (turn === undefined) {
          return;
        }
        const deleted = reduce(before, { type: "deleted", turnId: turn.id });
        const back = reduce(deleted, restoration(before, turn.id));
        assert.equal(JSON.stringify(back.turns), JSON.stringify(before.turns));
        const byId = (turns: Conversation["all"]) => turns.map((each) => JSON.stringify(each)).sort();
        assert.deepEqual(byId(back.all), byId(before.all));
        const since = reduce(deleted, asked(77));
        assert.ok(reduce(since, restoration(before, turn.id)).all.some(({ id }) => id === "u77"));
      }),
      { numRuns: 2_000 },
    );
  });

  it("close the gap that a deleted question leaves", () => {
    const conversation = after(asked(1), asked(2), asked(3), { type: "deleted", turnId: "u2" });
    assert.equal(shownIds(conversation), "u1 a1 u3 a3");
  });

  it("go on from another answer when one is deleted", () => {
    const retried: ConversationEvent = { type: "retried", questionId: "u1", answerId: "b", options };
    const conversation = after(asked(1), retried, asked(2), { type: "deleted", turnId: "b" });
    assert.equal(shownIds(conversation), "u1 a1 u2 a2");
  });

  it("keep what follows the only answer, when that is deleted, with its question", () => {
    const conversation = after(asked(1), asked(2), { type: "deleted", turnId: "a1" });
    assert.equal(shownIds(conversation), "u1 u2 a2");
  });

  it("go on from what is there when a part of the log is lost", () => {
    assert.equal(shownIds(after(asked(1), reAsked(2, "lost"))), "u1 a1 u2 a2");
  });
});

describe("coalescing", () => {
  it("joins neighbouring pieces of the same text", () => {
    assert.deepEqual(coalesce([started, grew("a"), grew("b"), grew("c"), grew("d", 1)]), [
      started,
      grew("abc"),
      grew("d", 1),
    ]);
  });

  it("joins nothing across another event", () => {
    const stop: ConversationEvent = { type: "stopped", answerId: "a1" };
    assert.deepEqual(coalesce([grew("a"), stop, grew("b")]), [grew("a"), stop, grew("b")]);
  });
});
