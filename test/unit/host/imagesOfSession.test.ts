import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { answered, hashOf, shownChip, until, windowOn } from "./sessionOnDisk";

describe("the images of a conversation", () => {
  let root = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-images-"));
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  describe("of a question that is edited", () => {
    async function asked() {
      const { sessions, kept } = windowOn(root, "w1");
      const session = sessions.fresh();
      session.attach([await kept(session, "chip", 21)]);
      session.send("Why?");
      await answered(session);
      const firstId = session.conversation.turns[0]?.id ?? "";
      return { session, kept, firstId, blackedOut: await kept(session, "chip", 22) };
    }

    it("are replaced where they are in sight, and stay in the version before", async () => {
      const { session, firstId, blackedOut } = await asked();
      const before = hashOf(shownChip(session));
      session.edit(firstId);
      session.send("Why not?");
      await answered(session);
      const id = shownChip(session)?.id ?? "";
      assert.ok(session.exchangeAttachment(id, { ...blackedOut, id }));
      assert.equal(hashOf(shownChip(session)), hashOf(blackedOut));
      assert.equal(session.findAttachment(id), shownChip(session));
      session.change({ type: "shown", turnId: firstId });
      assert.equal(hashOf(shownChip(session)), before);
    });

    it("are replaced where they are in sight also when both versions have the same chip", async () => {
      const { session, firstId, blackedOut } = await asked();
      session.ask("Why not?", [{ ...blackedOut, id: "chip" }], "");
      await answered(session);
      assert.equal(hashOf(session.findAttachment("chip")), hashOf(blackedOut));
      session.change({ type: "shown", turnId: firstId });
      assert.notEqual(hashOf(session.findAttachment("chip")), hashOf(blackedOut));
      assert.ok(session.exchangeAttachment("chip", blackedOut));
      assert.equal(hashOf(shownChip(session)), hashOf(blackedOut));
    });

    it("are replaced in the question that was asked, not in the composer's copy, and stay so", async () => {
      const { session, firstId, blackedOut } = await asked();
      const before = hashOf(shownChip(session));
      session.setDraftText("half a quest");
      session.edit(firstId);
      assert.ok(session.exchangeAttachment("chip", blackedOut));
      assert.equal(hashOf(session.draft.context[0]), before);
      session.cancelEdit();
      assert.deepEqual(session.draft, { text: "half a quest", context: [] });
      assert.equal(hashOf(shownChip(session)), hashOf(blackedOut));
    });
  });

  it("stay when they are taken off here after they were asked about in another window", async () => {
    const [one, two] = [windowOn(root, "w1"), windowOn(root, "w2")];
    const here = one.sessions.fresh();
    const [asked, other] = [await one.kept(here, "asked", 21), await one.kept(here, "other", 22)];
    here.attach([asked, other]);
    await here.close();
    const there = await two.sessions.open(here.id);
    there.removeAttachment("other");
    there.send("Why?");
    await answered(there);
    await there.close();
    here.removeAttachment("asked");
    here.removeAttachment("other");
    await until(async () => (await one.store.read(hashOf(other))) === undefined);
    assert.ok((await two.store.read(hashOf(asked))) !== undefined);
    await here.letGo([asked]);
    assert.ok((await two.store.read(hashOf(asked))) !== undefined);
  });

  it("leave the disk with the window when their question was deleted, however new they are", async () => {
    const { sessions, store, kept } = windowOn(root, "w1");
    const session = sessions.fresh();
    const chip = await kept(session, "chip", 21);
    session.attach([chip]);
    session.send("Why?");
    await answered(session);
    const deleted = session.conversation.turns[0]?.id ?? "";
    session.change({ type: "deleted", turnId: deleted });
    assert.ok((await store.read(hashOf(chip))) !== undefined, "it can be taken back");
    await sessions.close();
    assert.equal(await store.read(hashOf(chip)), undefined);
    assert.deepEqual(await readdir(join(root, "images")), []);
  });

  it("of a draft are taken off when another window has deleted them, and stay when this one was faster", async () => {
    const [one, two] = [windowOn(root, "w1"), windowOn(root, "w2")];
    const here = one.sessions.fresh();
    const [gone, taken] = [await one.kept(here, "gone", 21), await one.kept(here, "taken", 22)];
    here.attach([gone, taken]);
    const fresh = one.sessions.fresh();
    await one.store.use(fresh.id, [hashOf(taken)]);
    await two.store.forget([here.id]);
    await fresh.takeDraft({ text: "half a quest", context: [gone, taken] }, here);
    assert.equal(await fresh.removeLostImages(), true);
    assert.deepEqual(fresh.draft, { text: "half a quest", context: [taken] });
    assert.equal(await fresh.removeLostImages(), false);
    await two.store.forget([here.id]);
    assert.ok((await two.store.read(hashOf(taken))) !== undefined);
  });

  describe("that come when their conversation is not shown any more", () => {
    it("go to the conversation they were meant for, on the disk, and to no other", async () => {
      const { sessions, kept } = windowOn(root, "w1");
      const [left, shown] = [sessions.fresh(), sessions.fresh()];
      left.send("Why?");
      await answered(left);
      left.setDraftText("half a quest");
      await sessions.tidy((session) => session === shown);
      assert.equal(sessions.find(left.id), undefined);
      const chip = await kept(left, "late", 21);
      (await sessions.meantFor(left.id, shown))?.attach([chip]);
      await sessions.tidy((session) => session === shown);
      assert.deepEqual(shown.draft.context, []);
      const again = await windowOn(root, "w2").sessions.open(left.id);
      assert.deepEqual(again.draft, { text: "half a quest", context: [chip] });
    });

    it("follow the draft into a new chat, and into the next one", async () => {
      const { sessions } = windowOn(root, "w1");
      const [first, second, third] = [sessions.fresh(), sessions.fresh(), sessions.fresh()];
      await second.takeDraft(first.draft, first);
      await third.takeDraft(second.draft, second);
      await sessions.tidy((session) => session === third);
      assert.equal(await sessions.meantFor(first.id, third), third);
      assert.notEqual(await sessions.meantFor(first.id, sessions.fresh()), third);
    });

    it("go nowhere when it was deleted", async () => {
      const { sessions, history } = windowOn(root, "w1");
      const [left, shown] = [sessions.fresh(), sessions.fresh()];
      left.send("Why?");
      await answered(left);
      await sessions.tidy((session) => session === shown);
      await history.delete([left.id]);
      assert.equal(await sessions.meantFor(left.id, shown), undefined);
    });
  });
});
