import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";

import {
  type Attaching,
  type ComposerActions,
  composerHandlers,
} from "../../../src/host/chat/composerHandlers";
import type { ChatView } from "../../../src/host/chat/view";

interface Setup {
  readonly handlers: ReturnType<typeof composerHandlers>;
  readonly view: { session: { readonly id: string } };
  readonly chips: string[];
  /** What was asked, with the chips of that moment. */
  readonly asked: string[];
  readonly left: string[];
  /** Lets the attaching under way come to its end, or fail. */
  readonly release: (error?: Error) => void;
}

function open(): Setup {
  const chips: string[] = [];
  const asked: string[] = [];
  const left: string[] = [];
  const ends = new EventEmitter();
  const attach = async (chip: string): Promise<void> => {
    await once(ends, "end");
    chips.push(chip);
  };
  const actions = {
    send: (_: ChatView, text: string) => {
      asked.push([text, ...chips].join(" "));
      return Promise.resolve();
    },
    draftLeft: (id: string, text: string) => void left.push(`${id}: ${text}`),
    choose: (_: ChatView, id: string, attaching: Attaching) =>
      id === "asks" ? attach(id) : attaching(attach(id)),
    drop: (_: ChatView, uris: readonly string[]) => attach(uris.join()),
  } as unknown as ComposerActions;
  const view = { session: { id: "c" }, draftTyped: () => undefined };
  const handlers = composerHandlers(view as unknown as ChatView, actions);
  return {
    handlers,
    view,
    chips,
    asked,
    left,
    release: (error) => void (error ? ends.emit("error", error) : ends.emit("end")),
  };
}

const send = { type: "send", conversationId: "c", text: "Why?" } as const;

describe("the messages of a composer", () => {
  it("send a question with what was chosen and dropped just before it", async () => {
    const { handlers, asked, release } = open();
    const all = [
      handlers.choose({ type: "choose", id: "chosen" }),
      handlers.drop({ type: "drop", uris: ["dropped"] }),
      handlers.send(send),
    ];
    await new Promise(setImmediate);
    assert.deepEqual(asked, []);
    release();
    await Promise.all(all);
    assert.deepEqual(asked, ["Why? chosen dropped"]);
  });

  it("send it also when that could not be attached", async () => {
    const { handlers, asked, release } = open();
    const chosen = handlers.choose({ type: "choose", id: "chosen" });
    const sent = handlers.send(send);
    release(new Error("gone"));
    await assert.rejects(async () => chosen);
    await sent;
    assert.deepEqual(asked, ["Why?"]);
  });

  it("send it without what the person is still asked about", async () => {
    const { handlers, asked, release } = open();
    const all = [handlers.choose({ type: "choose", id: "asks" }), handlers.send(send)];
    await new Promise(setImmediate);
    assert.deepEqual(asked, ["Why?"]);
    release();
    await Promise.all(all);
  });

  it("send nothing into a conversation that came in between", async () => {
    const { handlers, view, asked, release } = open();
    const all = [handlers.choose({ type: "choose", id: "chosen" }), handlers.send(send)];
    view.session = { id: "other" };
    release();
    await Promise.all(all);
    await handlers.send(send);
    assert.deepEqual(asked, []);
  });

  it("bring a draft to the conversation it was typed into", () => {
    const { handlers, view, left } = open();
    handlers.draft({ type: "draft", conversationId: "c", text: "one", edits: 1 });
    view.session = { id: "other" };
    handlers.draft({ type: "draft", conversationId: "c", text: "one more", edits: 2 });
    assert.deepEqual(left, ["c: one more"]);
  });
});
