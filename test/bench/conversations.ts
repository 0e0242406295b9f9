// Large conversations and many of them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConversationEvent } from "../../src/core/conversation";
import type { ContextItem } from "../../src/core/context";
import { ConversationSearch } from "../../src/host/chat/conversationSearch";
import { History } from "../../src/host/chat/history";
import type { Figures } from "./figures";
import { openPlace, pageFrame, type BenchPlace } from "./place";
import { record, recorded, type Recording } from "./recorder";
import { answerOf, firstWord, lastWord } from "./workload";

function exchangeOf(
  index: number,
  question: string,
  answer: string,
  context: readonly ContextItem[] = [],
): readonly ConversationEvent[] {
  const answerId = `a${index}`;
  const of = (event: Extract<ConversationEvent, { type: "answer" }>["event"]): ConversationEvent => ({
    type: "answer",
    answerId,
    event,
  });
  return [
    {
      type: "asked",
      turn: { role: "user", id: `q${index}`, text: question, context },
      answerId,
      options: { model: "claude-sonnet-5-5" },
    },
    of({ type: "opened" }),
    of({ type: "partStarted", index: 0, part: { type: "text", text: "" } }),
    of({ type: "partGrew", index: 0, field: "text", delta: answer }),
    of({ type: "completed", stopReason: "end_turn" }),
  ];
}

const shortAnswer = answerOf(2).replace(firstWord, "It").replace(lastWord, "enough");

/** A question, its answer, and what was attached. */
export type Exchanged = readonly [question: string, answer: string, context?: readonly ContextItem[]];

/** Writes conversations as the extension does, by their ids. */
export async function write(
  folder: string,
  conversations: Readonly<Record<string, readonly Exchanged[]>>,
): Promise<void> {
  const history = new History(folder, "bench", (error) => {
    throw new Error(`The conversations of the benchmark could not be written: ${String(error)}`);
  });
  for (const [id, exchanges] of Object.entries(conversations)) {
    history.append(
      id,
      exchanges.flatMap(([question, answer, context], index) => exchangeOf(index, question, answer, context)),
    );
  }
  await history.flush();
}

/** Chooses a conversation from the list, and gives how long it took from the key to its last words in the page. */
export async function openFromList(
  place: BenchPlace,
  title: string,
): Promise<{ readonly ms: number; readonly recording: Recording }> {
  const { page, workbench } = place;
  await workbench.palette("Ask Claude: Show Conversations");
  const input = page.getByPlaceholder("Search in all questions and answers");
  await input.waitFor();
  await input.fill(title);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.waitForTimeout(700);
  const { frame } = await pageFrame(place);
  await record(frame, `${lastWord} of ${title}`);
  const entered = page.evaluate(
    async () =>
      new Promise<number>((resolve) => {
        window.addEventListener("keydown", () => resolve(Date.now()), { capture: true, once: true });
      }),
  );
  await input.press("Enter");
  const recording = await recorded(frame, 1500);
  if (recording.firstText === 0) {
    throw new Error(`The conversation "${title}" did not come into the page.`);
  }
  return { ms: recording.firstText - (await entered), recording };
}

/** Scrolls the conversation from its end to its beginning, in 120 frames. */
export async function scrollThrough(place: BenchPlace): Promise<Recording> {
  const { frame } = await pageFrame(place);
  await record(frame, lastWord);
  await frame.evaluate(async () => {
    const log = document.querySelector("[role=log]")!;
    for (let step = 0; step < 120; step += 1) {
      log.scrollBy(0, -log.scrollHeight / 120);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  return recorded(frame);
}

/** The longest task over 50 ms, or 0. */
export const longest = ({ longTasks }: Recording): number => Math.max(0, ...longTasks);

/** 500 turns and 1 MB beside a conversation of one turn, opened in turn; a place of its own. */
export async function runLarge(runs: number, figures: Figures): Promise<void> {
  const last = (title: string): string => `The end: ${lastWord} of ${title}`;
  const turns = Array.from({ length: 249 }, (_, index): Exchanged => [`Question ${index}?`, shortAnswer]);
  const place = await openPlace("ours", {
    fill: async (storage) =>
      write(join(storage, "conversations"), {
        c0000001: [["Small one", last("Small one")]],
        c0000002: [["Many turns", shortAnswer], ...turns.slice(1), ["And now?", last("Many turns")]],
        c0000003: [
          ["Huge answer", `${answerOf(1000).replace(lastWord, "nearly")}\n\n${last("Huge answer")}`],
        ],
      }),
  });
  try {
    await place.workbench.palette("Ask Claude: Focus Chat");
    await pageFrame(place);
    for (let run = 0; run <= runs; run += 1) {
      const small = await openFromList(place, "Small one");
      const many = await openFromList(place, "Many turns");
      const scroll = await scrollThrough(place);
      await openFromList(place, "Small one");
      const huge = await openFromList(place, "Huge answer");
      if (run > 0) {
        figures.add("openEmpty", "ours", small.ms);
        figures.add("open500", "ours", many.ms / small.ms);
        figures.add("open500Task", "ours", longest(many.recording));
        figures.add("scroll500Task", "ours", longest(scroll));
        figures.add("open1Mb", "ours", huge.ms);
        figures.add("open1MbTask", "ours", longest(huge.recording));
      }
    }
  } finally {
    await place.close();
  }
}

/** 2,000 conversations on the disk: what the list and a search cost in the extension host's own code. */
export async function runMany(runs: number, figures: Figures): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ask-claude-bench-"));
  try {
    const all = Array.from({ length: 2_000 }, (_, index) => [
      `m${String(index).padStart(7, "0")}`,
      [[`Question ${index}?`, `${shortAnswer} ${index === 1234 ? "needle" : ""}`] as const],
    ]);
    await write(folder, Object.fromEntries(all) as Parameters<typeof write>[1]);
    for (let run = 0; run <= runs; run += 1) {
      // As after a start: the index is on the disk, and nothing in memory.
      const history = new History(folder, `r${run}`, () => undefined);
      const begun = performance.now();
      const listed = await history.list();
      const list = performance.now() - begun;
      const search = new ConversationSearch();
      const { signal } = new AbortController();
      await search.prepare(listed, signal);
      const asked = performance.now();
      let found = 0;
      for await (const more of search.find(listed, "needle", signal)) {
        found += more.length;
      }
      if (listed.length !== 2_000 || found !== 1) {
        throw new Error(`${listed.length} conversations were listed, and the word was found in ${found}.`);
      }
      if (run > 0) {
        figures.add("list2000", "ours", list);
        figures.add("search2000", "ours", performance.now() - asked);
      }
      await history.flush();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
