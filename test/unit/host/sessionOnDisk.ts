import assert from "node:assert/strict";
import { join } from "node:path";

import { type ContextItem } from "../../../src/core/context";
import { isKept } from "../../../src/core/image";
import type { AnswerEvent } from "../../../src/core/answer";
import { History } from "../../../src/host/chat/history";
import type { ChatSession } from "../../../src/host/chat/session";
import { Sessions } from "../../../src/host/chat/sessions";
import type { Connections } from "../../../src/host/connection";
import type { Gate } from "../../../src/host/gate";
import { ImageStore } from "../../../src/host/images/imageStore";
import type { Log } from "../../../src/host/log";
import { png } from "../../support/pictures";
import { imageChip } from "../../support/requestPictures";

async function* answer(): AsyncGenerator<AnswerEvent> {
  await Promise.resolve();
  yield { type: "opened", requestId: "r" };
  yield { type: "completed", stopReason: "end_turn" };
}

/** The conversations of one window, on a real disk that it may share with others; every question is answered. */
export function windowOn(root: string, writer: string, ask: () => AsyncGenerator<AnswerEvent> = answer) {
  const store = new ImageStore(join(root, "images"));
  const history = new History(join(root, "conversations"), writer, () => undefined);
  const sessions = new Sessions({
    connections: {
      open: () => Promise.resolve({ ok: true, client: { ask }, endpoint: { host: "h" } }),
    } as unknown as Connections,
    history,
    log: { info() {}, warn() {}, error() {} } as unknown as Log,
    gate: {
      refuse: () => Promise.resolve(undefined),
      answered: () => undefined,
      spent: () => undefined,
      over: () => undefined,
    } as unknown as Gate,
    images: () => Promise.resolve({ ok: true, blocks: new Map(), tokens: 0 }),
    keptImages: store,
    contextToSend: (attached) => attached,
    requestOptions: () => ({ model: "m", maxTokens: 10, system: "s", caching: false }),
  });
  /** Keeps a picture for a conversation and gives its chip; another width is another picture. */
  const kept = async (session: ChatSession, id: string, width: number): Promise<ContextItem> => {
    const bytes = png(width, 20);
    const hash = await store.keep(session.id, bytes, png(10, 10));
    return imageChip(id, { hash, type: "image/png", width, height: 20, bytes: bytes.length });
  };
  return { store, history, sessions, kept };
}

export async function answered(session: ChatSession): Promise<void> {
  while (session.isAnswering) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function hashOf(item: ContextItem | undefined): string {
  assert.ok(isKept(item?.image));
  return item.image.hash;
}

/** The first attachment of a question in the branch that is shown. */
export function shownChip(session: ChatSession, index = 0): ContextItem | undefined {
  const turn = session.conversation.turns[index];
  assert.ok(turn?.role === "user");
  return turn.context[0];
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    assert.ok(tries < 500, "waited too long");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
