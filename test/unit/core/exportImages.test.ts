import assert from "node:assert/strict";

import type { Turn } from "../../../src/core/conversation";
import { conversationJson, conversationMarkdown, turnMarkdown } from "../../../src/core/export";
import { emptyConversation } from "../../../src/core/conversation";
import type { AttachedImage, KeptImage } from "../../../src/core/image";

const l10n = {
  t: (message: string, ...args: string[]) =>
    message.replace(/\{(\d)\}/g, (_, n: string) => args[Number(n)] ?? ""),
};

const kept: KeptImage = { hash: "a".repeat(64), type: "image/png", bytes: 3, width: 4, height: 5 };

function question(image: AttachedImage, fileName = "a_b.png"): Turn {
  const item = {
    kind: "image" as const,
    id: "i",
    uri: "",
    fileName,
    languageId: "",
    startLine: 0,
    endLine: 0,
    text: "",
    image,
  };
  return { role: "user", id: "u", parentId: "", text: "Look:", context: [item] };
}

describe("an exported conversation with images", () => {
  it("links an image to where its file lies, with nothing in the link that would end it", () => {
    const linkOf = (): string => "pictures/<a>\\b (1).png";
    assert.equal(
      turnMarkdown(question(kept), { l10n, linkOf }),
      "Look:\n\n![Image: a\\_b.png](<pictures/%3Ca%3E%5Cb (1).png>)",
    );
  });

  it("names an image whose file is nowhere, and one that nothing is said of", () => {
    const named = "Look:\n\n*Image: a\\_b.png*";
    assert.equal(turnMarkdown(question(kept), { l10n, linkOf: () => undefined }), named);
    assert.equal(turnMarkdown(question(kept), { l10n }), named);
  });

  it("links an image of the web to its own address", () => {
    const url = "https://example.com/<x>.png";
    assert.equal(
      turnMarkdown(question({ url }, "x.png"), { l10n, linkOf: () => "elsewhere" }),
      "Look:\n\n![Image: x.png](<https://example.com/%3Cx%3E.png>)",
    );
  });

  it("has the files of images in its JSON only when there are any", () => {
    const images = { [kept.hash]: { type: kept.type, data: "QUJD" } };
    const conversation = emptyConversation("c");
    assert.deepEqual(JSON.parse(conversationJson(conversation, images)).images, images);
    assert.equal("images" in JSON.parse(conversationJson(conversation)), false);
  });

  it("has a heading even when it has no title", () => {
    assert.ok(conversationMarkdown(emptyConversation("c"), "today", { l10n }).startsWith("# Conversation\n"));
  });

  it("tells of an answer that is still being written", () => {
    for (const status of [{ type: "waiting", since: 1 }, { type: "streaming" }] as const) {
      const turn = {
        role: "assistant",
        id: "a",
        parentId: "u",
        model: "m",
        parts: [{ type: "text", text: "Hel" }],
        status,
      };
      assert.equal(
        turnMarkdown(turn as unknown as Turn, { l10n }),
        "Hel\n\n> The answer was still being written.",
      );
    }
  });

  it("shows no section for thinking that is hidden", () => {
    const turn: Turn = {
      role: "assistant",
      id: "a",
      parentId: "u",
      model: "m",
      parts: [
        { type: "thinking", thinking: "", signature: "s" },
        { type: "text", text: "Yes." },
      ],
      status: { type: "complete", stopReason: "end_turn" },
    };
    assert.equal(turnMarkdown(turn, { l10n, withThinking: true }), "Yes.");
  });
});
