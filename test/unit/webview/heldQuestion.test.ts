import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ContextItem } from "../../../src/core/context";
import { emptyConversation } from "../../../src/core/conversation";
import type { MakeOutcome } from "../../../src/webview/images/imageMaker";
import { HeldQuestion } from "../../../src/webview/images/heldQuestion";
import { IncomingImages } from "../../../src/webview/images/incomingImages";
import type { PageState } from "../../../src/webview/pageState";

const hash = (number: number): string => String(number).padStart(64, "0");
const failed: MakeOutcome = { ok: false, problem: { reason: "damaged" } };
const nothing = new Uint8Array();
const made = (number: number): MakeOutcome => ({
  ok: true,
  made: { bytes: nothing, thumbnail: nothing },
  hash: hash(number),
});

describe("a question that waits for its images", () => {
  let outcomes: MakeOutcome[];
  let incoming: IncomingImages;
  let held: HeldQuestion;
  let hashes: string[];

  const show = (id = "c1"): void =>
    incoming.update({
      conversation: emptyConversation(id),
      draft: { text: "", context: hashes.map((one) => ({ image: { hash: one } }) as ContextItem) },
      model: { id: "claude-sonnet-5-5" },
    } as unknown as PageState);
  const file = (name: string): File => new File(["x"], name);
  /** Until the files were read and something was made of them. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise((done) => setImmediate(done));
    }
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    outcomes = [];
    hashes = [];
    incoming = new IncomingImages({
      maker: { make: async () => outcomes.shift() ?? failed },
      post: () => undefined,
      changed: () => undefined,
      made: () => undefined,
    });
    held = new HeldQuestion(incoming);
    show();
    held.isDue("c1");
  });
  afterEach(() => mock.timers.reset());

  it("goes when they are there, whatever was refused before", async () => {
    outcomes = [failed, made(1)];
    incoming.take([file("bad.png")]);
    await settled();
    assert.equal(incoming.refusals.length, 1);
    incoming.take([file("good.png")]);
    assert.equal(held.hold(), true);
    await settled();
    assert.equal(held.isDue("c1"), false);
    hashes = [hash(1)];
    show();
    assert.equal(held.isDue("c1"), true);
    assert.equal(held.isDue("c1"), false);
    assert.equal(held.isShort, false);
  });

  it("stays when one is refused while it waits, though an older refusal was dismissed meanwhile", async () => {
    outcomes = [failed, failed];
    incoming.take([file("first.png")]);
    await settled();
    const second = incoming.expect("second.png");
    held.hold();
    incoming.dismissRefusals();
    incoming.take([file("third.png")]);
    await settled();
    second(hash(2));
    hashes = [hash(2)];
    show();
    assert.equal(incoming.pending.length, 0);
    assert.equal(held.isDue("c1"), false);
    assert.equal(held.isShort, true);
    held.dismiss();
    assert.equal(held.isShort, false);
  });

  it("stays when nothing can be made of one that the host asked for", () => {
    const done = incoming.expect("from-explorer.png");
    held.hold();
    done(undefined);
    assert.equal(held.isDue("c1"), false);
    assert.equal(held.isShort, true);
  });

  it("stays when the host does not attach in time what it asked for, and goes when it does", () => {
    incoming.expect("slow.png")(hash(1));
    held.hold();
    mock.timers.tick(3000);
    assert.equal(incoming.pending.length, 0);
    assert.equal(held.isDue("c1"), false);
    assert.equal(held.isShort, true);
    incoming.expect("quick.png")(hash(2));
    held.hold();
    hashes = [hash(2)];
    show();
    mock.timers.tick(3000);
    assert.equal(held.isDue("c1"), true);
  });

  it("stays when one fails in a way nobody thought of, and the next one is made all the same", async () => {
    outcomes = [made(1), made(2)];
    const broken = new IncomingImages({
      maker: { make: async () => outcomes.shift() ?? failed },
      post: () => undefined,
      changed: () => undefined,
      made: (which) => assert.notEqual(which, hash(1)),
    });
    broken.update({
      conversation: emptyConversation("c1"),
      draft: { text: "", context: [] as readonly ContextItem[] },
      model: { id: "claude-sonnet-5-5" },
    } as unknown as PageState);
    broken.take([file("first.png"), file("second.png")]);
    await settled();
    assert.deepEqual(broken.refusals, ["first.png could not be attached."]);
    assert.deepEqual(
      broken.pending.map((one) => one.hash),
      [hash(2)],
    );
  });

  it("does not mind what another conversation lost, and stays behind when that one is shown", () => {
    const other = incoming.expect("other.png");
    show("c2");
    held.isDue("c2");
    const own = incoming.expect("own.png");
    held.hold();
    other(undefined);
    own(hash(1));
    hashes = [hash(1)];
    show("c2");
    assert.equal(held.isDue("c2"), true);
    incoming.expect("more.png");
    held.hold();
    show("c1");
    assert.equal(held.isDue("c1"), false);
    assert.equal(held.isHeld, false);
  });
});
