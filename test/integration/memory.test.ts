import assert from "node:assert/strict";
import { Session } from "node:inspector/promises";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { times } from "../support/proof";
import type { ChatView } from "../../src/host/chat/view";
import { ask, endpoint, freshChat, until } from "./host";

/** Far more than what a closed conversation may leave behind. */
const textLength = 300_000;
/** What the heap may grow by for other reasons, the tests' own and VS Code's: in all, and each time. */
const [otherBytes, otherBytesEach] = [1_000_000, 50_000];

/** For what colours code to have something to do, at the end, where a conversation is opened. */
const fence = `\n\n\`\`\`ts\n${'const a = f({ b: "c" }); // d\n'.repeat(40)}\`\`\`\n`;

/** What the heap holds when all garbage is gone. */
async function heapUsed(inspector: Session): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    // References from the task that is under way count as used.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await inspector.post("HeapProfiler.collectGarbage");
  }
  return process.memoryUsage().heapUsed;
}

describe("memory", () => {
  let api: TestApi;
  let inspector: Session;

  before(() => {
    inspector = new Session();
    inspector.connect();
  });
  after(() => inspector.disconnect());

  beforeEach(async () => {
    api = await freshChat();
  });

  /** A conversation on the disk that nobody has open. */
  async function written(): Promise<string> {
    await endpoint.next({ type: "answer", text: `Here it is.${fence}`, deltaMs: 0 });
    await ask(api, "word ".repeat(textLength / 5));
    const { id } = api.chat.session;
    await api.chat.views.newChat(api.chat.views.current);
    await until(() => api.chat.sessions.find(id) === undefined);
    return id;
  }

  /** Resolves when the page of a view was told all colours of its code. */
  async function coloured(view: ChatView): Promise<void> {
    const post = view.post.bind(view);
    let styles = 0;
    let blocks = 0;
    view.post = (message) => {
      styles += Number(message.type === "codeStyles");
      blocks += Number(message.type === "codeColours");
      post(message);
    };
    await until(() => styles > 0 && blocks > 0, 20_000);
  }

  /** Runs something so often that a leak shows, and asserts that nothing of what it used is left. */
  async function assertLetGo(
    count: number,
    use: (index: number) => Promise<readonly object[]>,
  ): Promise<void> {
    const used: WeakRef<object>[] = [];
    const once = async (index: number): Promise<void> => {
      used.push(...(await use(index)).map((each) => new WeakRef(each)));
    };
    // What is made once, such as code that is compiled, is no leak.
    await once(0);
    await once(1);
    const before = await heapUsed(inspector);
    for (let index = 2; index < count; index += 1) {
      await once(index);
    }
    const grown = (await heapUsed(inspector)) - before;
    const left = used.filter((each) => each.deref() !== undefined).length;
    assert.ok(left <= 4, `${left} of ${used.length} are left`);
    assert.ok(
      grown < otherBytes + count * otherBytesEach,
      `${Math.round(grown / 1000)} KB more for ${count} times`,
    );
  }

  it("is let go of with every tab that is closed", async function () {
    this.timeout(times(600_000, 60_000));
    const id = await written();
    const { sessions, views } = api.chat;
    await assertLetGo(times(200, 8), async () => {
      const session = await sessions.open(id);
      await views.openTab(session);
      const view = views.all.find((each) => each.session === session);
      assert.ok(view);
      await coloured(view);
      assert.ok(view.isReady);
      const tab = vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("chatTab"));
      assert.ok(tab);
      await vscode.window.tabGroups.close(tab);
      await until(() => sessions.find(id) === undefined);
      return [session, view];
    });
    assert.deepEqual(
      views.all.map((view) => view === views.sideBar),
      [true],
    );
  });

  it("is let go of with every conversation that another takes the place of", async function () {
    this.timeout(times(600_000, 60_000));
    const ids: string[] = [];
    const count = times(50, 8);
    for (let index = 0; index < count; index += 1) {
      ids.push(await written());
    }
    const { sessions, views } = api.chat;
    await assertLetGo(count, async (index) => {
      await views.open(ids[index] ?? "", views.sideBar);
      const { session } = views.sideBar;
      assert.equal(session.id, ids[index]);
      await views.newChat(views.sideBar);
      await until(() => sessions.find(session.id) === undefined);
      return [session];
    });
    assert.deepEqual(sessions.all, [views.sideBar.session]);
  });
});
