// One of several windows that write to one conversation: `node out/unit/history/manyWriter.js FOLDER NAME MESSAGES`.
// It begins when it is told to, and ends with the conversation as it reads it when it is told so: a hash of all its
// records in their order, as JSON in the last line.
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { History } from "../../../src/host/chat/history";
import { chances, ended, hashOf, piece, question, tokensOf } from "./tokens";

const [folder = "", name = "", messages = "0"] = process.argv.slice(2);
const perQuestion = 200;
const perFlush = 40;

async function main(): Promise<void> {
  const chance = chances(name.charCodeAt(1));
  const troubles: unknown[] = [];
  const history = new History(join(folder, "conversations"), name, (error) => troubles.push(error));
  await history.load("shared");
  const lines = createInterface({ input: process.stdin });
  process.stdout.write("ready\n");
  await once(lines, "line");
  let last = "";
  for (let n = 0; n < Number(messages);) {
    if (n % perQuestion === 0) {
      // As a window does before it asks.
      await history.load("shared");
      history.append("shared", last === "" ? [] : [ended(last)]);
      last = `${name}.${n}`;
      history.append("shared", question(last));
      n += 1;
    }
    const until = Math.min(Number(messages), n + 1 + Math.floor(chance() * perFlush));
    for (; n < until && n % perQuestion !== 0; n += 1) {
      history.append("shared", [piece(last, `${name}.${n}`)]);
    }
    await history.flush();
    if (chance() < 0.01) {
      await history.compact("shared");
    }
  }
  process.stdout.write("written\n");
  await once(lines, "line");
  const { conversation, unreadable } = await history.load("shared");
  const order = hashOf(Buffer.from(JSON.stringify(conversation)));
  process.stdout.write(
    `${JSON.stringify({ order, unreadable, count: tokensOf(conversation).length, troubles })}\n`,
  );
  process.exit(0);
}

void main();
