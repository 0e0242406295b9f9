// A window's worth of writing without the window: `node out/unit/history/worker.js FOLDER NAME SEED OLD_CONVERSATION`.
// It never ends by itself. Before anything is written, and after it is acknowledged, it says so in a line:
// `+ CONVERSATION TOKEN QUESTION`, `= CONVERSATION TOKEN`, and for questions that are deleted `x`/`X`, drafts `w`/`W`, deletions `d`/`D`, spending `s`/`S`.
import { writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";

import { usedImages } from "../../../src/core/usedImages";
import { History } from "../../../src/host/chat/history";
import { ImageStore } from "../../../src/host/images/imageStore";
import { Ledger } from "../../../src/host/ledger";
import { chances, ended, hashOf, piece, pictureChip, pictures, question } from "./tokens";

const [folder = "", name = "", seed = "0", oldConversation = ""] = process.argv.slice(2);

/** A pipe takes it at once: nothing that was said is lost with the process. */
const say = (...lines: readonly string[]): void =>
  void writeSync(1, lines.map((line) => `${line}\n`).join(""));
const tellTrouble = (error: unknown): void => say(`! ${String(error)}`);

async function work(): Promise<never> {
  const chance = chances(Number(seed));
  const history = new History(join(folder, "conversations"), name, tellTrouble);
  const ledger = new Ledger(join(folder, "usage"), name, tellTrouble);
  const images = new ImageStore(join(folder, "images"));
  const mine = [oldConversation, `${name}a`, `${name}b`];
  const all = [...mine, "shared"];
  const questions = new Map<string, string>();
  for (const id of all) {
    const { conversation, draft } = await history.load(id);
    await images.keepOnly(id, usedImages(conversation, draft));
  }
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(chance() * from.length)]!;
  let spent = 0;
  for (let step = 0; ; step += 1) {
    const id = pick(all);
    const token = `${name}.${step}`;
    const what = chance();
    if (what < 0.2) {
      const picture = pick(pictures);
      const withPicture = chance() < 0.3;
      if (withPicture) {
        await images.keep(id, picture, Buffer.from(hashOf(picture)));
      }
      const last = questions.get(id);
      questions.set(id, token);
      say(`+ ${id} ${token} ${token}`);
      const events = question(token, withPicture ? [pictureChip(token, picture)] : []);
      history.append(id, [...(last === undefined ? [] : [ended(last)]), ...events]);
      await history.flush();
      say(`= ${id} ${token}`);
    } else if (what < 0.7) {
      const last = questions.get(id);
      if (last !== undefined) {
        const pieces = Array.from({ length: 1 + Math.floor(chance() * 5) }, (_, n) => `${token}.${n}`);
        say(...pieces.map((each) => `+ ${id} ${each} ${last}`));
        history.append(
          id,
          pieces.map((each) => piece(last, each)),
        );
        const flushed = history.flush().then(() => say(`= ${id} ${pieces.at(-1)}`));
        await (chance() < 0.5 ? flushed : undefined);
      }
    } else if (what < 0.73) {
      const last = questions.get(id);
      if (last !== undefined) {
        questions.delete(id);
        say(`x ${id} ${last}`);
        history.append(id, [ended(last), { type: "deleted", turnId: last }]);
        await history.flush();
        say(`X ${id} ${last}`);
      }
    } else if (what < 0.78) {
      await history.compact(id);
    } else if (what < 0.85) {
      const own = pick(mine);
      say(`w ${own} ${token}`);
      await history.saveDraft(own, { text: token, context: [] });
      say(`W ${own} ${token}`);
    } else if (what < 0.9) {
      await history.list();
    } else if (what < 0.95) {
      spent += 1;
      say(`s ${name} ${spent}`);
      const usage = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 };
      await ledger.record({ time: Date.now(), model: name, usage, usd: 1 });
      say(`S ${name} ${spent}`);
    } else if (what < 0.97 && mine.length > 1) {
      const own = mine.pop()!;
      all.splice(all.indexOf(own), 1);
      say(`d ${own} -`);
      await history.delete([own]);
      await images.forget([own]);
      say(`D ${own} -`);
    }
    await setImmediate();
  }
}

void work();
