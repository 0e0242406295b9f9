import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

import fc from "fast-check";

import {
  type Compacted,
  encodeCompacted,
  noneCompacted,
  notCovered,
  parseCompacted,
  withRecords,
} from "../../../src/core/compacted";
import type { ConversationEvent } from "../../../src/core/conversation";
import { encodeLine, encodeRecord, type LogRecord, mergeRecords, parseLog } from "../../../src/core/record";
import { times } from "../../support/proof";
import { conversationEvent } from "./arbitrary";

/** Events of two windows, each window's in its own order. */
const records: fc.Arbitrary<readonly LogRecord[]> = fc
  .array(fc.tuple(fc.constantFrom("w1", "w2"), conversationEvent), { maxLength: 40 })
  .map((events) => events.map(([writer, event], order) => ({ order, writer, time: order, event })));

/** As it comes back from the disk. */
function onDisk(list: readonly LogRecord[]): readonly LogRecord[] {
  return mergeRecords(parseLog(list.map((each) => encodeRecord(each, crc32)).join(""), crc32).records);
}

function compacted(list: readonly LogRecord[], base: Compacted = noneCompacted("c")): Compacted {
  return { ...withRecords(base, onDisk(list)), replaces: ["c.w1.r.old"] };
}

const asking = (n: number): LogRecord => ({
  order: n,
  writer: "w1",
  time: 0,
  event: {
    type: "asked",
    turn: { role: "user", id: `u${n}`, text: `question ${n}`, context: [] },
    answerId: `a${n}`,
    options: { model: "m" },
  },
});

const reread = (value: Compacted) => parseCompacted(encodeCompacted(value, crc32), "c", crc32);

describe("a compacted conversation", () => {
  it("is the same conversation, whenever it was compacted", () => {
    fc.assert(
      fc.property(records, fc.nat({ max: 40 }), (all, cut) => {
        const whole = compacted(all);
        const first = reread(compacted(all.slice(0, cut)));
        assert.deepEqual(first.unreadable, []);
        // A window that was compacted away writes again what it had written.
        const later = notCovered(onDisk(all), first.covered);
        const again = reread({ ...withRecords(first, later), replaces: [] });
        assert.deepEqual(again.conversation, whole.conversation);
        assert.deepEqual([again.covered, again.changed], [whole.covered, whole.changed]);
      }),
      { numRuns: times(100_000, 300) },
    );
  });

  it("names what it stands for even when either end of it is damaged", () => {
    const asked: LogRecord = {
      order: 0,
      writer: "w1",
      time: 7,
      event: {
        type: "asked",
        turn: { role: "user", id: "u", text: "question", context: [] },
        answerId: "a",
        options: { model: "m" },
      },
    };
    const lines = encodeCompacted(compacted([asked]), crc32).split("\n");
    for (const damaged of [0, 3]) {
      const text = lines.map((line, index) => (index === damaged ? `x${line}` : line)).join("\n");
      const parsed = parseCompacted(text, "c", crc32);
      assert.deepEqual(parsed.replaces, ["c.w1.r.old"]);
      assert.deepEqual([parsed.covered, parsed.changed], [{ w1: 0 }, 7]);
      assert.equal(parsed.unreadable.length, 1);
      assert.equal(parsed.conversation.turns.length, 2);
    }
  });

  it("shows what is left when the line of a turn is damaged, whichever it is", () => {
    const events = [1, 2, 3].map((n): LogRecord => ({
      order: n,
      writer: "w1",
      time: n,
      event: {
        type: "asked",
        turn: { role: "user", id: `u${n}`, text: `question ${n}`, context: [] },
        answerId: `a${n}`,
        options: { model: "m" },
      },
    }));
    const lines = encodeCompacted(compacted(events), crc32).split("\n");
    for (let damaged = 1; damaged <= 6; damaged += 1) {
      const text = lines.filter((_, index) => index !== damaged).join("\n");
      const { conversation } = parseCompacted(text, "c", crc32);
      assert.equal(conversation.turns.length, 5, `without line ${damaged}`);
    }
  });

  it("keeps what a version it does not know wrote apart", () => {
    const parsed = parseCompacted('nonsense\n\n0 {"head":{}}\n', "c", crc32);
    assert.deepEqual(parsed.unreadable, ["nonsense", '0 {"head":{}}']);
    assert.deepEqual(parsed.conversation.all, []);
  });

  it("has its turns in their order, whatever damage did to the order of the lines", () => {
    const whole = compacted(Array.from({ length: 6 }, (_, n) => asking(n)));
    const [head = "", ...rest] = encodeCompacted(whole, crc32).split("\n");
    const { conversation } = parseCompacted([head, ...rest.toReversed()].join("\n"), "c", crc32);
    assert.deepEqual(conversation, reread(whole).conversation);
  });

  it("is as new as its last question or answer, not as a look at it", () => {
    const times: readonly (readonly [ConversationEvent, number])[] = [
      [{ type: "askedAgain", answerId: "a0", options: { model: "m" } }, 9],
      [{ type: "retried", questionId: "u0", answerId: "b0", options: { model: "m" } }, 9],
      [{ type: "stopped", answerId: "a0" }, 9],
      [
        { type: "answer", answerId: "a0", event: { type: "partGrew", index: 0, field: "text", delta: "x" } },
        9,
      ],
      [{ type: "shown", turnId: "u0" }, 0],
      [{ type: "renamed", title: "A name" }, 0],
      [{ type: "deleted", turnId: "u0" }, 0],
    ];
    for (const [event, changed] of times) {
      const record = { order: 1, writer: "w1", time: 9, event };
      assert.equal(withRecords(noneCompacted("c"), [asking(0), record]).changed, changed, event.type);
    }
    const older = { order: 1, writer: "w1", time: 3, event: { type: "stopped", answerId: "a" } } as const;
    assert.equal(withRecords({ ...noneCompacted("c"), changed: 5, replaces: [] }, [older]).changed, 5);
  });

  it("takes no line for a turn, or for the whole, that is another thing", () => {
    const turn = { role: "user", id: "u", parentId: "", text: "question", context: [] };
    const head = { replaces: [], covered: {}, changed: 0, options: {}, chosen: {} };
    const { parentId, ...orphan } = turn;
    const { id, ...nameless } = turn;
    const strange: readonly object[] = [
      { n: 0, turn: 5 },
      { n: 0, turn: orphan },
      { n: 0, turn: nameless },
      { n: 0, turn: { ...turn, id: 5 } },
      { n: 0, turn: { ...turn, parentId: 5 } },
      { n: "0", turn },
      { turn },
      { head: { ...head, changed: "now" } },
      { head: { ...head, replaces: "all" } },
      { head: { ...head, covered: 1 } },
      { head: { ...head, options: 1 } },
      { head: { ...head, chosen: 1 } },
      { head: 1 },
    ];
    assert.deepEqual([parentId, id], ["", "u"]);
    for (const value of strange) {
      const line = encodeLine(value, crc32);
      assert.deepEqual(parseCompacted(line, "c", crc32), {
        ...noneCompacted("c"),
        unreadable: [line.trim()],
      });
    }
  });
});
