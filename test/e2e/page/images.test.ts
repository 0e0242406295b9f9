import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Locator } from "playwright-core";
import type { ContextItem } from "../../../src/core/context";
import type { ToHost } from "../../../src/core/protocol";
import { cacheFolder } from "../../support/project";
import { axeFindings } from "../axe";
import { type ChatPage, emptyState } from "./chatPage";
import { imageItem } from "./imageStates";
import { ascii, bytes, png, pngHeader } from "../../support/pictures";
import { bring, type PageFile, pngChunks } from "./pictureFiles";
import { openForEachTest } from "./suite";

type Message<Type extends ToHost["type"]> = Extract<ToHost, { type: Type }>;

const limits = { longEdge: 2576, tokens: 4784, bytes: 3_932_160 };

const small = png(40, 30, (x, y) => [x * 6, y * 8, 120, 255]);
const file = (name: string, bytes: Uint8Array = small, type = "image/png"): PageFile => ({
  name,
  type,
  bytes,
});

describe("images that come into the chat", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });
  afterEach(() => assert.deepEqual(chat.strangeRequests, []));

  /** Waits for so many messages of a type, and gives them. */
  async function messages<Type extends ToHost["type"]>(type: Type, count = 1): Promise<Message<Type>[]> {
    await chat.page.waitForFunction(
      ([wanted, least]) => window.posted.filter(({ message }) => message.type === wanted).length >= least,
      [type, count] as const,
    );
    return (await chat.posted()).filter((message): message is Message<Type> => message.type === type);
  }

  const chips = (): Locator => chat.page.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  const note = (): Locator => chat.page.locator(".composer-note");

  /** What the host makes of an image that the page made. */
  function kept({ name, made }: Pick<Message<"attachImage">, "name" | "made">, id = 1): ContextItem {
    const hash = createHash("sha256").update(made.bytes).digest("hex");
    return imageItem(id, name, { hash, width: 40, height: 30, bytes: made.bytes.length });
  }

  it("are pasted, made, and become chips with their thumbnails", async () => {
    assert.equal(await bring(chat, "paste", [file("image.png")]), true);
    const [message] = await messages("attachImage");
    assert.equal(message!.name, "Pasted image");
    assert.equal(message!.conversationId, "c1");
    assert.deepEqual(Buffer.from(message!.made.bytes), Buffer.from(small));
    assert.equal(message!.made.fitted, undefined);
    assert.equal(Buffer.from(message!.made.thumbnail).toString("latin1", 8, 12), "WEBP");
    await chat.host({ type: "attachments", context: [kept(message!)] });
    assert.equal(await chips().count(), 1);
    assert.equal(await chat.page.locator(".pending").count(), 0);
    const size = await chips()
      .locator("img")
      .evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight, image.src.split(":")[0]];
      });
    assert.deepEqual(size, [40, 30, "blob"]);
  });

  it("are pasted several at once, and stay in their order", async () => {
    await bring(
      chat,
      "paste",
      ["1.png", "2.png", "3.png"].map((name) => file(name)),
    );
    assert.deepEqual(
      (await messages("attachImage", 3)).map(({ name }) => name),
      ["1.png", "2.png", "3.png"],
    );
  });

  it("give way to text that is pasted with them, unless the text is their names", async () => {
    assert.equal(await bring(chat, "paste", [file("image.png")], { "text/plain": "a\tb" }), false);
    assert.equal(await bring(chat, "paste", [file("shot.png")], { "text/plain": "shot.png" }), true);
    const all = await messages("attachImage");
    assert.deepEqual(
      all.map(({ name }) => name),
      ["shot.png"],
    );
  });

  it("are dropped from outside of VS Code; what is dropped with them is named", async () => {
    await bring(chat, "drop", [file("photo.png"), file("sums.xlsx", small, "application/zip")]);
    const [message] = await messages("attachImage");
    assert.equal(message!.name, "photo.png");
    assert.match(await note().innerText(), /open sums\.xlsx there/);
    await chat.button("OK").click();
    await note().waitFor({ state: "detached" });
  });

  it("are taken from a web page, which names their address beside them", async () => {
    await bring(chat, "drop", [file("chart.png")], {
      "text/uri-list": "https://example.com/chart.png",
      "text/html": '<img src="https://example.com/chart.png">',
    });
    const [message] = await messages("attachImage");
    assert.equal(message!.name, "chart.png");
    assert.equal((await chat.posted()).filter(({ type }) => type === "drop").length, 0);
  });

  it("are told to the host until they are attached or refused: it says what a page took along", async () => {
    await bring(chat, "paste", [file("image.png"), file("bad.png", ascii("words")), file("last.png")]);
    const told = await messages("preparingImages", 4);
    assert.deepEqual(
      told.map(({ names }) => names),
      [["Pasted image", "bad.png", "last.png"], ["bad.png", "last.png"], ["last.png"], []],
    );
    const order = (await chat.posted()).map(({ type }) => type).filter((type) => /Image/.test(type));
    assert.equal(order.at(-1), "preparingImages");
  });

  it("are refused by name when they are none, and the others come in", async () => {
    await bring(chat, "paste", [
      file("empty.png", new Uint8Array()),
      file("words.png", ascii("These are words.")),
      file("cut.png", small.slice(0, small.length - 20)),
      file("good.png"),
    ]);
    await messages("attachImage");
    await chat.page.getByText("cut.png").waitFor();
    const words = await note().innerText();
    assert.match(words, /empty\.png is empty\./);
    assert.match(words, /words\.png is not an image/);
    assert.match(words, /cut\.png is not complete/);
    assert.equal(await chat.page.getByText("good.png").count(), 1);
  });

  it("are refused before they are decoded when they are bombs", async () => {
    const bomb = bytes(small.subarray(0, 8), pngHeader(30_000, 30_000), small.subarray(33));
    await bring(chat, "paste", [file("bomb.png", bomb)]);
    await chat.page
      .getByText("bomb.png has more than 40 megapixels. Make it smaller and try again.")
      .waitFor();
  });

  it("stand as chips at once, and a question sent before they are made waits for them", async () => {
    await chat.composer.fill("What is this?");
    await bring(chat, "paste", [file("image.png")]);
    await chat.page.keyboard.press("Enter");
    await chat.page.getByText("Sending when the images are ready").waitFor();
    assert.equal(await chips().count(), 1);
    const [message] = await messages("attachImage");
    assert.equal((await chat.posted()).filter(({ type }) => type === "send").length, 0);
    assert.equal(await chat.composer.inputValue(), "What is this?");
    await chat.host({ type: "attachments", context: [kept(message!)] });
    const [sent] = await messages("send");
    assert.deepEqual(sent, { type: "send", conversationId: "c1", text: "What is this?" });
    await chat.page.getByText("Sending when the images are ready").waitFor({ state: "detached" });
  });

  it("do not let a question go without them, nor when Escape is pressed", async () => {
    await chat.composer.fill("What is this?");
    await bring(chat, "paste", [file("bad.png", ascii("words"))]);
    await chat.page.keyboard.press("Enter");
    await chat.page.getByText("bad.png is not an image").waitFor();
    await chat.settled();
    await bring(chat, "paste", [file("image.png")]);
    await chat.page.keyboard.press("Enter");
    await chat.page.keyboard.press("Escape");
    const [message] = await messages("attachImage");
    await chat.host({ type: "attachments", context: [kept(message!)] });
    await chat.settled();
    assert.equal((await chat.posted()).filter(({ type }) => type === "send").length, 0);
    assert.equal(await chat.composer.inputValue(), "What is this?");
  });

  it("are a question by themselves", async () => {
    assert.equal(await chat.button("Send").getAttribute("aria-disabled"), "true");
    await chat.host({ type: "attachments", context: [imageItem(1, "Pasted image")] });
    assert.equal(await chat.button("Send").getAttribute("aria-disabled"), "false");
    await chat.button("Send").click();
    assert.deepEqual(await messages("send"), [{ type: "send", conversationId: "c1", text: "" }]);
  });

  it("belong to the conversation they were pasted in", async () => {
    await bring(chat, "paste", [file("image.png")]);
    await chat.snapshot({ conversation: { ...emptyState.conversation, id: "c2" } });
    const [message] = await messages("attachImage");
    assert.equal(message!.conversationId, "c1");
    assert.equal(await chips().count(), 0);
  });

  it("are made and made smaller for the host, which asks by number", async () => {
    const large = png(3000, 20, (x) => [x & 255, 0, 0]);
    await chat.host({ type: "makeImage", job: 7, name: "a.png", bytes: large, limits });
    await chat.host({ type: "fitImage", job: 8, bytes: large, limits: { ...limits, longEdge: 1000 } });
    await chat.host({ type: "makeImage", job: 9, name: "b.png", bytes: new Uint8Array(), limits });
    const [made] = await messages("imageMade");
    assert.equal(made!.job, 7);
    assert.deepEqual(Buffer.from(made!.made.bytes), Buffer.from(large));
    assert.deepEqual(made!.made.fitted!.limits, limits);
    assert.equal(Buffer.from(made!.made.fitted!.bytes).readUInt32BE(16), 2576);
    const [fitted] = await messages("imageFitted");
    assert.equal(fitted!.job, 8);
    assert.equal(Buffer.from(fitted!.bytes).readUInt32BE(16), 1000);
    assert.deepEqual(
      pngChunks(fitted!.bytes).filter((name) => name !== "IDAT"),
      ["IHDR", "IEND"],
    );
    assert.deepEqual(await messages("imageNotMade"), [
      { type: "imageNotMade", job: 9, problem: { reason: "empty" } },
    ]);
  });

  it("stand as chips from the moment the host asks for them, until it has attached them", async () => {
    await chat.host({ type: "makeImage", job: 1, name: "from-explorer.png", bytes: small, limits });
    await chat.page.getByText("from-explorer.png").waitFor();
    const [message] = await messages("imageMade");
    const attached = kept({ name: "from-explorer.png", made: message!.made });
    await chat.host({ type: "attachments", context: [attached] });
    assert.equal(await chips().count(), 1);
    assert.equal(await chat.page.locator(".pending").count(), 0);
  });

  it("are announced to everyone while they are made and when they are refused", async () => {
    // Nothing answers: the chip stays as it is while it is looked at.
    await bring(chat, "paste", [file("image.png"), file("bad.png", ascii("words"))]);
    await chat.page.keyboard.press("Enter");
    await chat.page.getByText("bad.png is not an image").waitFor();
    assert.equal(await chat.page.locator(".pending").count(), 1);
    assert.ok(await chat.page.getByText("Sending when the images are ready").isVisible());
    assert.deepEqual(await axeFindings(chat.page), []);
    await chat.page.screenshot({ path: `${cacheFolder}/screenshots/images on their way.png` });
  });
});
