import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { History } from "../../../src/host/chat/history";
import { ForgottenImages } from "../../../src/host/images/forgottenImages";
import { ImageStore } from "../../../src/host/images/imageStore";
import { asked } from "./conversationEvents";

const thumbnail = Buffer.from("small");

describe("images of conversations that are deleted", () => {
  let root = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-forgotten-"));
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  function window(writer: string) {
    const history = new History(join(root, "conversations"), writer, () => undefined);
    const store = new ImageStore(join(root, "images"));
    let forgets = 0;
    const counted = {
      forget: (ids: readonly string[]) => {
        forgets += 1;
        return store.forget(ids);
      },
      sweep: (ids: ReadonlySet<string>) => store.sweep(ids),
    };
    const forgetting = new ForgottenImages(counted, history, { error: (words) => assert.fail(words) });
    return { history, store, forgetting, forgets: () => forgets };
  }

  async function fill(count: number): Promise<void> {
    const { history, store } = window("w0");
    for (let n = 0; n < count; n += 1) {
      history.append(`c${n}`, [asked(n)]);
      await store.keep(`c${n}`, Buffer.from(`own ${n}`), thumbnail);
      await store.keep(`c${n}`, Buffer.from("shared"), thumbnail);
    }
    await history.flush();
  }

  async function left(): Promise<readonly string[]> {
    return readdir(join(root, "images"));
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await condition()); tries += 1) {
      assert.ok(tries < 500, "waited too long");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it("go with all of them at once, in few looks at the folder", async () => {
    await fill(40);
    const { history, forgetting, forgets } = window("w1");
    history.onDeletion(({ conversationId }) => forgetting.add(conversationId));
    assert.equal(await history.deleteAll(), true);
    await until(async () => (await left()).length === 0);
    assert.ok(forgets() <= 3, `${forgets()} times`);
  });

  it("go when the window that deleted them ended before it had removed them", async () => {
    await fill(2);
    // Nobody listens there.
    await window("w1").history.delete(["c0"]);
    assert.equal((await left()).length, 6 + 4);
    await window("w2").forgetting.sweep();
    // Of the other one: its own and the shared image, each with a thumbnail and a use.
    assert.equal((await left()).length, 6);
    assert.ok((await left()).every((name) => !name.startsWith("c0.")));
  });
});
