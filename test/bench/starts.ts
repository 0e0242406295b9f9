// What a start costs: code, activation, the first sight of the page, the first question.
import { pricing, testKey } from "../e2e/pages/sample";
import type { Figures } from "./figures";
import { openPlace, pageFrame, type BenchPlace, type Subject } from "./place";
import { firstPaint } from "./recorder";
import { ask, coloured, newChat, type OpenPage } from "./streams";
import { answerOf, firstWord } from "./workload";

/** A file of thirty lines to explain, as people write them: most of them are short. */
export const thirtyLines = `${pricing}
export function format(cents: number): string {
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(cents / 100);
}`;

/** Opens the page as a person does, and notes when it was painted. */
async function openPage(place: BenchPlace, figures: Figures): Promise<OpenPage> {
  const name = place.subject === "floor" ? "Ask Claude Floor" : "Ask Claude";
  const tab = place.page.getByRole("tab", { name, exact: true });
  const clicked = place.page.evaluate(
    async () =>
      new Promise<number>((resolve) => {
        window.addEventListener("mousedown", () => resolve(Date.now()), { capture: true, once: true });
      }),
  );
  await tab.click();
  const found = await pageFrame(place);
  figures.add("open", place.subject, (await firstPaint(found.frame)) - (await clicked));
  return { place, ...found };
}

/** The extension host's own figures for our code, from the page where VS Code tells them. */
async function noteActivation(place: BenchPlace, figures: Figures): Promise<void> {
  await place.workbench.palette("Developer: Startup Performance");
  await place.page.locator(".tab.active", { hasText: "Startup Performance" }).waitFor();
  const id = place.subject === "floor" ? "ask-claude.ask-claude-floor" : "ask-claude.ask-claude";
  for (let tries = 0; tries < 10; tries += 1) {
    await place.page.waitForTimeout(500);
    await place.workbench.editor.locator(".view-line").first().click();
    // Its text comes bit by bit; until there is some, there is nothing to select.
    const text = await place.workbench.wholeText("Control+A").catch(() => "");
    const cells = text
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .find((line) => line[1] === id && line.length > 6);
    if (cells) {
      const [load, activate] = cells.slice(3).map((cell) => Number.parseFloat(cell));
      figures.add("load", place.subject, load);
      figures.add("activate", place.subject, activate);
      break;
    }
  }
  await place.workbench.palette("View: Close Editor");
}

/** Starts a workbench anew and asks for the first time; the caller closes it. */
export async function start(subject: Subject, figures: Figures, tellsActivation: boolean): Promise<OpenPage> {
  const place = await openPlace(subject, { files: { "steps.ts": thirtyLines }, openFile: "steps.ts" });
  try {
    if (tellsActivation) {
      await noteActivation(place, figures);
    }
    if (subject === "ours") {
      await place.workbench.giveKey(testKey);
    }
    const page = await openPage(place, figures);
    const answered = await ask(page, { text: answerOf(15), deltas: 750 });
    const { exchange, recording } = answered;
    figures.add("keyCold", subject, exchange.arrived - recording.entered);
    figures.add("coldColours", subject, coloured(answered));
    figures.add("coldStall", subject, answered.hostStallMs);
    figures.add("residentWhole", subject, place.host.residentMb());
    return page;
  } catch (error) {
    await place.close();
    throw error;
  }
}

/** What is left of that when nothing has been done for a minute, longer than any thread is kept that has no work. */
export async function noteRested({ place }: OpenPage, figures: Figures): Promise<void> {
  await place.page.waitForTimeout(60_000);
  figures.add("residentRested", place.subject, place.host.residentMb());
}

/** What is sent for a question about a selection. */
export async function noteRequest(open: OpenPage, figures: Figures): Promise<void> {
  const { place } = open;
  const { workbench, endpoint } = place;
  await newChat(open);
  const before = endpoint.asked().length;
  await workbench.openFile("steps.ts");
  await workbench.select(1, 30);
  const done = endpoint.answerNext({ text: `${firstWord}.`, deltas: 1 });
  await workbench.palette("Explain with Claude");
  await done;
  await place.page.waitForTimeout(500);
  const sent = endpoint.asked().slice(before);
  const bytes = sent.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  figures.add("requests", "ours", sent.length);
  figures.add("body", "ours", bytes);
  figures.add("bodyOver", "ours", bytes - Buffer.byteLength(thirtyLines));
}
