import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { usedImages } from "../../../src/core/usedImages";
import { noDraft } from "../../../src/host/chat/draftFiles";
import { History } from "../../../src/host/chat/history";
import { ImageStore } from "../../../src/host/images/imageStore";
import { FaultyDisk, installFaultyDisks, type Outcome, type Reached } from "../../support/faultyDisk";
import { isFullSize, proved } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { hashOf, pictureChip, pictures, question } from "./tokens";

const [one, two] = [pictures[0]!, pictures[1]!];
const extents: readonly Reached[] = ["nothing", "half", "all"];
const codes = ["ENOSPC", "EIO", "EPERM"];

describe("pictures on a disk that fails", () => {
  let root = "";
  let restore = (): void => undefined;

  beforeEach(async () => {
    root = await quickFolder("ask-claude-pictures-");
    restore = installFaultyDisks();
  });
  afterEach(async () => {
    restore();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  /** Attaches pictures to two conversations as a window does, and deletes one of those. */
  async function attach(folder: string): Promise<void> {
    const history = new History(join(folder, "conversations"), "w1", () => undefined);
    const images = new ImageStore(join(folder, "images"));
    // What could not be kept is not attached.
    const ask = async (id: string, bytes: Uint8Array): Promise<void> => {
      await images.keep(id, bytes, Buffer.from("small"));
      const token = `${id}.${hashOf(bytes).slice(0, 4)}`;
      history.append(id, question(token, [pictureChip(token, bytes)]));
      await history.flush();
    };
    await ask("gone", one).catch(() => undefined);
    await ask("kept", one).catch(() => undefined);
    await ask("kept", two).catch(() => undefined);
    const isDeleted = await history.delete(["gone"]).then(
      () => true,
      () => false,
    );
    if (isDeleted) {
      await images.forget(["gone"]).catch(() => undefined);
    }
    await images.sweep(new Set(["kept", "gone"])).catch(() => undefined);
    await images.keepOnly("kept", [hashOf(one), hashOf(two)]).catch(() => undefined);
    await history.flush();
  }

  /** Every picture that a conversation on the disk names is there, whole. */
  async function check(folder: string, about: string): Promise<number> {
    const history = new History(join(folder, "conversations"), "reader", () => undefined);
    const images = new ImageStore(join(folder, "images"));
    let named = 0;
    for (const id of ["kept", "gone"]) {
      const { conversation } = await history.load(id);
      for (const hash of usedImages(conversation, noDraft)) {
        const bytes = await images.read(hash);
        assert.ok(bytes !== undefined && hashOf(bytes) === hash, `${about}: ${id} has lost a picture`);
        named += 1;
      }
    }
    return named;
  }

  /** Everything that may go wrong at a call. */
  function outcomesAt(call: number): readonly ((made: number) => Outcome)[] {
    const [code = ""] = [codes[call % codes.length]];
    return [
      (made) => (made === call ? "ends" : "works"),
      (made) => (made === call ? { code } : "works"),
      (made) => (made >= call ? { code } : "works"),
    ];
  }

  it("are there wherever a conversation names them, whichever call fails or is the last", async function () {
    this.timeout(isFullSize ? 600_000 : 60_000);
    let [count, named, calls] = [0, 0, 0];
    for (let call = 1, isHit = true; isHit; call += 1) {
      isHit = false;
      for (const reached of isFullSize ? extents : [extents[call % extents.length]!]) {
        const outcomes = outcomesAt(call);
        for (const outcome of isFullSize ? outcomes : [outcomes[Math.floor(call / 3) % outcomes.length]!]) {
          const folder = await mkdtemp(join(root, "home-"));
          const disk = new FaultyDisk(outcome, reached);
          await disk.runToTheEnd(() => attach(folder));
          const about = `call ${call} (${disk.failed[0]}), ${reached} of it done`;
          named += await check(folder, about);
          // The next window tidies up and asks the same.
          await attach(folder);
          assert.equal(await check(folder, `${about}, then again`), 2, about);
          isHit ||= disk.failed.length > 0;
          count += 1;
          await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 20 });
        }
      }
      calls = call - 1;
    }
    assert.ok(calls > 30 && named > count / 2, `${calls} calls, ${named} pictures`);
    proved({
      row: "T43",
      tried: "disk calls of attaching and removing pictures that fail, or are the last",
      count,
      result: "every picture that a conversation names is there, whole",
    });
  });
});
