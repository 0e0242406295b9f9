import assert from "node:assert/strict";
import type { ConversationEvent } from "../../../src/core/conversation";
import { linedUp, type LinedUpTurn } from "../../support/conversations";
import { isFullSize, proved, times } from "../../support/proof";
import type { ChatPage } from "./chatPage";
import { fuzzDocument, randomFrom } from "./fuzzDocuments";
import { assertHarmless, watchBrowser } from "./harmless";
import { openForEachTest } from "./suite";

const atOnce = 100;

describe("answers made at random", () => {
  let chat: ChatPage;
  openForEachTest(
    async (opened) => {
      chat = opened;
      await chat.snapshot();
    },
    { mayHaveErrors: true },
  );

  /** Draws the same texts whole or in three pieces. */
  async function draw(
    texts: readonly string[],
    number: number,
    random: (below: number) => number,
  ): Promise<void> {
    const turns = texts.flatMap((text, index): readonly LinedUpTurn[] => [
      { role: "user", id: `q${index}`, text: "q", context: [] },
      {
        role: "assistant",
        id: `a${index}`,
        model: "m",
        status: number % 2 === 0 ? { type: "complete", stopReason: "end_turn" } : { type: "streaming" },
        parts: [{ type: "text", text: number % 2 === 0 ? text : "" }],
      },
    ]);
    await chat.snapshot({ conversation: linedUp(`c${number}`, turns) });
    if (number % 2 === 1) {
      const cuts = texts.map((text) =>
        [random(text.length + 1), random(text.length + 1)].toSorted((a, b) => a - b),
      );
      for (const piece of [0, 1, 2]) {
        await chat.events(
          ...texts.flatMap((text, index): readonly ConversationEvent[] => {
            const bounds = [0, ...(cuts[index] ?? []), text.length];
            const delta = text.slice(bounds[piece], bounds[piece + 1]);
            const answerId = `a${index}`;
            const grew = {
              type: "answer",
              answerId,
              event: { type: "partGrew", index: 0, field: "text", delta },
            } as const;
            return piece < 2
              ? [grew]
              : [grew, { type: "answer", answerId, event: { type: "completed", stopReason: "end_turn" } }];
          }),
        );
      }
    }
    await chat.settled();
  }

  it("become text and harmless elements, ask for nothing, and throw nothing", async function () {
    this.timeout(isFullSize ? 4 * 3_600_000 : 60_000);
    const count = times(300_000, 600);
    const seed = isFullSize ? Date.now() % 1_000_000_007 : 20_260_101;
    const random = randomFrom(seed);
    const seen = await watchBrowser(chat.page);
    let elements = 0;
    for (let number = 0; number * atOnce < count; number += 1) {
      const texts = Array.from({ length: atOnce }, () => fuzzDocument(random));
      await draw(texts, number, random);
      try {
        elements += await assertHarmless(chat.page, ".answer");
        assert.deepEqual(chat.errors, []);
      } catch (error) {
        throw new Error(`seed ${seed}, batch ${number}: ${JSON.stringify(texts)}`, { cause: error });
      }
    }
    assert.ok(elements > count, "hardly anything was drawn");
    assert.deepEqual(await seen(), []);
    assert.deepEqual(chat.strangeRequests, []);
    proved({
      row: "T14",
      tried: "documents made at random, drawn whole and in pieces",
      count,
      result: "no request, no script, no other element",
    });
    proved({ row: "T33", tried: "documents made at random, drawn to their end without an error", count });
  });
});
