import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createClient } from "../../../src/claude/client";
import type { AssistantTurn } from "../../../src/core/conversation";
import { failureAction } from "../../../src/core/failure";
import { History } from "../../../src/host/chat/history";
import type { ChatSession } from "../../../src/host/chat/session";
import { Sessions } from "../../../src/host/chat/sessions";
import type { Connections } from "../../../src/host/connection";
import type { Gate } from "../../../src/host/gate";
import { ImageStore } from "../../../src/host/images/imageStore";
import { imagesToSend } from "../../../src/host/images/imagesToSend";
import type { Log } from "../../../src/host/log";
import type { KeptImage } from "../../../src/core/image";
import type { ModelInfo } from "../../../src/core/model";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";
import { imageChip } from "../../support/requestPictures";
import { png } from "../../support/pictures";

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly source?: { readonly data?: string };
}

describe("an image that the API refuses", () => {
  let endpoint: MessagesEndpoint;
  let root = "";

  before(async () => {
    endpoint = await startMessagesEndpoint();
  });
  after(() => endpoint.close());
  beforeEach(async () => {
    endpoint.reset();
    root = await mkdtemp(join(tmpdir(), "ask-claude-refused-"));
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  function open() {
    const store = new ImageStore(join(root, "images"));
    const history = new History(join(root, "conversations"), "w1", () => undefined);
    const client = createClient({ baseUrl: endpoint.origin, apiKey: "sk-ant-test-image", userAgent: "test" });
    let model: ModelInfo = { id: "claude-sonnet-5-5", name: "Sonnet" };
    const images = {
      fitted: async ({ hash }: KeptImage) => {
        const bytes = await store.read(hash);
        return bytes === undefined ? ({ state: "missing" } as const) : ({ state: "there", bytes } as const);
      },
    };
    const sessions = new Sessions({
      connections: {
        open: () => Promise.resolve({ ok: true, client, endpoint: { host: "h" } }),
      } as unknown as Connections,
      history,
      log: { info() {}, warn() {}, error() {} } as unknown as Log,
      gate: {
        refuse: () => Promise.resolve(undefined),
        answered: () => undefined,
        spent: () => undefined,
        over: () => undefined,
      } as unknown as Gate,
      images: (conversation, options, signal) => imagesToSend(images, conversation, options, model, signal),
      keptImages: store,
      contextToSend: (attached) => attached,
      requestOptions: () => ({ model: "claude-sonnet-5-5", maxTokens: 100, system: "s", caching: true }),
    });
    const session = sessions.fresh();
    return {
      session,
      sessions,
      history,
      store,
      attach: async (name: string, width: number) => {
        const bytes = png(width, 20);
        const hash = await store.keep(session.id, bytes, png(10, 10));
        const image = { hash, type: "image/png", width, height: 20, bytes: bytes.length } as const;
        session.attach([imageChip(name, image)]);
        return hash;
      },
      setModel: (other: ModelInfo) => {
        model = other;
      },
    };
  }

  async function done(session: ChatSession): Promise<AssistantTurn> {
    while (session.isAnswering) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const last = session.conversation.turns.at(-1);
    assert.ok(last?.role === "assistant");
    return last;
  }

  async function ask(session: ChatSession, text: string): Promise<AssistantTurn> {
    session.send(text);
    return done(session);
  }

  const requests = (): readonly (readonly { role: string; content: readonly Block[] }[])[] =>
    endpoint
      .requests()
      .map(({ json }) => (json as { messages: { role: string; content: readonly Block[] }[] }).messages);

  const kinds = (content: readonly Block[] | undefined): string =>
    (content ?? []).map(({ type }) => type).join(" ");

  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await condition()); tries += 1) {
      assert.ok(tries < 500, "waited too long");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it("is named by its place, is taken off alone, and the conversation goes on", async () => {
    const { session, attach, store } = open();
    const first = await attach("first", 21);
    assert.equal((await ask(session, "What is this?")).status.type, "complete");
    const second = await attach("second", 22);
    const third = await attach("third", 23);
    endpoint.next({
      type: "error",
      status: 400,
      message: "messages.2.content.1.image.source.base64.data: Image is broken",
    });
    const refused = await ask(session, "And these?");
    assert.ok(refused.status.type === "failed");
    const { failure } = refused.status;
    assert.ok(failure.kind === "imageRefused");
    assert.deepEqual(
      failure.images.map(({ id, name }) => [id, name]),
      [["third", "third.png"]],
    );
    assert.equal("paths" in failure, false);
    assert.equal(failureAction(failure), "sendWithoutImages");
    assert.equal(session.tryWithoutImages(refused.id)?.length, 1);
    assert.equal((await done(session)).status.type, "complete");
    const [, , again] = requests();
    assert.deepEqual(
      again?.map(({ content }) => kinds(content)),
      ["image text", "thinking text", "image text"],
    );
    assert.equal((await ask(session, "Thanks.")).status.type, "complete");
    // Until then it can be put back.
    assert.ok((await store.read(third)) !== undefined);
    await session.close();
    await until(async () => (await store.read(third)) === undefined);
    assert.ok((await store.read(first)) !== undefined && (await store.read(second)) !== undefined);
  });

  it("is one of those of the last question when the API does not say which", async () => {
    const { session, attach } = open();
    await attach("before", 21);
    await ask(session, "What is this?");
    await attach("one", 22);
    await attach("two", 23);
    endpoint.next({ type: "error", status: 400, message: "Could not process image" });
    const refused = await ask(session, "And these?");
    assert.ok(refused.status.type === "failed" && refused.status.failure.kind === "imageRefused");
    assert.deepEqual(
      refused.status.failure.images.map(({ id }) => id),
      ["one", "two"],
    );
    session.tryWithoutImages(refused.id);
    assert.equal((await done(session)).status.type, "complete");
    assert.deepEqual(
      requests()
        .at(-1)
        ?.map(({ content }) => kinds(content)),
      ["image text", "thinking text", "text"],
    );
  });

  it("is put back in its place, on the disk too, when the person takes that back", async () => {
    const { session, attach, store, history } = open();
    const hashes = [await attach("one", 21), await attach("two", 22), await attach("three", 23)];
    const before = await (async () => {
      endpoint.next({ type: "error", status: 400, message: "Could not process image" });
      return ask(session, "And these?");
    })();
    const context = () =>
      session.conversation.turns.flatMap((turn) => ("context" in turn ? turn.context : []));
    const attached = context();
    const back = session.tryWithoutImages(before.id);
    assert.deepEqual(context(), []);
    assert.equal(session.putBack(back ?? []), false, "an answer is under way");
    await done(session);
    assert.equal(session.putBack(back ?? []), true);
    assert.deepEqual(context(), attached);
    await session.close();
    for (const hash of hashes) {
      assert.ok((await store.read(hash)) !== undefined);
    }
    assert.deepEqual((await history.load(session.id)).conversation.turns, session.conversation.turns);
  });

  it("may be all that there was to ask: then nothing goes out, and another question can be asked", async () => {
    const { session, attach } = open();
    await attach("only", 21);
    endpoint.next({ type: "error", status: 400, message: "Could not process image" });
    const refused = await ask(session, "");
    assert.equal(session.tryWithoutImages(refused.id), undefined);
    assert.ok(
      "context" in session.conversation.turns[0]! && session.conversation.turns[0].context.length === 1,
    );
    assert.equal(requests().length, 1);
    assert.equal((await ask(session, "Hello?")).status.type, "complete");
  });

  it("is not tried with a model that takes none; without them the question goes out", async () => {
    const { session, attach, setModel } = open();
    await attach("one", 21);
    await ask(session, "What is this?");
    setModel({ id: "claude-sonnet-5-5", name: "Blind", imageInput: false });
    const held = await ask(session, "And now?");
    assert.ok(held.status.type === "failed");
    assert.deepEqual(held.status.failure, { kind: "noImageInput", model: "Blind" });
    assert.equal(requests().length, 1);
    assert.equal(session.tryWithoutImages(held.id)?.length, 1);
    assert.equal((await done(session)).status.type, "complete");
    assert.deepEqual(
      requests()
        .at(-1)
        ?.map(({ content }) => kinds(content)),
      ["text", "text", "text"],
    );
  });

  it("leaves the disk when its chip is taken off, unless something else still shows it", async () => {
    const { session, attach, store } = open();
    const sent = await attach("sent", 21);
    await ask(session, "What is this?");
    const removed = await attach("removed", 22);
    await attach("sent again", 21);
    session.removeAttachment("removed");
    session.removeAttachment("sent again");
    await until(async () => (await store.read(removed)) === undefined);
    assert.ok((await store.read(sent)) !== undefined);
    const { turns } = session.conversation;
    session.change({ type: "attachmentChanged", turnId: turns[0]?.id ?? "", id: "sent" });
    await until(async () => (await store.read(sent)) === undefined);
    assert.deepEqual(await readdir(join(root, "images")), []);
  });

  it("moves with a draft into a new chat", async () => {
    const { session, sessions, attach, store } = open();
    const hash = await attach("draft", 21);
    const fresh = sessions.fresh();
    const taken = fresh.takeDraft(session.draft, session);
    await session.clearDraft();
    await taken;
    await store.use("x", []);
    assert.deepEqual(
      (await readdir(join(root, "images"))).sort(),
      [hash, `${hash}.thumbnail`, `${fresh.id}.${hash}.used`].sort(),
    );
  });

  it("stays when its question is put back into the composer and sent anew", async () => {
    const { session, attach, store } = open();
    const hash = await attach("sent", 21);
    await ask(session, "What is this?");
    session.edit(session.conversation.turns[0]?.id ?? "");
    session.removeAttachment(session.draft.context[0]?.id ?? "");
    assert.deepEqual(session.draft.context, []);
    await ask(session, "Without it?");
    await store.use("x", []);
    assert.ok((await store.read(hash)) !== undefined, "the first version of the question has it");
  });

  it("goes out byte for byte, and has no bytes in the log of the conversation", async () => {
    const { session, attach, history } = open();
    await attach("sent", 21);
    await ask(session, "What is this?");
    await history.flush();
    const loaded = await history.load(session.id);
    const text = JSON.stringify(loaded.conversation);
    assert.ok(!text.includes(Buffer.from(png(21, 20)).toString("base64").slice(0, 60)));
    assert.equal(requests()[0]?.[0]?.content[0]?.source?.data, Buffer.from(png(21, 20)).toString("base64"));
  });
});
