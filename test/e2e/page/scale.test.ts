import assert from "node:assert/strict";
import type { CDPSession } from "playwright-core";

import { linedUp, type LinedUpTurn } from "../../support/conversations";
import { png } from "../../support/pictures";
import { times } from "../../support/proof";
import type { ChatPage } from "./chatPage";
import { imageItem } from "./imageStates";
import { openForEachTest } from "./suite";
import { exchange } from "./viewStates";

const piece = `Here is **what** it does:\n\n1. It reads.\n2. It writes.\n\n\`\`\`ts\n${"const a = 1;\n".repeat(12)}\`\`\`\n\n${"Some words in a paragraph. ".repeat(20)}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`;

const picture = png(40, 30, (x, y) => [x * 6, y * 8, 120, 255]);

/** Much more than a few nodes for each conversation would be a leak. */
const otherNodes = 300;
const otherBytes = 1_500_000;

interface Held {
  readonly nodes: number;
  readonly listeners: number;
  readonly bytes: number;
}

/** What the page holds when all garbage is gone. */
async function held(cdp: CDPSession): Promise<Held> {
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { nodes: of("Nodes"), listeners: of("JSEventListeners"), bytes: of("JSHeapUsedSize") };
}

describe("a page with much in it", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  /** Streams a piece bit by bit; gives how much of the page changed for it, and how much of that above the last piece. */
  async function changesFor(text: string): Promise<{ readonly all: number; readonly above: number }> {
    await chat.page.evaluate(() => {
      const view = document.querySelector(".answer .markdown");
      const before = new Set(view?.querySelectorAll("*"));
      [...before].slice(-200).forEach((element) => before.delete(element));
      const changes = { all: 0, above: 0 };
      const observer = new MutationObserver((records) => {
        changes.all += records.length;
        changes.above += records.filter(({ target }) =>
          before.has(target instanceof Element ? target : (target.parentElement ?? document.body)),
        ).length;
      });
      observer.observe(view ?? document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      Object.assign(window, { changes, observer });
    });
    for (let at = 0; at < text.length; at += 60) {
      await chat.answer([{ type: "partGrew", index: 0, field: "text", delta: text.slice(at, at + 60) }]);
    }
    return chat.page.evaluate(() => {
      const { changes, observer } = window as unknown as {
        changes: { all: number; above: number };
        observer: MutationObserver;
      };
      observer.disconnect();
      return changes;
    });
  }

  it("is not changed any more where an answer has been drawn, however long it becomes", async () => {
    const pieces = Math.ceil(times(1_000_000, 200_000) / piece.length);
    await chat.asked("All of it?");
    await chat.answer([
      { type: "opened" },
      { type: "partStarted", index: 0, part: { type: "text", text: piece.repeat(2) } },
    ]);
    await chat.settled();
    const early = await changesFor(piece);
    await chat.answer([{ type: "partGrew", index: 0, field: "text", delta: piece.repeat(pieces) }]);
    await chat.settled();
    const late = await changesFor(piece);
    assert.ok(early.all > 0);
    assert.ok(late.all <= early.all * 1.5, `${late.all} changes in place of ${early.all}`);
    assert.equal(late.above, 0);
    assert.equal(await chat.log.locator(".code-block").count(), pieces + 4);
  });

  it("lets go of the conversations that it showed", async () => {
    const cdp = await chat.page.context().newCDPSession(chat.page);
    await cdp.send("Performance.enable");
    const show = async (index: number): Promise<void> => {
      const turns = Array.from({ length: 20 }, (_, turn) =>
        exchange(turn, `Question ${turn}?`, piece),
      ).flat();
      await chat.snapshot({ conversation: linedUp(`c${index}`, turns) });
      await chat.settled();
      await chat.snapshot();
      await chat.settled();
    };
    await show(0);
    await show(1);
    const before = await held(cdp);
    const count = times(50, 5);
    for (let index = 0; index < count; index += 1) {
      await show(index + 2);
    }
    const after = await held(cdp);
    assert.ok(after.nodes - before.nodes < otherNodes, `${before.nodes} nodes, then ${after.nodes}`);
    assert.ok(
      after.listeners - before.listeners < 20,
      `${before.listeners}, then ${after.listeners} listeners`,
    );
    assert.ok(after.bytes - before.bytes < otherBytes, `${before.bytes} bytes, then ${after.bytes}`);
  });

  /** The host's part: gives the thumbnails that were asked for since the last time, and tells which those were. */
  async function giveThumbnails(given: readonly string[]): Promise<readonly string[]> {
    const asked = (await chat.posted()).flatMap((message) =>
      message.type === "loadThumbnails" ? message.hashes : [],
    );
    const hashes = asked.slice(given.length);
    if (hashes.length > 0) {
      const thumbnails = hashes.map((hash) => ({ hash, bytes: picture }));
      await chat.host({ type: "thumbnails", thumbnails });
    }
    return asked;
  }

  it("asks for each of a hundred images once, and only when it comes near sight", async () => {
    const turns = Array.from({ length: 50 }, (_, index): readonly LinedUpTurn[] => [
      {
        role: "user",
        id: `q${index}`,
        text: `Question ${index}?`,
        context: [1, 2].map((which) => imageItem(index * 2 + which, `Image ${index}.${which}`)),
      },
      ...exchange(index, "", piece).slice(1),
    ]);
    await chat.snapshot({ conversation: linedUp("images", turns.flat()) });
    await chat.settled();
    let given = await giveThumbnails([]);
    assert.ok(given.length <= 10, `${given.length} asked for when it was opened`);
    for (let back = 49; back >= 0; back -= 1) {
      await chat.log.evaluate((log, id) => {
        log.querySelector(`[data-turn="${id}"]`)?.scrollIntoView();
      }, `q${back}`);
      await chat.page.evaluate(() => window.drawn());
      given = await giveThumbnails(given);
    }
    given = await giveThumbnails(given);
    assert.equal(given.length, 100);
    assert.equal(new Set(given).size, 100);
    assert.equal(await chat.log.locator("image-thumbnail > img").count(), 100);
  });
});
