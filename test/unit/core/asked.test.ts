import assert from "node:assert/strict";

import type { AssistantTurn } from "../../../src/core/conversation";
import { emptyConversation } from "../../../src/core/conversation";
import { formatCost } from "../../../src/core/cost";
import { estimateTokens, usageSoFar } from "../../../src/core/estimate";
import { readImageJobDone } from "../../../src/core/imageJob";
import { readImageLink } from "../../../src/core/imageLink";
import { expandPrompt } from "../../../src/core/prompts";
import { imagesInTheWay } from "../../../src/core/sentImages";
import { serverToolBlock } from "../../../src/core/serverTools";
import { thinkingFor } from "../../../src/core/thinking";

describe("what is asked, and what it costs", () => {
  it("says nothing of thinking to a model that cannot be told not to", () => {
    const model = (disabled: boolean) => ({
      id: "m",
      name: "M",
      thinking: { adaptive: false, enabled: false, disabled },
    });
    assert.equal(thinkingFor(model(false), false, 10_000), undefined);
    assert.deepEqual(thinkingFor(model(true), false, 10_000), { type: "disabled" });
  });

  it("estimates an answer that was cut from its words, thought or said", () => {
    const usage = { input: 10, output: 1, cacheRead: 0, cacheWrite: 0 };
    const words = "word ".repeat(200);
    const cut: AssistantTurn = {
      role: "assistant",
      id: "a",
      parentId: "u",
      model: "m",
      usage,
      status: { type: "stopped" },
      parts: [
        { type: "thinking", thinking: words, signature: "s".repeat(10_000) },
        { type: "redacted_thinking", data: "d".repeat(10_000) },
        { type: "text", text: words },
      ],
    };
    assert.deepEqual(usageSoFar(cut), {
      usage: { ...usage, output: estimateTokens(words + words, "m") },
      isExact: false,
    });
  });

  it("writes a price, or that it is not known", () => {
    assert.deepEqual([formatCost(1, "en"), formatCost(undefined, "en")], ["$1.00", "?"]);
  });

  it("leaves variables without a value as they stand", () => {
    assert.equal(expandPrompt("Explain:\n${selection}\n", {}), "Explain:\n${selection}\n");
  });

  it("fetches no image from networks for tests", () => {
    const isLink = (host: string): boolean => readImageLink(`https://${host}/a.png`).ok;
    assert.deepEqual(["198.17.0.1", "198.18.0.1", "198.19.0.1", "198.20.0.1"].map(isLink), [
      true,
      false,
      false,
      true,
    ]);
  });

  it("takes no image off after a failure that no image is to blame for", () => {
    assert.deepEqual(imagesInTheWay({ kind: "cut" }, emptyConversation("c")), []);
  });

  it("sends back no block that is none of a server's tool", () => {
    assert.equal(serverToolBlock({ type: "text", text: "a" }, [], true), undefined);
  });

  it("takes nothing else for a job that is done", () => {
    assert.equal(readImageJobDone({ type: "imageLost", job: 1 }), undefined);
  });
});
